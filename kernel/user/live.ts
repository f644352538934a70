/**
 * What is alive right now: names in scope, members of an object, the value of an expression.
 *
 * Used by the supervisor thread, through an inspector session connected to the main thread: V8 answers between two
 * instructions of a busy cell. Every evaluation is refused as soon as it would have a side effect, so no getter and
 * no function of the user's runs.
 */
import type { Session } from "node:inspector";
import { writtenNames } from "../cells/compile/emitted-names.ts";
import type { LiveMember } from "../pipe/protocol.ts";

/** Milliseconds after which an evaluation is given up. */
const patience = 200;

const group = "navette-live";

interface RemoteObject {
  readonly type: string;
  readonly subtype?: string | undefined;
  readonly className?: string | undefined;
  readonly description?: string | undefined;
  readonly value?: unknown;
  readonly objectId?: string | undefined;
}

export function openLive(session: Session) {
  function post<T>(method: string, params: object): Promise<T | undefined> {
    return new Promise((resolve) => {
      session.post(method, params, (error, reply) => resolve(error ? undefined : (reply as T)));
    });
  }

  async function evaluate(expression: string): Promise<RemoteObject | undefined> {
    const reply = await post<{ result: RemoteObject; exceptionDetails?: unknown }>("Runtime.evaluate", {
      expression: `(${expression}\n)`,
      throwOnSideEffect: true,
      timeout: patience,
      replMode: false,
      silent: true,
      objectGroup: group,
    });
    return reply === undefined || reply.exceptionDetails ? undefined : reply.result;
  }

  async function membersOf(object: RemoteObject): Promise<LiveMember[]> {
    const objectId = object.objectId ?? (await boxed(object))?.objectId;
    if (objectId === undefined) return [];
    const reply = await post<{
      result: { name: string; symbol?: unknown; value?: RemoteObject; get?: unknown }[];
    }>("Runtime.getProperties", { objectId, ownProperties: false, accessorPropertiesOnly: false });
    return (reply?.result ?? [])
      .filter(({ symbol }) => !symbol)
      .map(({ name, value }) => ({ name, type: kindOf(value) }));
  }

  /** A primitive's members are those of its wrapper. */
  function boxed({ type, value, description }: RemoteObject): Promise<RemoteObject | undefined> {
    if (type === "undefined" || value === null) return Promise.resolve(undefined);
    return evaluate(`Object(${type === "string" ? JSON.stringify(value) : description})`);
  }

  async function namesInScope(): Promise<LiveMember[]> {
    const lexical = await post<{ names: string[] }>("Runtime.globalLexicalScopeNames", {});
    const object = await evaluate("globalThis");
    const globals = object ? await membersOf(object) : [];
    return [...writtenNames(lexical?.names ?? []).map((name) => ({ name, type: "instance" })), ...globals];
  }

  return {
    async members(expression: string | undefined): Promise<LiveMember[]> {
      try {
        if (expression === undefined) return await namesInScope();
        const object = await evaluate(expression);
        return object ? await membersOf(object) : [];
      } finally {
        session.post("Runtime.releaseObjectGroup", { objectGroup: group });
      }
    },
    async value(expression: string): Promise<{ text: string; type: string } | undefined> {
      const object = await evaluate(expression);
      if (!object) return undefined;
      const preview = await describe(object);
      session.post("Runtime.releaseObjectGroup", { objectGroup: group });
      return { text: preview, type: object.className ?? object.subtype ?? object.type };
    },
  };

  async function describe(object: RemoteObject): Promise<string> {
    if (object.type === "string") return JSON.stringify(object.value).slice(0, 2000);
    if (object.objectId === undefined) return object.description ?? String(object.value);
    if (object.type === "function") return (object.description ?? "").slice(0, 2000);
    const reply = await post<{ result: { name: string; enumerable?: boolean; value?: RemoteObject; get?: unknown }[] }>(
      "Runtime.getProperties",
      { objectId: object.objectId, ownProperties: true },
    );
    const properties = (reply?.result ?? []).filter(({ enumerable }) => enumerable);
    const lines = properties.slice(0, 20).map(({ name, value }) => `  ${name}: ${value ? short(value) : "(getter)"}`);
    if (properties.length > 20) lines.push(`  … ${properties.length - 20} more`);
    return [object.description ?? object.type, ...lines].join("\n");
  }
}

function short({ type, value, description }: RemoteObject): string {
  const text = type === "string" ? JSON.stringify(value) : (description ?? String(value));
  const line = text.split("\n", 1)[0] ?? "";
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}

/** Jupyter's experimental completion types. */
function kindOf(value: RemoteObject | undefined): string {
  if (!value) return "property";
  if (value.type !== "function") return "instance";
  return value.description?.startsWith("class") ? "class" : "function";
}
