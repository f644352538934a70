/** A worker that evaluates scripts as the user process does, with the least runtime that compiled cells need. */
import { type Runtime, Session } from "node:inspector";
import { createRequire } from "node:module";
import { inspect } from "node:util";
import { parentPort } from "node:worker_threads";

const session = new Session();
session.connect();
const disposables: AsyncDisposableStack[] = [];

const runtime = {
  race: (value: unknown) => value,
  iterate: (values: unknown) => values,
  constants: new Proxy(
    {},
    {
      get: () => undefined,
      set() {
        throw new TypeError("Assignment to constant variable.");
      },
    },
  ),
  async import(
    specifier: string,
    { names = [], attributes }: { names?: string[]; attributes?: ImportAttributes } = {},
  ): Promise<Record<string, unknown>> {
    const module: Record<string, unknown> = await import(specifier, attributes && { with: attributes });
    const missing = names.find((name) => !(name in module));
    if (missing === undefined) return module;
    throw new SyntaxError(`The requested module '${specifier}' does not provide an export named '${missing}'`);
  },
  dynamicImport: (specifier: string, options?: ImportCallOptions) => import(specifier, options),
  meta: { url: "file:///notebook/cell.ts", dirname: "/notebook" },
  use: (resource: Disposable) => disposables.at(-1)?.use(resource),
  useAsync: (resource: AsyncDisposable) => disposables.at(-1)?.use(resource),
};
const globals = {
  __navette: runtime,
  require: createRequire(import.meta.url),
  __dirname: "/notebook",
  module: {},
  exports: {},
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}
const taken: { value?: unknown } = {};
Object.defineProperty(globalThis, Symbol.for("test.take"), { value: (value: unknown) => (taken.value = value) });

export interface Evaluated {
  /** The value, or what was thrown, as `util.inspect` shows it. */
  readonly text: string;
  readonly thrown: boolean;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

async function evaluate(code: string): Promise<Evaluated> {
  const { promise, resolve, reject } = Promise.withResolvers<Evaluated>();
  const stack = new AsyncDisposableStack();
  disposables.push(stack);
  const request = { expression: code, replMode: true, awaitPromise: true };
  session.post("Runtime.evaluate", request, (failure, reply: Runtime.EvaluateReturnType | undefined) => {
    if (failure || !reply) {
      reject(failure);
      return;
    }
    const remote = reply.exceptionDetails?.exception ?? reply.result;
    taken.value = "value" in remote ? remote.value : remote.unserializableValue;
    if (remote.objectId !== undefined) {
      session.post("Runtime.callFunctionOn", {
        objectId: remote.objectId,
        functionDeclaration: 'function (value) { globalThis[Symbol.for("test.take")](value); }',
        arguments: [{ objectId: remote.objectId }],
      });
    }
    const { value } = taken;
    const error = value instanceof Error ? value : undefined;
    resolve({
      text: inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY }),
      thrown: reply.exceptionDetails !== undefined,
      name: error?.name ?? "",
      message: error?.message ?? "",
      stack: error?.stack ?? "",
    });
  });
  const result = await promise;
  await stack.disposeAsync();
  return result;
}

parentPort?.on("message", async (code: string) => parentPort?.postMessage(await evaluate(code)));
