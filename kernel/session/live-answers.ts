/**
 * What is alive in the user process: names in scope, members of objects, values.
 *
 * Asked through the supervisor thread, so a busy cell doesn't hold the answer up; where the user process doesn't
 * answer in time there is none, rather than a late one.
 */
import type { UserProcess } from "../cells/user-process.ts";
import type { LiveMember, SupervisorMessage } from "../pipe/protocol.ts";
import { accessBefore, callBefore, chainStart, identifierEnd } from "./expression-at.ts";

/** Milliseconds to wait for the user process. */
const patience = 1000;

type LiveReply = Extract<SupervisorMessage, { type: "live" }>;

export interface LiveValue {
  /** The expression whose value it is. */
  readonly expression: string;
  readonly type: string;
  /** A bounded preview. */
  readonly text: string;
}

export interface LiveAnswers {
  /** Names that can continue the word from `start` to `end`: members of what stands before a dot, else of the scope. */
  members(code: string, start: number, end: number): Promise<LiveMember[]>;
  /** Whether a name is in scope. */
  has(name: string): Promise<boolean>;
  /** The value of the expression at `cursor`. */
  value(code: string, cursor: number): Promise<LiveValue | undefined>;
  take(reply: LiveReply): void;
}

/** @param emitted - spells an expression of the reader's as the emitted code does */
export function openLiveAnswers(user: () => UserProcess, emitted: (expression: string) => string): LiveAnswers {
  const asked = new Map<number, (reply: LiveReply) => void>();
  let last = 0;

  function ask(want: "members" | "value", expression: string | undefined): Promise<LiveReply | undefined> {
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        asked.delete(id);
        resolve(undefined);
      }, patience);
      asked.set(id, (reply) => {
        clearTimeout(timer);
        asked.delete(id);
        resolve(reply);
      });
      user().send({ op: "live", id, want, ...(expression !== undefined && { expression: emitted(expression) }) });
    });
  }

  return {
    take: (reply) => asked.get(reply.id)?.(reply),
    async members(code, start, end) {
      const dot = accessBefore(code, start);
      const expression = dot < 0 ? undefined : code.slice(chainStart(code, dot), dot).trim();
      const reply = expression === "" ? undefined : await ask("members", expression);
      return matching(reply?.members ?? [], code.slice(start, end));
    },
    async has(name) {
      const reply = await ask("members", undefined);
      return reply?.members?.some((member) => member.name === name) ?? false;
    },
    async value(code, cursor) {
      const expression = inspected(code, cursor);
      const reply = expression === "" ? undefined : await ask("value", expression);
      return reply?.value && { expression, ...reply.value };
    },
  };
}

/** What a reader asks about: the expression at the cursor, else the function in whose call it stands. */
function inspected(code: string, cursor: number): string {
  const end = identifierEnd(code, cursor);
  const expression = code.slice(chainStart(code, end), end).trim();
  if (expression !== "") return expression;
  const call = callBefore(code, end);
  return call < 0 ? "" : code.slice(chainStart(code, call), call).trim();
}

/** Members that begin with the prefix, each once, the reader's spelling first; only what can be written after a dot. */
export function matching(members: readonly LiveMember[], prefix: string): LiveMember[] {
  const found = new Map<string, LiveMember>();
  const lower = prefix.toLowerCase();
  for (const member of members) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(member.name)) continue;
    if (member.name.startsWith("__navette")) continue;
    if (member.name.toLowerCase().startsWith(lower) && !found.has(member.name)) found.set(member.name, member);
  }
  const exact = ({ name }: LiveMember) => (name.startsWith(prefix) ? 0 : 1);
  const inner = ({ name }: LiveMember) => (name.startsWith("_") ? 1 : 0);
  return [...found.values()].sort(
    (a, b) => exact(a) - exact(b) || inner(a) - inner(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}
