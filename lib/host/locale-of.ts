import { checkPlotOptions } from "../errors/check-plot-options.ts";
import { oneOf } from "../errors/choice.ts";
import { host, type Locale } from "./host.ts";

const locales: readonly Locale[] = ["en", "fr"];

/**
 * Returns the language that a plot's options ask for, the host's unless told.
 *
 * @throws NavetteError `ERR_NAVETTE_LOCALE` for another language; what `checkPlotOptions` throws.
 */
export function localeOf(options: { readonly locale?: Locale | undefined }): Locale {
  checkPlotOptions(options);
  return checkLocale(options.locale ?? host().locale);
}

/**
 * Returns the language, known to be one that plots and sentences are written in.
 *
 * @throws NavetteError `ERR_NAVETTE_LOCALE`, naming the value.
 */
export function checkLocale(locale: unknown): Locale {
  return oneOf("locale", locale, locales, "ERR_NAVETTE_LOCALE");
}
