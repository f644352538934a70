/**
 * The cells that were run, in this session and in earlier ones, in one SQLite database under Jupyter's data folder.
 *
 * Owner of the database connection, opened at the first question or write. Writes are gathered and made outside of
 * the path of execution. Without a place to write, or when the file is damaged, history is kept in memory and the
 * kernel goes on.
 */
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";

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
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS history (
    session INTEGER NOT NULL, line INTEGER NOT NULL, source TEXT NOT NULL, output TEXT,
    PRIMARY KEY (session, line)
  );
`;

/** Milliseconds for which writes are gathered. */
const gather = 200;

const columns = "session, line, source, output";

export function openHistory(file: string): History {
  let database: DatabaseSync | undefined;
  let session = 0;
  let waiting: { line: number; source: string; output: string | null }[] = [];
  let timer: NodeJS.Timeout | undefined;

  function open(): DatabaseSync {
    if (database) return database;
    database = openDatabase(file);
    const { lastInsertRowid } = database
      .prepare("INSERT INTO sessions (started) VALUES (?)")
      .run(new Date().toISOString());
    session = Number(lastInsertRowid);
    return database;
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const entries = waiting;
    waiting = [];
    const db = open();
    const insert = db.prepare("INSERT OR REPLACE INTO history (session, line, source, output) VALUES (?, ?, ?, ?)");
    db.exec("BEGIN");
    for (const { line, source, output } of entries) insert.run(session, line, source, output);
    db.exec("COMMIT");
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
    record(line, source) {
      waiting.push({ line, source, output: null });
      timer ??= setTimeout(write, gather).unref();
    },
    recordOutput(line, output) {
      const entry = waiting.find((candidate) => candidate.line === line);
      if (entry) entry.output = output;
      else if (database) {
        database.prepare("UPDATE history SET output = ? WHERE session = ? AND line = ?").run(output, session, line);
      }
    },
    tail: (count) =>
      select(`SELECT ${columns} FROM history ORDER BY session DESC, line DESC LIMIT ?`, bounded(count)).reverse(),
    range(wanted, start, stop) {
      write();
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
      const grouped = unique ? "GROUP BY source HAVING MAX(session * 1000000 + line)" : "";
      return select(
        `SELECT ${columns} FROM history WHERE source GLOB ? ${grouped} ORDER BY session DESC, line DESC LIMIT ?`,
        pattern,
        bounded(count),
      ).reverse();
    },
    close() {
      write();
      database?.close();
      database = undefined;
    },
  };
}

function bounded(count: number | undefined): number {
  return count !== undefined && Number.isFinite(count) && count >= 0 ? Math.floor(count) : 10_000;
}

function openDatabase(file: string): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file);
    chmodSync(file, 0o600);
    if (process.getuid && statSync(file).uid !== process.getuid()) throw new Error(`${file} belongs to somebody else`);
    database.exec(schema);
    return database;
  } catch (error) {
    process.stderr.write(`navette: history is kept in memory only: ${error}\n`);
    const database = new DatabaseSync(":memory:");
    database.exec(schema);
    return database;
  }
}
