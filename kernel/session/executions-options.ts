import type { SpawnedUserProcess } from "../cells/spawn-user-process.ts";
import type { Magics } from "../magics/index.ts";
import type { SupervisorMessage, UserMessage } from "../pipe/protocol.ts";
import type { Header, Json, Message } from "../wire/message.ts";
import type { History } from "./history.ts";
import type { Outputs } from "./outputs.ts";
import type { Publisher } from "./publisher.ts";
import type { TypeChecks } from "./type-checks.ts";

/** What the queue of cells works with. */
export interface ExecutionsOptions {
  readonly folder: string;
  /** The first user process, spawned already. */
  readonly first: SpawnedUserProcess;
  readonly publisher: Publisher;
  readonly outputs: Outputs;
  readonly history: History;
  readonly magics: Magics;
  readonly types: TypeChecks;
  reply(request: Message, content: Json): void;
  /** Messages of the user process that concern neither the queue nor outputs. */
  otherMessage(parent: Header | Json, cell: number, message: UserMessage, buffers: readonly Buffer[]): void;
  supervisor(message: SupervisorMessage): void;
  /** The cell with this number runs no more. */
  ended(cell: number): void;
  /** A cell that imports what draws plots is about to run. */
  prewarmPlots(): void;
  /** The user process was replaced: its comms are gone. */
  replaced(): void;
}
