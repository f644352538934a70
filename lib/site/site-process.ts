/** The synthetic site's own process: a child that `serveSite` forks. */
import { serveInChild } from "../servers/serve-in-child.ts";
import { siteAnswerer } from "./site-answerer.ts";

serveInChild(siteAnswerer);
