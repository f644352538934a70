// `npm start`: sets the checkout up, then opens JupyterLab on the course. Runs under Node 20.
import fs from "node:fs";
import { notebooks } from "./checkout.mjs";
import { indexNotebook } from "./index-notebook.mjs";
import { runLab } from "./lab.mjs";
import { runMain } from "./main-program.mjs";
import { say } from "./progress.mjs";
import { setUp } from "./set-up.mjs";

await runMain(async (signal) => {
  await setUp("notebooks", signal);
  fs.mkdirSync(notebooks, { recursive: true });
  say("JupyterLab starts. Ctrl-C in this terminal ends it and its kernels.");
  const opening = { root: notebooks, notebook: indexNotebook() };
  // npm goes to the checkout's folder; INIT_CWD is where it was called.
  return runLab(process.argv.slice(2), opening, signal, process.env.INIT_CWD);
});
