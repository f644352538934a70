/**
 * Writes what is sent to the language server in one turn of the event loop as one chunk: a hundred documents cost a call
 * of the system rather than two hundred, and no turn each, as with the writer of `vscode-jsonrpc`.
 *
 * The stream's owner ends it; what can't be written is lost with the server, whose exit is what counts.
 */
import type { Writable } from "node:stream";
import type { Message, MessageWriter } from "vscode-jsonrpc";

export function turnWriter(stream: Writable): MessageWriter {
  let waiting: string[] = [];
  let turn: NodeJS.Immediate | undefined;

  function flush(): void {
    turn = undefined;
    const text = waiting.join("");
    waiting = [];
    if (stream.writable) stream.write(text);
  }

  return {
    onError: () => nothing,
    onClose(listener, thisArgument) {
      const closed = () => listener.call(thisArgument);
      stream.once("close", closed);
      return { dispose: () => stream.off("close", closed) };
    },
    async write(message: Message) {
      const content = JSON.stringify(message);
      waiting.push(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
      turn ??= setImmediate(flush);
    },
    end: () => stream.end(),
    dispose() {
      clearImmediate(turn);
      waiting = [];
    },
  };
}

const nothing = { dispose() {} };
