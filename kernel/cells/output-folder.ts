import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Where this kernel keeps text that is too long to show; made when there is some. The kernel removes it, and where that
 * was killed, the process of cells does, which is told of it when it is started.
 */
export const outputFolder = join(tmpdir(), `navette-output-${randomUUID()}`);
