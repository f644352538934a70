import { palette } from "../plots/palette.ts";

/** Colours and dashes of a program's tasks, in their order: the same in every drawing of interleavings. */
export const taskColours = [
  palette.blue,
  palette.orange,
  palette.green,
  palette.purple,
  palette.skyBlue,
  palette.grey,
] as const;
export const taskDashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 4],
  [10, 2],
] as const;
