import type { IncomingMessage, ServerResponse } from "node:http";
import type { Failure, ImageServerOptions } from "./image-server-options.ts";
import { drawPicture, pictureCount, withComment } from "./picture.ts";
import { sendPaced } from "./send-paced.ts";

/** Path of an image, as in `/image-7.jpg`. */
const path = /^\/image-(\d{1,7})\.jpg$/;

/**
 * Returns the function that answers requests for images.
 *
 * The pictures are drawn here, before it returns, so that no request pays for a drawing.  Each request waits on a timer
 * of its own: any number of them wait at the same time.
 */
export function answerer(options: Required<ImageServerOptions>): (q: IncomingMessage, r: ServerResponse) => void {
  const { count, width, height, latencyMs, bandwidthMiBps, seed } = options;
  const pictures = Array.from({ length: Math.min(count, pictureCount) }, (_, number) =>
    drawPicture(number, width, height, seed),
  );
  const failures = new Map(
    options.failures.map((failure) => [failure.image, { failure, left: failure.times ?? Number.POSITIVE_INFINITY }]),
  );

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const number = Number(path.exec(request.url ?? "")?.[1] ?? Number.NaN);
    const picture = pictures[number % pictures.length];
    if (picture === undefined || number >= count) {
      response.writeHead(404, ["Content-Type", "text/plain", "Content-Length", "14"]).end("No such image\n");
      return;
    }
    const body = withComment(picture, `image ${String(number).padStart(7, "0")}`);
    const planned = failures.get(number);
    if (planned !== undefined && planned.left > 0) {
      planned.left--;
      fail(planned.failure, response, body);
      return;
    }
    response.writeHead(200, ["Content-Type", "image/jpeg", "Content-Length", String(body.length)]);
    if (bandwidthMiBps === Number.POSITIVE_INFINITY) response.end(body);
    else sendPaced(response, body, bandwidthMiBps);
  };
  return (request, response) => setTimeout(answer, latencyMs, request, response);
}

function fail({ kind, status = 503 }: Failure, response: ServerResponse, body: Buffer): void {
  switch (kind) {
    case "status":
      response.writeHead(status, ["Content-Type", "text/plain", "Content-Length", "11"]).end("On purpose\n");
      return;
    case "cut":
      response.writeHead(200, ["Content-Type", "image/jpeg", "Content-Length", String(body.length)]);
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "hang":
      return;
  }
}
