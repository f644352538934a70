import { randomUUID } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ConnectionFile {
  /** A new temporary folder that holds the file; whoever made it removes it. */
  readonly folder: string;
  readonly file: string;
  readonly info: Readonly<Record<string, unknown>>;
}

/** Writes a connection file with free ports, as a Jupyter client does. */
export async function writeConnectionFile(
  transport: "tcp" | "ipc" = "tcp",
  key: string = randomUUID(),
): Promise<ConnectionFile> {
  const folder = await mkdtemp(join(tmpdir(), "navette-test-"));
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] =
    transport === "tcp" ? await freePorts(5) : [1, 2, 3, 4, 5];
  const info = {
    transport,
    ip: transport === "tcp" ? "127.0.0.1" : join(folder, "socket"),
    shell_port,
    iopub_port,
    stdin_port,
    control_port,
    hb_port,
    key,
    signature_scheme: "hmac-sha256",
    kernel_name: "navette",
  };
  const file = join(folder, "connection.json");
  await writeFile(file, JSON.stringify(info), { mode: 0o600 });
  return { folder, file, info };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      await new Promise((resolve) => server.close(resolve));
      if (typeof address !== "object" || address === null) throw new Error("no port");
      return address.port;
    }),
  );
}
