import { NavetteError } from "../../lib/errors/navette-error.ts";
import { host, type Locale } from "../../lib/host/host.ts";

/** Sets the language of titles, axes, messages and numbers from here on; throws `ERR_NAVETTE_LOCALE` for another. */
export function setLocale(locale: Locale): void {
  if (locale !== "fr" && locale !== "en") {
    throw new NavetteError("ERR_NAVETTE_LOCALE", `setLocale(${JSON.stringify(locale)}): use "fr" or "en".`);
  }
  host().locale = locale;
}
