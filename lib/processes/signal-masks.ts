import { constants } from "node:os";

/**
 * The names of the signals of a mask, as `/proc/PID/status` writes it: bit n − 1, in hexadecimal, stands for signal n.
 *
 * @example
 * signalNames("0000000000000002"); // ["SIGINT"]
 */
export function signalNames(mask: string): string[] {
  const bits = BigInt(`0x${mask}`);
  const names = new Map<number, string>();
  for (const [name, number] of Object.entries(constants.signals)) if (!names.has(number)) names.set(number, name);
  return [...names].filter(([number]) => (bits >> BigInt(number - 1)) & 1n).map(([, name]) => name);
}
