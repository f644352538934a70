import { bridge, type Comm, type CommMessage, type CommOpenOptions } from "./bridge.ts";

/** Channels between cells and front ends, by Jupyter's comm messages. */
export const comms = {
  /** Accepts the comms that front ends open on `target`; returns the function that stops accepting. */
  register(target: string, handler: (comm: Comm, open: CommMessage) => void): () => void {
    return bridge().comms.register(target, handler);
  },
  /** Opens a comm on `target` in every connected front end. */
  open(target: string, data: unknown = {}, options: CommOpenOptions = {}): Comm {
    return bridge().comms.open(target, data, options);
  },
};
