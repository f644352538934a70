import assert from "node:assert/strict";
import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { describe, it } from "node:test";
import { connect } from "../../lib/distributed/connect.ts";
import { findRedisServer, startRedis } from "../../lib/distributed/start-redis.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";

describe("startRedis", { skip: missingStrategy("distributed") }, () => {
  /** Puts a program before the machine's own for as long as it isn't disposed of. */
  async function inPlaceOfRedis(script: string) {
    const folder = await scratchFolder();
    const file = join(folder.path, "redis-server");
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    const { PATH = "" } = process.env;
    process.env.PATH = [folder.path, PATH].join(delimiter);
    return {
      async [Symbol.asyncDispose]() {
        process.env.PATH = PATH;
        await folder[Symbol.asyncDispose]();
      },
    };
  }

  const taken =
    'echo "Warning: Could not create server TCP listening socket 127.0.0.1:1: bind: Address already in use"; exit 1';

  it("takes another port where somebody else has taken its own meanwhile", async () => {
    const real = findRedisServer();
    await using _ = await inPlaceOfRedis(
      `here=$(dirname "$0"); if mkdir "$here/tried" 2>/dev/null; then ${taken}; fi; exec "${real}" "$@"`,
    );
    await using server = await startRedis();
    const redis = await connect(server.url);
    assert.equal(await redis.ping(), "PONG");
    redis.disconnect();
  });

  it("says why no port can be had", async () => {
    await using _ = await inPlaceOfRedis(taken);
    await assert.rejects(startRedis(), { code: "ERR_NAVETTE_REDIS", message: /did not start: .*already in use/s });
  });
});
