import type { Page } from "playwright-core";

/** What JupyterLab says of its own doings, whatever the kernel. */
const harmless: readonly RegExp[] = [
  // On a busy machine, as is the next: the page is slow to show the cell that a run ends at.
  /^warning: Item with index \d+ did not appear within 10000 ms$/,
  /^warning: Plugin \S+ (\(with \d+ dependants\) took [\d.]+ms|is taking too long) to activate\.$/,
  // At every restart: the server closes the kernel's web socket, and JupyterLab opens it again at once.
  /^warning: Connection lost, reconnecting in 0 seconds\.$/,
  // A text's own drawings: JupyterLab puts the image in under its relative address, then gives it the right one.
  /^request failed: http:\S+\/lab\/\S+\/tree\/\S+\/images\/\S+ net::ERR_ABORTED$/,
  // Our plots name the version of Vega-Lite that they are written for, and use nothing newer than JupyterLab's.
  /^warning: The input spec uses Vega-Lite v6, but the current version of Vega-Lite is v5\.\d+\.\d+\.$/,
];

/** Collects what goes wrong in a page: errors and warnings in its console, exceptions, requests that fail. */
export function collectTroubles(page: Page): readonly string[] {
  const troubles: string[] = [];
  const add = (trouble: string) => {
    if (!harmless.some((pattern) => pattern.test(trouble))) troubles.push(trouble);
  };
  page.on("console", (message) => {
    if (["error", "warning", "assert"].includes(message.type())) add(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => add(`exception: ${error.stack ?? error.message}`));
  page.on("requestfailed", (request) => add(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) add(`answer ${response.status()}: ${response.url()}`);
  });
  return troubles;
}
