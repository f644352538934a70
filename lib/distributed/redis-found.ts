import { NavetteError } from "../errors/navette-error.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { redisUrl, withoutPassword } from "./redis-url.ts";
import { findRedisServer } from "./start-redis.ts";

/** What distributed runs find on this machine; shows itself as a sentence. */
export interface RedisFound {
  /** Whether the strategy `"distributed"` can be used. */
  readonly isUsable: boolean;
  /** How many chunks at a time the workers that are attached to the queue already take, all together. */
  readonly attached: number;
  /** What was found, or what is missing and how to get it, for the reader. */
  readonly note: Note;
}

/**
 * Looks for the Redis (or Valkey) server of distributed runs: that of `REDIS_URL`, else one that can be started here. It
 * never throws: what is missing is said by the note, with how to get it.
 *
 * @example
 * const { isUsable, note } = await redisFound();
 */
export async function redisFound(): Promise<RedisFound> {
  const say = words[host().locale];
  const found = (isUsable: boolean, attached: number, sentence: string): RedisFound => ({
    isUsable,
    attached,
    note: new Note(`> ${typeset(sentence, host().locale)}`),
  });
  try {
    const url = redisUrl();
    if (url === undefined) return findRedisServer() ? found(true, 0, say.own) : found(false, 0, say.none);
    // Loaded only where there is something to connect to.
    const { connect } = await import("./connect.ts");
    const { lentWorkers } = await import("./presence.ts");
    const { version } = await import("./protocol.ts");
    const redis = await connect(url, host().signal());
    try {
      const all = await lentWorkers(redis);
      const workers = all.filter((one) => one.version === version);
      const others = all.filter((one) => one.version !== version).map((one) => `${one.name} (${one.version})`);
      const attached = workers.reduce((sum, one) => sum + one.concurrency, 0);
      const hosts = new Set(workers.map((one) => one.host)).size;
      return found(
        true,
        attached,
        [
          say.given(withoutPassword(url), attached, hosts),
          others.length > 0 ? say.others(version, others.join(", ")) : "",
        ].join(""),
      );
    } finally {
      redis.disconnect();
    }
  } catch (error) {
    if (!(error instanceof NavetteError)) throw error;
    return found(false, 0, say.trouble(error.message));
  }
}

const words = {
  en: {
    own: "**Redis was found on this machine.** Each distributed run starts a server and workers of its own, and ends them.",
    none: "**No Redis on this machine**: this chapter runs without its distributed part. To get one: `apt-get install redis-server` on Debian or Ubuntu, `brew install redis` on macOS, WSL or Docker on Windows; or set `REDIS_URL` to the address of a server that runs elsewhere. Then restart the kernel.",
    given: (url: string, attached: number, hosts: number) =>
      `**The queue is at ${url}**, with ${attached} worker${attached === 1 ? "" : "s"} on ${hosts} host${hosts === 1 ? "" : "s"} attached. Those that are missing are started on this machine.`,
    others: (own: string, others: string) =>
      ` **Workers of another version are left out**: ${others}; this one is ${own}. Bring them to the same version and start them again.`,
    trouble: (message: string) => `**The distributed part is left out.** ${message}.`,
  },
  fr: {
    own: "**Redis a été trouvé sur cette machine.** Chaque exécution distribuée démarre son serveur et ses exécutants, puis les arrête.",
    none: "**Pas de Redis sur cette machine** : ce chapitre se passe de sa partie distribuée. Pour en obtenir un : `apt-get install redis-server` sous Debian ou Ubuntu, `brew install redis` sous macOS, WSL ou Docker sous Windows ; ou donnez à `REDIS_URL` l'adresse d'un serveur qui tourne ailleurs. Redémarrez ensuite le noyau.",
    given: (url: string, attached: number, hosts: number) =>
      `**La file d'attente est à l'adresse ${url}**, avec ${attached} exécutant${attached > 1 ? "s" : ""} sur ${hosts} machine${hosts > 1 ? "s" : ""}. Ceux qui manquent sont démarrés sur celle-ci.`,
    others: (own: string, others: string) =>
      ` **Les exécutants d'une autre version sont laissés de côté** : ${others} ; celle-ci est ${own}. Mettez-les à la même version, puis redémarrez-les.`,
    trouble: (message: string) => `**La partie distribuée est laissée de côté.** ${message}.`,
  },
} as const;
