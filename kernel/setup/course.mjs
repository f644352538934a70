// `npm run course [-- OPTION…]`: executes the course's notebooks and makes a site of them, with a gallery of all plots.
// What follows `--` goes on to `navette export`: `npm run course -- -p workers=8`. Runs under Node 20.
import path from "node:path";
import { checkout, made, notebooks } from "./checkout.mjs";
import { runMain } from "./main-program.mjs";
import { node24 } from "./node.mjs";
import { say } from "./progress.mjs";
import { runForeground } from "./run-foreground.mjs";
import { setUp } from "./set-up.mjs";

/** The site, unless `--out` names another folder. */
const site = path.join(made, "course");

/** The plots' stored pictures, which the tests compare. */
const gallery = path.join(checkout, "test", "lib", "fixtures", "plots", "gallery.json");

await runMain(async (signal) => {
  const args = process.argv.slice(2);
  await setUp("notebooks", signal);
  const languages = ["fr", "en"].map((language) => path.join(notebooks, language));
  const isElsewhere = args.some((arg) => arg === "--out" || arg.startsWith("--out="));
  const exported = ["export", ...languages, "--gallery", gallery, ...(isElsewhere ? [] : ["--out", site]), ...args];
  const code = await runForeground(node24().path, [path.join(checkout, "kernel", "cli", "navette.mjs"), ...exported], {
    // npm goes to the checkout's folder; INIT_CWD is where it was called.
    cwd: process.env.INIT_CWD ?? checkout,
    signal,
  });
  signal.throwIfAborted();
  if (code === 0 && !isElsewhere) say(`\nOpen ${path.join(site, "index.html")} in a browser: it needs no network.`);
  return code;
});
