/**
 * Runs JavaScript in the main thread through its own inspector session, in V8's REPL mode.
 *
 * Only an evaluation of the thread's own session can be terminated; one that comes over a web socket or from another
 * thread hangs the process instead.
 */
import { Session } from "node:inspector";
import { asFunction, withoutCommonToJson } from "../pipe/intrinsics.ts";
import { endIfExiting } from "./end-here.ts";
import { refuseBroken } from "./refuse-broken.ts";

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

/** As they were before any cell, which may replace or patch them. */
const OwnPromise = Promise;
const { then } = Promise.prototype;
const { defineProperty } = Object;
const post = asFunction<Session, [string, object, ((failure: Error | null, reply?: object) => void)?], void>(
  Session.prototype.post,
);

const takeName = "__navetteTake";
const takeFunction = `function (value) { ${takeName}(value); }`;

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
  // No cell can replace it, nor declare a variable of its name.
  defineProperty(globalThis, takeName, {
    value: (value: unknown) => {
      slot.value = value;
    },
  });

  /** The value itself that an inspector's remote object stands for. */
  function take(remote: RemoteObject): unknown {
    if (remote.objectId === undefined) return primitive(remote);
    slot.value = undefined;
    ask("Runtime.callFunctionOn", {
      objectId: remote.objectId,
      functionDeclaration: takeFunction,
      arguments: [{ objectId: remote.objectId }],
    });
    const { value } = slot;
    slot.value = undefined;
    return value;
  }

  function ask(method: string, params: object): void {
    withoutCommonToJson(() => post(session, method, params));
  }

  return {
    evaluate: (code) => {
      const outcome = new OwnPromise<Outcome>((resolve) => {
        pending += 1;
        postCode(
          session,
          { expression: code, replMode: true, awaitPromise: true, objectGroup: group },
          (failure, reply) => {
            pending -= 1;
            if (failure || !reply) {
              endIfExiting();
              resolve({ kind: "terminated" });
              return;
            }
            refuseBroken();
            const { result, exceptionDetails } = reply as Evaluated;
            const value = take(exceptionDetails?.exception ?? result);
            ask("Runtime.releaseObjectGroup", { objectGroup: group });
            if (!exceptionDetails) resolve({ kind: "value", value });
            else resolve({ kind: "thrown", error: value, accepted: wasAccepted(value, code) });
          },
        );
      });
      // Who waits for it among others looks for its `then`, and would find a cell's.
      return defineProperty(outcome, "then", { value: then });
    },
    abandon() {
      if (pending === 0) return;
      // Node answers what is still open with an error.
      session.disconnect();
      session = newSession();
    },
  };
}

/** Posts what runs the reader's code, which finds its prototypes as it has left them. */
function postCode(session: Session, params: object, callback: (failure: Error | null, reply?: object) => void): void {
  withoutCommonToJson((putBack) => {
    // The last thing that is asked of them before the code runs.
    const last = defineProperty(params, "toJSON", { get: putBack });
    post(session, "Runtime.evaluate", last, callback);
  });
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
