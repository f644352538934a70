/**
 * Completion and inspection from what is alive in the user process: names in scope, members of objects, values.
 *
 * Asked through the supervisor thread, so a busy cell doesn't hold the answer up; where the user process doesn't
 * answer in time the reply is empty rather than late.
 */
import type { UserProcess } from "../cells/user-process.ts";
import type { LiveMember, SupervisorMessage } from "../pipe/protocol.ts";
import type { Json } from "../wire/message.ts";
import { codePointsOf, unitsOf } from "./cursor.ts";
import { accessBefore, callBefore, chainStart, identifierEnd, identifierStart } from "./expression-at.ts";

/** Milliseconds to wait for the user process. */
const patience = 1000;

const keywords =
  "abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface keyof let namespace new null of private protected public readonly return satisfies set static super switch this throw true try type typeof undefined using var void while yield".split(
    " ",
  );

type LiveReply = Extract<SupervisorMessage, { type: "live" }>;

export interface LiveAnswers {
  complete(code: string, cursor: number): Promise<Json>;
  inspect(code: string, cursor: number): Promise<Json>;
  take(reply: LiveReply): void;
}

export function openLiveAnswers(user: () => UserProcess): LiveAnswers {
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
      user().send({ op: "live", id, want, ...(expression !== undefined && { expression }) });
    });
  }

  return {
    take: (reply) => asked.get(reply.id)?.(reply),
    async complete(code, cursor) {
      const end = unitsOf(code, cursor);
      const start = identifierStart(code, end);
      const prefix = code.slice(start, end);
      const dot = accessBefore(code, start);
      const expression = dot < 0 ? undefined : code.slice(chainStart(code, dot), dot).trim();
      const reply = expression === "" ? undefined : await ask("members", expression);
      const words = dot < 0 ? keywords.map((name) => ({ name, type: "keyword" })) : [];
      const found = matching([...(reply?.members ?? []), ...words], prefix);
      return {
        status: "ok",
        matches: found.map(({ name }) => name),
        cursor_start: codePointsOf(code, start),
        cursor_end: codePointsOf(code, end),
        metadata: {
          _jupyter_types_experimental: found.map(({ name, type }) => ({
            start: codePointsOf(code, start),
            end: codePointsOf(code, end),
            text: name,
            type,
            signature: "",
          })),
        },
      };
    },
    async inspect(code, cursor) {
      const expression = inspected(code, unitsOf(code, cursor));
      const reply = expression === "" ? undefined : await ask("value", expression);
      const { value } = reply ?? {};
      if (!value) return { status: "ok", found: false, data: {}, metadata: {} };
      const text = `${expression}: ${value.type}\n${value.text}`;
      return {
        status: "ok",
        found: true,
        data: {
          "text/plain": text,
          "text/markdown": `\`${expression}\`: \`${value.type}\`\n\n\`\`\`typescript\n${value.text}\n\`\`\``,
        },
        metadata: {},
      };
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
function matching(members: readonly LiveMember[], prefix: string): LiveMember[] {
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
