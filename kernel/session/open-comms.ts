import type { Json } from "../wire/message.ts";

/** Which comms are open, as seen from the messages that pass; answers comm_info_request even during a busy cell. */
export class OpenComms {
  readonly #targets = new Map<string, string>();

  note(msgType: string, content: Json): void {
    const { comm_id: id, target_name: target } = content;
    if (typeof id !== "string") return;
    if (msgType === "comm_open") this.#targets.set(id, typeof target === "string" ? target : "");
    else if (msgType === "comm_close") this.#targets.delete(id);
  }

  /** Content of a comm_info_reply: the comms of one target, or all. */
  info(target: unknown): Json {
    const comms: Json = {};
    for (const [id, name] of this.#targets) if (!target || target === name) comms[id] = { target_name: name };
    return { status: "ok", comms };
  }

  /** Forgets all comms and returns their ids. */
  clear(): string[] {
    const ids = [...this.#targets.keys()];
    this.#targets.clear();
    return ids;
  }
}
