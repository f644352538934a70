import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";

/** A port of this machine on which nobody listens: one that a server has just given back. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  server.close();
  await once(server, "close");
  return address.port;
}
