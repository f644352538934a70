/**
 * Completion and inspection: what TypeScript knows, and what is alive.
 *
 * Types know what has not run yet, live values what types can't; either one answers alone where the other is silent.
 */
import type { Language, TypedCompletion, TypedInspection } from "../language/index.ts";
import type { LiveMember } from "../pipe/protocol.ts";
import type { Json } from "../wire/message.ts";
import { codePointsOf, unitsOf } from "./cursor.ts";
import { accessBefore, chainStart, identifierEnd, identifierStart } from "./expression-at.ts";
import { type LiveAnswers, type LiveValue, matching } from "./live-answers.ts";
import { namedAt } from "./named-at.ts";

/** Milliseconds for which what types have said waits for what is alive: on a busy machine a thread's turn comes late. */
const moreFromLive = 250;

const keywords =
  "abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface keyof let namespace new null of private protected public readonly return satisfies set static super switch this throw true try type typeof undefined using var void while yield".split(
    " ",
  );

/** Members that say nothing about a value. */
const ofEveryObject: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

interface Match {
  /** What a list shows. */
  readonly label: string;
  /** What is inserted. */
  readonly text: string;
  readonly type: string;
  readonly signature: string;
}

export interface CodeAnswers {
  /** Content of a complete_reply; the cursor counts code points, as Jupyter does. */
  complete(code: string, cursor: number): Promise<Json>;
  /** Content of an inspect_reply. */
  inspect(code: string, cursor: number, detailLevel: number): Promise<Json>;
}

export function openCodeAnswers(live: LiveAnswers, language: Language): CodeAnswers {
  async function membersAlive(code: string, start: number, end: number): Promise<readonly LiveMember[]> {
    const dot = accessBefore(code, start);
    if (dot >= 0) return language.isGhost(rootOf(code, dot)) ? [] : live.members(code, start, end);
    return (await live.members(code, start, end)).filter(({ name }) => !language.isGhost(name));
  }

  return {
    async complete(code, cursor) {
      const end = unitsOf(code, cursor);
      const start = wordStart(code, end);
      const alive = membersAlive(code, start, end);
      const typed = await language.complete(code, start, end);
      const found = typed?.matches.length ? await orNothing(alive) : await alive;
      return completeReply(code, end, merged(code, start, end, typed, found));
    },
    async inspect(code, cursor, detailLevel) {
      const at = unitsOf(code, cursor);
      const place = namedAt(code, at);
      const [typed, value] = await Promise.all([
        language.inspect(code, at, detailLevel > 0),
        place === undefined ? undefined : live.value(code, place),
      ]);
      return inspectReply(typed, typed || !isAbsent(value) ? value : undefined);
    },
  };
}

/** Where the word before `end` begins; that of a private member begins with its mark. */
function wordStart(code: string, end: number): number {
  const start = identifierStart(code, end);
  return code[start - 1] === "#" ? start - 1 : start;
}

interface Matches {
  readonly start: number;
  readonly matches: readonly Match[];
}

/** Typed matches in the server's order, then live ones that they lack. */
function merged(
  code: string,
  start: number,
  end: number,
  typed: TypedCompletion | undefined,
  alive: readonly LiveMember[],
): Matches {
  const isMember = accessBefore(code, start) >= 0;
  if (!typed?.matches.length) {
    // Types that know the place and have nothing for it know better than the names of the scope.
    if (typed && !isMember && !typed.names) return { start, matches: [] };
    const words = isMember || typed ? [] : keywords.map((name) => ({ name, type: "keyword" }));
    const found = matching([...alive, ...words], code.slice(start, end));
    const own = found.filter(({ name }) => !ofEveryObject.has(name));
    const inherited = found.filter(({ name }) => ofEveryObject.has(name));
    return { start, matches: [...own, ...inherited].map(asMatch) };
  }
  const known = new Set(typed.matches.map(({ text }) => text));
  const adds =
    isAlive(code, start, typed) && (isMember || typed.names)
      ? alive.filter(({ name }) => !known.has(name) && !ofEveryObject.has(name))
      : [];
  const more = adds.map(asMatch).map((match) => ({ ...match, text: code.slice(typed.start, start) + match.text }));
  return { start: typed.start, matches: [...typed.matches, ...more] };
}

/** Whether what is completed can be alive: what begins with a name that the code itself declares is not there yet. */
function isAlive(code: string, start: number, { own }: TypedCompletion): boolean {
  const dot = accessBefore(code, start);
  if (dot < 0) return true;
  const name = rootOf(code, dot);
  return !own.has(name) && !ofPlace.has(name);
}

/** The name with which a chain of accesses begins that goes on at `dot`. */
function rootOf(code: string, dot: number): string {
  const first = chainStart(code, dot);
  return code.slice(first, identifierEnd(code, first));
}

/** What is alive under these words is not what the code means where it stands. */
const ofPlace: ReadonlySet<string> = new Set(["this", "super", "new", "import", "arguments"]);

function asMatch({ name, type }: LiveMember): Match {
  return { label: name, text: name, type, signature: "" };
}

function completeReply(code: string, end: number, { start, matches }: Matches): Json {
  const [from, to] = [codePointsOf(code, start), codePointsOf(code, end)];
  return {
    status: "ok",
    matches: matches.map(({ label }) => label),
    cursor_start: from,
    cursor_end: to,
    metadata: {
      _jupyter_types_experimental: matches.map(({ text, type, signature }) => ({
        start: from,
        end: to,
        text,
        type,
        signature,
      })),
    },
  };
}

/** Whether a value is that of a property which may not be there. */
function isAbsent(value: LiveValue | undefined): boolean {
  return value?.type === "undefined" && /[.[]/.test(value.expression);
}

function inspectReply(typed: TypedInspection | undefined, value: LiveValue | undefined): Json {
  if (!typed && !value) return { status: "ok", found: false, data: {}, metadata: {} };
  const plain: string[] = [];
  const markdown: string[] = [];
  if (typed) {
    const { signature, documentation, source } = typed;
    plain.push(signature);
    markdown.push(fenced(signature));
    if (documentation !== "") {
      plain.push(documentation);
      markdown.push(documentation);
    }
    if (source !== undefined) {
      plain.push(source);
      markdown.push(fenced(source));
    }
  }
  if (value) {
    const { expression, type, text } = value;
    plain.push(`${expression}: ${type}\n${text}`);
    markdown.push(`\`${expression}\`: \`${type}\`\n\n${fenced(text)}`);
  }
  const data = { "text/plain": plain.join("\n\n"), "text/markdown": markdown.join("\n\n") };
  return { status: "ok", found: true, data, metadata: {} };
}

/** A block of TypeScript, whatever back quotes it has. */
function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}typescript\n${code}\n${fence}`;
}

async function orNothing(alive: Promise<readonly LiveMember[]>): Promise<readonly LiveMember[]> {
  const { promise: late, resolve } = Promise.withResolvers<readonly LiveMember[]>();
  const timer = setTimeout(resolve, moreFromLive, []);
  const found = await Promise.race([alive, late]);
  clearTimeout(timer);
  return found;
}
