/**
 * A turtle's window in the notebook: the live widget, and its picture in the saved output.
 *
 *   a move ──▶ state of the widget, at once and then at most every `pauseMs`
 *          └─▶ the output's picture: at once where nobody looks, else when the window isn't being played with, as
 *              JupyterLab draws an output again that is updated, and a drawn-again window loses the focus
 *
 * The timers belong to the session: an interrupt of the cell that drew must not stop the window.
 */
import { readFileSync } from "node:fs";
import { host } from "../../lib/host/host.ts";
import type { Stage, TurtleScreen } from "../../lib/turtle/turtle-screen.ts";
import { bridge } from "../notebook/bridge.ts";
import { newId } from "../notebook/new-id.ts";
import { viewBundle } from "../widgets/view-bundle.ts";
import { widget } from "../widgets/widget.ts";

/** Shortest time between two redraws, in ms. */
const pauseMs = 16;

/** How long nothing must have moved before the saved picture is renewed, in ms. */
const restMs = 500;

const hints = {
  en: "Click the drawing, then use the keys; Escape leaves.",
  fr: "Cliquez sur le dessin, puis utilisez les touches ; Échap pour sortir.",
};

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

export function openTurtleStage(screen: TurtleScreen): Stage {
  const view = widget({
    esm: read("turtle-view.mjs"),
    css: read("turtle-view.css"),
    state: { svg: screen.svg(), title: "", keys: [""], glides: {}, hint: hints[host().locale] },
  });
  const outputs: string[] = [];
  let isSeen = false;
  let isFocused = false;
  let isSoon = false;
  let lastDrawn = 0;
  let shown = "";
  let rest: NodeJS.Timeout | undefined;

  function later(ms: number, action: () => void): NodeJS.Timeout {
    return host().inSession(() => setTimeout(action, ms).unref());
  }

  function bundle() {
    return viewBundle(view.id, screen.picture().title, view.get("svg"));
  }

  function keep(): void {
    clearTimeout(rest);
    if (view.get("svg") === shown) return;
    shown = view.get("svg");
    for (const output of outputs) bridge().show(bundle(), {}, output, true);
  }

  function draw(): void {
    isSoon = false;
    lastDrawn = performance.now();
    const glides = Object.fromEntries(screen.turtles().map((turtle, number) => [number, glideMs(turtle.speed())]));
    view.set({ svg: screen.svg(), title: screen.picture().title, keys: screen.keys(), glides });
    if (!isSeen) keep();
    else if (!isFocused) {
      clearTimeout(rest);
      rest = later(restMs, keep);
    }
  }

  view.onMessage(async (content) => {
    const message = Object(content);
    if (message.type === "seen") isSeen = true;
    else if (message.type === "focus") isFocused = true;
    else if (message.type === "blur") {
      isFocused = false;
      keep();
    } else if (message.type === "keep") {
      keep();
      view.send({ type: "kept" });
    } else if (message.type === "key") await screen.key(String(message.key), message.isDown === true);
    else if (message.type === "click") {
      await screen.click(Number(message.x), Number(message.y), message.turtle);
    }
  });

  return {
    changed() {
      if (isSoon) return;
      isSoon = true;
      const wait = lastDrawn + pauseMs - performance.now();
      if (wait > 0) later(wait, draw);
      else queueMicrotask(draw);
    },
    show() {
      const output = newId();
      outputs.push(output);
      bridge().show(bundle(), {}, output, false);
    },
  };
}

/** How long a turtle glides, by its speed: a slow one for half a second, in ms. */
function glideMs(speed: number): number {
  return speed === 0 ? 0 : (11 - speed) * 50;
}
