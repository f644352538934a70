import type { Dispatcher } from "undici";
import { undici } from "../packages/large-packages.ts";

/**
 * Returns an interceptor that follows redirections, and fails a request that is redirected in a circle or too often.
 *
 * undici's own handler does it, but from the first redirection on only: it parses the address of every answer, which costs
 * the many that are not redirected 15 µs each, a tenth of all that a small file costs.
 */
export function followRedirects(maxRedirections: number): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, new RedirectWatch(handler, () => redirecting(dispatch, maxRedirections, options, handler)));
}

/** Answers with these statuses and a location redirect: RFC 9110, 15.4. */
const redirections = new Set([300, 301, 302, 303, 307, 308]);

/** Passes everything on to a handler, or to the one that follows redirections once there is one to follow. */
class RedirectWatch implements Dispatcher.DispatchHandler {
  #handler: Dispatcher.DispatchHandler;
  readonly #follower: () => Dispatcher.DispatchHandler;

  constructor(handler: Dispatcher.DispatchHandler, follower: () => Dispatcher.DispatchHandler) {
    this.#handler = handler;
    this.#follower = follower;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: object): void {
    this.#handler.onRequestStart?.(controller, context);
  }

  onResponseStart(...answer: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>): void {
    const [, status, { location }] = answer;
    if (location !== undefined && redirections.has(status)) this.#handler = this.#follower();
    this.#handler.onResponseStart?.(...answer);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#handler.onResponseData?.(controller, chunk);
  }

  onResponseEnd(...end: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseEnd"]>>): void {
    this.#handler.onResponseEnd?.(...end);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#handler.onResponseError?.(controller, error);
  }
}

function redirecting(
  dispatch: Dispatcher.Dispatch,
  maxRedirections: number,
  options: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
): Dispatcher.DispatchHandler {
  const { RedirectHandler } = undici();
  const throwing = { ...options, throwOnMaxRedirect: true };
  return new RedirectHandler(dispatch, maxRedirections, throwing, handler);
}
