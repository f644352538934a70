/**
 * Runs JavaScript in the main thread through its own inspector session, in V8's REPL mode.
 *
 * Only an evaluation of the thread's own session can be terminated; one that comes over a web socket or from another
 * thread hangs the process instead.
 */
import { Session } from "node:inspector";

export type Outcome =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "thrown"; readonly error: unknown; readonly accepted: boolean }
  /** The evaluation was terminated from outside. */
  | { readonly kind: "terminated" };

interface RemoteObject {
  readonly type: string;
  readonly value?: unknown;
  readonly unserializableValue?: string | undefined;
  readonly objectId?: string | undefined;
}

interface Evaluated {
  readonly result: RemoteObject;
  readonly exceptionDetails?: { readonly exception?: RemoteObject };
}

const group = "navette-cell";

/** Where the page function leaves a value for its evaluation. */
const slot: { value: unknown } = { value: undefined };

export interface Evaluator {
  evaluate(code: string): Promise<Outcome>;
  /**
   * Forgets the evaluations that haven't ended: they come out as terminated.
   *
   * The promise of a terminated one is never settled. When V8 collects such a promise, the inspector calls back from
   * inside the collection, where no JavaScript may run, and that ends the process.
   */
  abandon(): void;
}

export function openEvaluator(): Evaluator {
  let session = newSession();
  let pending = 0;
  Object.defineProperty(globalThis, Symbol.for("navette.take"), {
    value: (value: unknown) => {
      slot.value = value;
    },
  });

  /** The value itself that an inspector's remote object stands for. */
  function take(remote: RemoteObject): unknown {
    if (remote.objectId === undefined) return primitive(remote);
    slot.value = undefined;
    session.post("Runtime.callFunctionOn", {
      objectId: remote.objectId,
      functionDeclaration: 'function (value) { globalThis[Symbol.for("navette.take")](value); }',
      arguments: [{ objectId: remote.objectId }],
    });
    const { value } = slot;
    slot.value = undefined;
    return value;
  }

  return {
    evaluate: (code) =>
      new Promise((resolve) => {
        pending += 1;
        session.post(
          "Runtime.evaluate",
          { expression: code, replMode: true, awaitPromise: true, objectGroup: group },
          (failure, reply) => {
            pending -= 1;
            if (failure || !reply) {
              resolve({ kind: "terminated" });
              return;
            }
            const { result, exceptionDetails } = reply as Evaluated;
            const value = take(exceptionDetails?.exception ?? result);
            session.post("Runtime.releaseObjectGroup", { objectGroup: group });
            if (!exceptionDetails) resolve({ kind: "value", value });
            else resolve({ kind: "thrown", error: value, accepted: wasAccepted(value, code) });
          },
        );
      }),
    abandon() {
      if (pending === 0) return;
      // Node answers what is still open with an error.
      session.disconnect();
      session = newSession();
    },
  };
}

function newSession(): Session {
  const session = new Session();
  session.connect();
  return session;
}

function primitive({ type, value, unserializableValue }: RemoteObject): unknown {
  if (unserializableValue === undefined) return type === "undefined" ? undefined : value;
  if (type === "bigint") return BigInt(unserializableValue.slice(0, -1));
  return Number(unserializableValue);
}

/** A SyntaxError without a frame of the cell is V8's refusal of the script itself: nothing of it was declared. */
function wasAccepted(error: unknown, code: string): boolean {
  try {
    if (!(error instanceof SyntaxError)) return true;
    const url = /\/\/# sourceURL=(\S+)\s*$/.exec(code)?.[1];
    return url === undefined || String(error.stack).includes(url);
  } catch {
    // A revoked proxy, which throws whatever it is asked.
    return true;
  }
}
