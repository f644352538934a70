import { encode } from "jpeg-js";
import { createCanvas } from "./canvas.ts";
import { scenes } from "./scenes/index.ts";
import { scoreboard } from "./scoreboard.ts";
import { seeded } from "./seeded.ts";

/** Quality of the JPEGs, 1 to 100: about 15 KiB for 400 × 200. */
const quality = 82;

/** Bytes before the first segment that may be a comment: start of image (2) and JFIF's own segment (18). */
const headLength = 20;

/** Draws and encodes picture `number`, the same bytes for the same arguments. */
function drawPicture(number: number, width: number, height: number, seed: number): Buffer {
  const scene = scenes[number % scenes.length];
  if (scene === undefined) throw new RangeError(`no picture ${number}`);
  const canvas = createCanvas(width, height);
  scene(canvas, seeded(seed * 1009 + number));
  scoreboard(canvas, number);
  return encode(canvas, quality).data;
}

/** Draws as many different pictures as there are, or as are asked for; images beyond them repeat these. */
export function drawPictures({
  count,
  width,
  height,
  seed,
}: {
  count: number;
  width: number;
  height: number;
  seed: number;
}) {
  const different = Math.min(count, scenes.length);
  return Array.from({ length: different }, (_, number) => drawPicture(number, width, height, seed));
}

/**
 * Returns a JPEG with a comment put into it, so that images that repeat a picture still differ byte for byte.
 *
 * A comment is a segment of its own, marker FFFE, after JFIF's header (ITU-T T.81, B.2.4.5).
 */
export function withComment(jpeg: Buffer, comment: string): Buffer {
  const text = Buffer.from(comment, "latin1");
  const segment = Buffer.alloc(4 + text.length);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(2 + text.length, 2);
  text.copy(segment, 4);
  return Buffer.concat([jpeg.subarray(0, headLength), segment, jpeg.subarray(headLength)]);
}
