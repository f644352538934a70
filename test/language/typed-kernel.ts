/** A kernel whose types are there, for the tests of this folder. */
import { type Exchange, type Json, KernelClient, type StartOptions, withoutColours } from "../client/kernel-client.ts";

export interface Completion {
  readonly matches: readonly string[];
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly metadata: { readonly _jupyter_types_experimental: readonly Item[] };
}

export interface Item {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly type: string;
  readonly signature: string;
}

export interface Inspection {
  readonly found: boolean;
  readonly data: Readonly<Record<string, string>>;
}

/** Milliseconds that a kernel waits for types, and that the tests wait for it, however busy the machine is: guards. */
const patience = 110_000;
const limit = 120_000;

export class TypedKernel {
  readonly client: KernelClient;

  private constructor(client: KernelClient) {
    this.client = client;
  }

  /** Starts a kernel, whose answers wait for types however busy the machine is, and waits until it has some. */
  static async start({ env, ...options }: StartOptions = {}): Promise<TypedKernel> {
    const client = await KernelClient.start({
      ...options,
      env: { NAVETTE_TYPES: "warn", NAVETTE_TYPES_PATIENCE: String(patience), ...env },
    });
    const kernel = new TypedKernel(client);
    await kernel.untilTyped();
    return kernel;
  }

  /** Settles when types are there: nothing alive has this member. */
  async untilTyped(): Promise<void> {
    for (const end = performance.now() + limit; performance.now() < end; ) {
      const { matches } = await this.complete("const probe = { onlyTyped: 1 };\nprobe.onlyT");
      if (matches.includes("onlyTyped")) return;
    }
    throw new Error(`no types within two minutes\n${this.client.stderr}`);
  }

  /** Completes at the end of the code, or at `⌶` in it. */
  async complete(marked: string): Promise<Completion> {
    const { code, cursor_pos } = unmarked(marked);
    const { reply } = await this.client.request("shell", "complete_request", { code, cursor_pos }, limit);
    if (reply?.content.status !== "ok") throw new Error(JSON.stringify(reply?.content));
    return reply.content as unknown as Completion;
  }

  async inspect(marked: string, detail_level = 0): Promise<Inspection> {
    const { code, cursor_pos } = unmarked(marked);
    const { reply } = await this.client.request("shell", "inspect_request", { code, cursor_pos, detail_level }, limit);
    if (reply?.content.status !== "ok") throw new Error(JSON.stringify(reply?.content));
    return reply.content as unknown as Inspection;
  }

  /** Runs a cell as JupyterLab does, with its id. */
  run(code: string, cellId?: string, deletedCells: readonly string[] = []): Promise<Exchange> {
    const metadata: Json = { deletedCells, ...(cellId !== undefined && { cellId }) };
    return this.client.submit(code, {}, metadata).done(limit);
  }

  /**
   * Runs a cell and then one that has a type error for certain, whose warning comes last: what the first one was
   * warned of is there by then.
   */
  async warningsOf(code: string, cellId?: string): Promise<string> {
    const exchange = await this.run(code, cellId);
    const last = await this.run('void ("known" satisfies "unknown")');
    await last.until((one) => one.text("stderr").includes("TS1360"), "the warning that comes last", limit);
    return withoutColours(exchange.text("stderr"));
  }

  dispose(): Promise<void> {
    return this.client.dispose();
  }
}

function unmarked(marked: string): { code: string; cursor_pos: number } {
  const at = marked.indexOf("⌶");
  const code = marked.replace("⌶", "");
  return { code, cursor_pos: [...code.slice(0, at < 0 ? code.length : at)].length };
}
