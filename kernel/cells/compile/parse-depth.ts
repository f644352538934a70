/**
 * Keeps the parser from running out of stack: it is native code, and would take the process with it.
 *
 * Owner: the probe is a process of its own that parses the text first.  It ends within the call.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Levels that are surely safe.  With 8 MiB of stack the parser takes 4,100 of the costliest kind, templates, each of
 * which counts for two here.
 */
const harmless = 4000;

const probe = fileURLToPath(new URL("./parse-probe.mjs", import.meta.url));

/** Whether `source` can be parsed at all; only a text that may be deep costs a process. */
export function parseDepthIsSafe(source: string): boolean {
  if (isShallow(source)) return true;
  const { status } = spawnSync(process.execPath, [probe], { input: source, stdio: ["pipe", "ignore", "ignore"] });
  return status === 0;
}

/** Whether a text can be parsed for certain, as is known at once; without that it mostly can as well. */
export function isShallow(source: string): boolean {
  return source.length <= harmless || !mayBeDeep(source);
}

/**
 * Whether more levels than are harmless can be in a text, by an upper bound: each token since the last `;` or `,` may
 * be a level (`a ? b : a ? b : …`), at every bracket that is open.  Strings and comments are taken for code.
 */
function mayBeDeep(source: string): boolean {
  const outer: number[] = [];
  let outerLevels = 0;
  let levels = 0;
  let inWord = false;
  for (let index = 0; index < source.length; index++) {
    const char = source.charCodeAt(index);
    if (isWordCharacter(char)) {
      if (!inWord && outerLevels + ++levels > harmless) return true;
      inWord = true;
      continue;
    }
    inWord = false;
    if (char <= space) continue;
    switch (char) {
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        outer.push(++levels);
        outerLevels += levels;
        levels = 0;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        levels = outer.pop() ?? levels;
        outerLevels = Math.max(0, outerLevels - levels);
        if (char === 0x7d && endsStatement(source, index + 1)) levels = 0;
        break;
      case 0x2c: // ,
      case 0x3b: // ;
        levels = 0;
        break;
      default:
        levels++;
    }
    if (outerLevels + levels > harmless) return true;
  }
  return false;
}

const space = 0x20;

function isWordCharacter(char: number): boolean {
  return (
    (char >= 0x61 && char <= 0x7a) || (char >= 0x30 && char <= 0x39) || (char >= 0x41 && char <= 0x5a) || char > 0x7f
  );
}

const nextStatement = /[ \t]*[\r\n]\s*(?!(?:else|while|catch|finally)\b)[\w$}]/y;

/** Whether a `}` before `offset` is the end of a statement that has nothing to do with the next line's. */
function endsStatement(source: string, offset: number): boolean {
  nextStatement.lastIndex = offset;
  return nextStatement.test(source);
}
