import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../kernel/setup/chromium.mjs";

/**
 * Starts a headless Chromium with a new, empty profile.
 *
 * The caller owns it and closes it; it ends by itself when this process does.
 *
 * @throws Error when the machine has none; `npm test` sees to it that it has.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium was found: "npm test" installs one, or says how');
  return chromium.launch({
    executablePath,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
}
