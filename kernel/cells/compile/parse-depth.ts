/**
 * Keeps the parser from running out of stack: it is native code, and would take the process with it.
 *
 * Owner: the probe is a process of its own that parses the text first.  It ends within the call.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Characters of a text that can't hold enough levels: the parser takes 4,000 of the costliest in 8 MiB of stack. */
const harmlessLength = 4000;
/** Levels of brackets that are surely safe. */
const harmlessDepth = 500;
/** Tokens that can nest without brackets, such as `a ? b : a ? b : …`; so many in one text are surely safe. */
const harmlessTokens = 4000;

const probe = fileURLToPath(new URL("./parse-probe.mjs", import.meta.url));

/** Whether `source` can be parsed at all; only a text that looks suspicious costs a process. */
export function parseDepthIsSafe(source: string): boolean {
  if (source.length < harmlessLength || !looksDeep(source)) return true;
  const { status } = spawnSync(process.execPath, [probe], { input: source, stdio: ["pipe", "ignore", "ignore"] });
  return status === 0;
}

function looksDeep(source: string): boolean {
  let depth = 0;
  let tokens = 0;
  for (let index = 0; index < source.length; index++) {
    switch (source.charCodeAt(index)) {
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > harmlessDepth) return true;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        if (depth > 0) depth--;
        break;
      case 0x21: // !
      case 0x2b: // +
      case 0x2d: // -
      case 0x3a: // :
      case 0x3c: // <
      case 0x3d: // =
      case 0x3f: // ?
      case 0x7e: // ~
        if (++tokens > harmlessTokens) return true;
    }
  }
  const words = source.match(/\b(?:else|typeof|void|delete|await|yield|new|keyof|do)\b/g);
  return (words?.length ?? 0) > harmlessTokens;
}
