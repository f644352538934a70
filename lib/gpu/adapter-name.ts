/** What WebGPU tells of an adapter; any of the texts may be empty. */
export type AdapterInfo = Pick<GPUAdapterInfo, "description" | "device" | "vendor" | "architecture"> &
  Partial<Pick<GPUAdapterInfo, "isFallbackAdapter">>;

/**
 * How an adapter is called: by its model, or by its driver where the model is a mere number; then its vendor and its
 * architecture, unless they are said already. Some drivers describe the card, others only themselves
 * (`NVIDIA: 580.159.04`, while the model is `nvidia-h200`). A bracket at a model's end has become a hyphen
 * (`swiftshader-device-subzero-`), which is left out.
 */
export function adapterName({ description, device, vendor, architecture }: AdapterInfo): string {
  const model = /^(0x)?[0-9a-f]*$/i.test(device) ? "" : device.replace(/[-\s]+$/, "");
  const named = [model || description];
  for (const word of [vendor, architecture]) {
    if (!named.join(" ").toLowerCase().includes(word.toLowerCase())) named.push(word);
  }
  return named.filter((word) => word !== "").join(", ") || "GPU";
}

/** Whether the adapter is a program on the processor, by what it tells of itself. */
export function isSoftware({ description, device, vendor, architecture, isFallbackAdapter }: AdapterInfo): boolean {
  if (isFallbackAdapter === true) return true;
  return /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i.test(
    [description, device, vendor, architecture].join(" "),
  );
}
