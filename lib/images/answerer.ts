import type { IncomingMessage, ServerResponse } from "node:http";
import type { Failure, ImageServerOptions } from "./image-server-options.ts";
import { withComment } from "./picture.ts";
import { sendPaced } from "./send-paced.ts";

/** Path of an image, as in `/image-7.jpg`. */
const path = /^\/image-(\d{1,7})\.jpg$/;

/** What an image server answers with, and how. */
export interface Answers
  extends Pick<Required<ImageServerOptions>, "count" | "latencyMs" | "bandwidthMiBps" | "failures"> {
  /** Drawn beforehand, so that no request pays for a drawing. */
  readonly pictures: readonly Buffer[];
}

/**
 * Returns the function that answers requests for images.
 *
 * Each request waits on a timer of its own: any number of them wait at the same time.
 */
export function answerer(answers: Answers): (request: IncomingMessage, response: ServerResponse) => void {
  const { pictures, count, latencyMs, bandwidthMiBps } = answers;
  const failures = new Map(
    answers.failures.map((failure) => [failure.image, { failure, left: failure.times ?? Number.POSITIVE_INFINITY }]),
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
