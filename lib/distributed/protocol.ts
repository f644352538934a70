/**
 * What clients and workers agree on, in Redis.
 *
 *     client ──▶ chunk:ID, job ID in the queue ──▶ worker ──▶ result:ID, job completed ──▶ client
 *
 * Invariant: a job is done when its result is there, however often it was worked on; results of one job are equal, so
 * the last one to be written does no harm. A worker that has lost its connection may still be at work on a job that
 * another one has got: at least once, never half.
 */
import manifest from "../../package.json" with { type: "json" };

/** Clients and workers of different versions don't meet: each version has a queue of its own. */
export const version: string = manifest.version;
export const queueName = `chunks-${version}`;

/** Begins every key: one server may serve other programs, too. */
export const prefix = "navette";

export const keys = {
  /** The chunk of a job, packed. */
  chunk: (job: string) => `${prefix}:chunk:${job}`,
  /** The reply of a job, packed. */
  result: (job: string) => `${prefix}:result:${job}`,
  /** There while a client lives: what a dead one has asked for isn't worked on. */
  client: (id: string) => `${prefix}:client:${id}`,
  /** There while a worker lives: its `Presence` as JSON. */
  worker: (id: string) => `${prefix}:worker:${id}`,
  everyWorker: `${prefix}:worker:*`,
  /** A channel: ids of jobs that nobody waits for any more. */
  cancelled: `${prefix}:cancelled`,
} as const;

/** Seconds after which the keys of a job are gone, should nobody remove them. */
export const jobSeconds = 3600;

/** Seconds without a sign of life after which a client or worker is taken for dead, and ms between two signs. */
export const lifeSeconds = 6;
export const heartbeatMs = 2000;

/**
 * Milliseconds that a worker's lock on a job lasts without being renewed, and between two looks for jobs whose lock is
 * gone: the chunk of a worker that was killed is given to another within lock + 2 looks.
 */
export const lockMs = 4000;
export const stalledEveryMs = 1500;

/** How often a job may lose its worker before it fails. */
export const mostStalls = 3;

/**
 * Milliseconds after which a client gives up a server that doesn't answer, or one to which no worker is attached any more.
 */
export const patienceMs = 60_000;

/** What a job says of itself in the queue. */
export interface ChunkJob {
  readonly client: string;
  /** A module within the checkout as `navette:lib/…`, another one as its `file:` address. */
  readonly module: string;
  readonly name: string;
}

/** What a worker says of itself. */
export interface Presence {
  readonly host: string;
  readonly pid: number;
  readonly name: string;
  readonly version: string;
  readonly concurrency: number;
  /** Whether a client has started it for itself and will end it, so that no other one can count on it. */
  readonly isOwned?: boolean;
}

/** Where and when a worker began a job, on the clock of the Redis server, in ms. */
export interface Begun {
  readonly host: string;
  readonly pid: number;
  readonly tid: number;
  readonly started: number;
}
