// Loads a part of the kernel: from the bundle where there is one, else as its source is.

/**
 * @param {string} bundle the URL of the bundle's folder, of this process; "" for none
 * @param {string} part its path in the kernel's folder, without an extension
 */
export function loadPart(bundle, part) {
  return import(bundle === "" ? new URL(`../${part}.ts`, import.meta.url).href : `${bundle}${part}.mjs`);
}
