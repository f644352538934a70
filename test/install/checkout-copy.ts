import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { checkout, temporaryFolder } from "./navette-command.ts";

/**
 * Copies the checkout's own files, as a clone would have them, to a folder that is removed when the test ends.
 *
 * @param packages `shared` lends it the installed npm packages, `none` leaves it without
 */
export function copyOfCheckout(t: TestContext, packages: "shared" | "none"): string {
  const copy = join(temporaryFolder(t), "navette");
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: checkout,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(join(checkout, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(checkout, file), join(copy, file));
  }
  if (packages === "shared") symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
  return copy;
}
