/**
 * The cells that were run, in this session and in earlier ones, in one SQLite database under Jupyter's data folder.
 *
 * Owner of the database connection, opened at the first question or write. Writes are gathered and made outside of
 * the path of execution. Without a place to write, or when the file is damaged, history is kept in memory and the
 * kernel goes on.
 */
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { makeFolder } from "../make-folder.mjs";
import { keepPrivate } from "../wire/private-file.ts";

export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly source: string;
  readonly output: string | null;
}

export interface History {
  record(line: number, source: string): void;
  recordOutput(line: number, output: string): void;
  tail(count: number): HistoryEntry[];
  range(session: number, start: number, stop: number | undefined): HistoryEntry[];
  search(pattern: string, count: number | undefined, unique: boolean): HistoryEntry[];
  close(): void;
}

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS history (
    session INTEGER NOT NULL, line INTEGER NOT NULL, source TEXT NOT NULL, output TEXT,
    PRIMARY KEY (session, line)
  );
`;

/** Milliseconds for which writes are gathered. */
const gather = 200;

/** Milliseconds to wait for another kernel that writes. */
const patience = 2000;

/** Entries that wait for a database that can't be written to, before the oldest are given up. */
const longestWait = 10_000;

const columns = "session, line, source, output";

/** A cell that was run, or the output of one that is written already. */
interface Write {
  readonly line: number;
  readonly source?: string;
  output?: string;
}

export function openHistory(file: string): History {
  let database: DatabaseSync | undefined;
  let session = 0;
  let waiting: Write[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function open(): DatabaseSync {
    if (database) return database;
    const opened = openDatabase(file);
    const { lastInsertRowid } = opened
      .prepare("INSERT INTO sessions (started) VALUES (?)")
      .run(new Date().toISOString());
    session = Number(lastInsertRowid);
    database = opened;
    return opened;
  }

  function add(entry: Write): void {
    // Written late, it would be an entry of a session of its own.
    if (isClosed) return;
    waiting.push(entry);
    timer ??= setTimeout(write, gather).unref();
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    try {
      writeAll(open(), session, waiting);
      waiting = [];
    } catch (error) {
      // A full disk, or another kernel that holds the file too long: the next write tries again.
      process.stderr.write(`navette: history could not be written: ${error}\n`);
      waiting = waiting.slice(-longestWait);
    }
  }

  function select(sql: string, ...values: (string | number)[]): HistoryEntry[] {
    write();
    return open()
      .prepare(sql)
      .all(...values)
      .map((row) => ({
        session: Number(row.session),
        line: Number(row.line),
        source: String(row.source),
        output: row.output === null ? null : String(row.output),
      }));
  }

  return {
    record: (line, source) => add({ line, source }),
    recordOutput(line, output) {
      const entry = waiting.find((candidate) => candidate.line === line);
      if (entry) entry.output = output;
      else add({ line, output });
    },
    tail: (count) =>
      select(`SELECT ${columns} FROM history ORDER BY session DESC, line DESC LIMIT ?`, bounded(count)).reverse(),
    range(wanted, start, stop) {
      open();
      const target = wanted <= 0 ? session + wanted : wanted;
      return select(
        `SELECT ${columns} FROM history WHERE session = ? AND line >= ? AND line < ? ORDER BY line`,
        target,
        start,
        stop ?? Number.MAX_SAFE_INTEGER,
      );
    },
    search(pattern, count, unique) {
      const found = `SELECT ${columns} FROM history WHERE source GLOB ?`;
      const newest = `SELECT ${columns}, ROW_NUMBER() OVER (PARTITION BY source ORDER BY session DESC, line DESC) AS age
        FROM history WHERE source GLOB ?`;
      return select(
        `${unique ? `SELECT ${columns} FROM (${newest}) WHERE age = 1` : found} ORDER BY session DESC, line DESC LIMIT ?`,
        pattern,
        bounded(count),
      ).reverse();
    },
    close() {
      write();
      isClosed = true;
      database?.close();
      database = undefined;
    },
  };
}

function writeAll(database: DatabaseSync, session: number, entries: readonly Write[]): void {
  database.exec("BEGIN");
  try {
    const insert = database.prepare(
      "INSERT OR REPLACE INTO history (session, line, source, output) VALUES (?, ?, ?, ?)",
    );
    const update = database.prepare("UPDATE history SET output = ? WHERE session = ? AND line = ?");
    for (const { line, source, output = null } of entries) {
      if (source !== undefined) insert.run(session, line, source, output);
      else update.run(output, session, line);
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function bounded(count: number | undefined): number {
  return count !== undefined && Number.isFinite(count) && count >= 0 ? Math.min(Math.floor(count), 10_000) : 10_000;
}

function openDatabase(file: string): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  try {
    makeFolder(dirname(file), 0o700);
    const database = new DatabaseSync(file, { timeout: patience });
    keepPrivate(file);
    database.exec(schema);
    return database;
  } catch (error) {
    process.stderr.write(`navette: history is kept in memory only: ${error}\n`);
    const database = new DatabaseSync(":memory:");
    database.exec(schema);
    return database;
  }
}
