/** `navette/turtle`: turtle graphics, with a live window where a notebook's kernel is. */
import { useStage } from "../../lib/turtle/session.ts";
import { bridgeIfAny } from "../notebook/bridge.ts";
import { openTurtleStage } from "./turtle-stage.ts";

if (bridgeIfAny()) useStage(openTurtleStage);

export * from "../../lib/turtle/index.ts";
