import { execFileSync } from "node:child_process";

const run = (...command: string[]) => {
  const [program = "", ...args] = command;
  execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"] });
};

/** Why this machine can't play several hosts, if it can't. */
export function missingNetworkHosts(): string | false {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "network namespaces need Linux and root";
  try {
    using _ = new NetworkHost(0);
    return false;
  } catch (error) {
    return `no network namespace can be made here: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
  }
}

/** A host of its own in this machine: a network namespace, a cable to it, and a host name. */
export class NetworkHost implements Disposable {
  readonly name: string;
  /** This machine's address on the cable. */
  readonly address: string;
  readonly #namespace: string;

  constructor(number: number) {
    this.name = `host-${number}`;
    this.#namespace = `nvt${process.pid}-${number}`;
    this.address = `10.213.${number}.1`;
    const [near, far] = [`nv${process.pid % 10_000}n${number}`, `nv${process.pid % 10_000}f${number}`];
    run("ip", "netns", "add", this.#namespace);
    try {
      run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", this.#namespace);
      run("ip", "addr", "add", `${this.address}/24`, "dev", near);
      run("ip", "link", "set", near, "up");
      const inside = ["ip", "netns", "exec", this.#namespace, "ip"];
      run(...inside, "addr", "add", `10.213.${number}.2/24`, "dev", far);
      run(...inside, "link", "set", far, "up");
      run(...inside, "link", "set", "lo", "up");
      // All of this machine's addresses are reached through the cable: those of other hosts' cables, too.
      run(...inside, "route", "add", "default", "via", this.address);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** Begins the command line of a program that is to run on the host. */
  get inside(): string[] {
    const setName = `hostname ${this.name} && exec "$@"`;
    return ["ip", "netns", "exec", this.#namespace, "unshare", "--uts", "sh", "-c", setName, "sh"];
  }

  /** Takes the cable with it. */
  [Symbol.dispose](): void {
    run("ip", "netns", "delete", this.#namespace);
  }
}
