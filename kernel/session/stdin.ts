/**
 * Questions to the client: input_request on the stdin channel, and the replies that come back.
 *
 * A question goes to the client whose cell asks. A reply that names its request answers that one; a reply that names
 * none, as Jupyter's own Python clients send, answers the oldest question to that client that is still open.
 */
import { type Header, type Message, newHeader } from "../wire/message.ts";
import type { Sockets } from "../wire/sockets.ts";

interface Question {
  readonly requestId: string;
  readonly client: readonly Buffer[];
  readonly cell: number;
  answer(value: string): void;
}

export interface Stdin {
  ask(request: Message, cell: number, prompt: string, password: boolean, answer: (value: string) => void): void;
  reply(message: Message): void;
  /** The cell is over: nobody waits for its answers any more. */
  forget(cell: number): void;
}

export function openStdin(sockets: Pick<Sockets, "send">, session: string): Stdin {
  let open: Question[] = [];
  return {
    ask(request, cell, prompt, password, answer) {
      const header: Header = newHeader("input_request", session);
      open.push({ requestId: header.msg_id, client: request.identities, cell, answer });
      sockets.send("stdin", {
        identities: request.identities,
        header,
        parentHeader: request.header,
        metadata: {},
        content: { prompt, password },
        buffers: [],
      });
    },
    reply({ identities, parentHeader, content }) {
      const named = "msg_id" in parentHeader && parentHeader.msg_id !== "" ? parentHeader.msg_id : undefined;
      const question = open.find(({ requestId, client }) =>
        named === undefined ? isSame(client, identities) : requestId === named,
      );
      if (!question) return;
      open = open.filter((other) => other !== question);
      question.answer(typeof content.value === "string" ? content.value : "");
    },
    forget(cell) {
      open = open.filter((question) => question.cell !== cell);
    },
  };
}

function isSame(one: readonly Buffer[], other: readonly Buffer[]): boolean {
  return one.length === other.length && one.every((frame, at) => other[at]?.equals(frame) === true);
}
