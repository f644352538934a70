/**
 * Packages that are large to load and that few programs need, each loaded when it is first used, so that a first cell with
 * `import … from "navette/lib"` doesn't wait for them. `require` remembers what it has loaded, ES modules included.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** RxJS: 90 ms of CPU. */
export function rxjs(): typeof import("rxjs") {
  return require("rxjs");
}

/** The two modules of undici that are needed; the whole of it (fetch, WebSocket, caches, mocks) takes 40 ms more. */
export function undici(): Pick<typeof import("undici"), "Agent" | "RedirectHandler"> {
  return {
    Agent: require("undici/lib/dispatcher/agent.js"),
    RedirectHandler: require("undici/lib/handler/redirect-handler.js"),
  };
}

/** Tokens of HTML. */
export function htmlparser2(): typeof import("htmlparser2") {
  return require("htmlparser2");
}

/** Least squares, and the matrices that they need. */
export function mlLevenbergMarquardt(): typeof import("ml-levenberg-marquardt") {
  return require("ml-levenberg-marquardt");
}
