/**
 * Gives user code its ways to the notebook: the host of `lib/`, and the bridge that the package `navette` uses.
 */
import { type Host, hostSlot, type Locale, type MimeBundle } from "../../lib/host/host.ts";
import { type Bridge, bridgeSlot } from "../notebook/bridge.ts";
import { showThrough } from "../notebook/show-bundle.ts";
import { beforeNextCell, outputCell, runInSession, runningCell } from "./cell.ts";
import { commBridge } from "./comms.ts";
import { sendEvent } from "./events.ts";
import type { Inputs } from "./input.ts";
import { bundleOf, encoded } from "./result.ts";
import { startTask } from "./task.ts";
import { showWideTables } from "./wide-tables.ts";

const never = new AbortController();

export function installHost(inputs: Inputs): void {
  const signal = () => runningCell()?.abort.signal ?? never.signal;
  const bridge: Bridge = {
    signal,
    show(data, metadata, displayId, update) {
      sendEvent(outputCell(), {
        type: "display",
        data: encoded(data),
        metadata: encoded(metadata),
        update,
        ...(displayId !== undefined && { displayId }),
      });
    },
    clear: (wait) => sendEvent(outputCell(), { type: "clear", wait }),
    ask: inputs.ask,
    bundleOf,
    start: startTask,
    beforeNextCell,
    comms: commBridge,
  };
  const host: Host = {
    signal,
    isLive: true,
    atEnd: (action) => addLast(runningCell()?.endings, action),
    inSession: runInSession,
    display: (bundle: MimeBundle) => showThrough(bridge, { ...bundle }),
    locale: systemLocale(),
  };
  Object.defineProperty(globalThis, hostSlot, { value: host, writable: true, configurable: true, enumerable: false });
  Object.defineProperty(globalThis, bridgeSlot, { value: bridge, enumerable: false });
  console.clear = () => bridge.clear(false);
  showWideTables((bundle) => bridge.show(bundle, {}, undefined, false));
}

/** Has an action run after those that were added before it, once. */
function addLast(actions: Set<() => void> | undefined, action: () => void): void {
  actions?.delete(action);
  actions?.add(action);
}

function systemLocale(): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return /^fr\b/i.test(LC_ALL || LC_MESSAGES || LANG || "") ? "fr" : "en";
}
