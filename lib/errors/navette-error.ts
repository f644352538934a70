/**
 * The error that everything in Navette throws on purpose, but for a signal's reason, which is thrown as it is.
 *
 * Everywhere, options that aren't an object are refused with `ERR_NAVETTE_OPTIONS`, a `signal` that is no AbortSignal with
 * `ERR_NAVETTE_SIGNAL`, a `timeline` that is none with `ERR_NAVETTE_TIMELINE`, a `locale` other than `"en"` and `"fr"` with
 * `ERR_NAVETTE_LOCALE`, predictions that are none with `ERR_NAVETTE_PREDICTIONS`; and, where things are drawn, a `title`
 * that is no text with `ERR_NAVETTE_TITLE`, a `course` that is no list of figures with `ERR_NAVETTE_COURSE`, a `machine` that
 * is none with `ERR_NAVETTE_MACHINE`.
 *
 * `code` is stable, for programs; `message` names the bad value and the next step, for people; `cause` is what was
 * caught, where something was.
 *
 * @example
 * try {
 *   randomNumbers({ count: -1 });
 * } catch (error) {
 *   if (error instanceof NavetteError) console.log(error.code, error.message); // ERR_NAVETTE_COUNT …
 * }
 */
export class NavetteError extends Error {
  /** `ERR_NAVETTE_…`: the same in both languages, and from one version to the next. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "NavetteError";
    this.code = code;
  }
}
