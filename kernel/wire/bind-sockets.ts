import { type ConnectionInfo, readConnectionInfo } from "./connection-info.ts";
import { hmacSigner } from "./signer.ts";
import { openSockets, type Sockets } from "./sockets.ts";

export interface BoundSockets {
  readonly connection: ConnectionInfo;
  readonly sockets: Sockets;
}

/**
 * Reads the connection file and binds the sockets that it names: the first step of the kernel, before the rest is
 * loaded, for a client that finds no port tries again only 100 ms later (ZeroMQ's `ZMQ_RECONNECT_IVL`).
 *
 * @throws NavetteError `ERR_NAVETTE_CONNECTION_FILE` or `ERR_NAVETTE_BIND`.
 */
export async function bindSockets(connectionFile: string): Promise<BoundSockets> {
  const connection = readConnectionInfo(connectionFile);
  return { connection, sockets: await openSockets(connection, hmacSigner(connection.key)) };
}
