/**
 * Milliseconds from a key to the changed picture of the turtle's window: over the wire, from the view's message to the
 * kernel's, and in JupyterLab, from the key to the changed page. Medians of many keys in one run.
 */
import { type Json, KernelClient } from "../client/kernel-client.ts";
import { NotebookPage } from "../lab/notebook-page.ts";
import { openLab } from "../lab/open-lab.ts";
import { keyToRedraw } from "../widgets/key-to-redraw.ts";

const keys = Number(process.env.KEYS ?? 200);

/** The course's window; the turtle has drawn something already, as a player's has. */
const course = `import { Screen, setup, Turtle } from "navette/turtle";
setup(500, 500);
const playground = Screen();
playground.title("Event Handling 101");
playground.bgcolor("lightblue");
const nathan = new Turtle();
playground.onkey(() => nathan.left(30), "Left");
playground.listen();
for (let step = 0; step < 50; step += 1) { nathan.forward(40); nathan.left(100); }
playground.mainloop();`;

console.log("| from a key to the changed picture, ms | p50 | p95 |");
console.log("|---|---|---|");
row("the kernel alone, over the wire", await overTheWire());
row("in JupyterLab", await inJupyterLab());

async function overTheWire(): Promise<number[]> {
  const kernel = await KernelClient.start();
  try {
    const cell = await kernel.run(course);
    const view = cell.ofType("display_data")[0]?.content.data as Json;
    // As when the view is there and is played with: nothing but the picture is sent then.
    const { model_id: id } = view["application/vnd.jupyter.widget-view+json"] as Json;
    for (const type of ["seen", "focus"]) {
      kernel.send("shell", "comm_msg", { comm_id: String(id), data: { method: "custom", content: { type } } });
    }
    const pictures = () => kernel.received.filter(({ type }) => type === "comm_msg").length;
    const times: number[] = [];
    for (let turn = 0; turn < keys; turn += 1) {
      const before = pictures();
      const start = performance.now();
      const content = { type: "key", key: "ArrowLeft", isDown: true };
      kernel.send("shell", "comm_msg", { comm_id: String(id), data: { method: "custom", content } });
      await kernel.until(() => pictures() > before, "the changed picture");
      times.push(performance.now() - start);
    }
    return times;
  } finally {
    await kernel.dispose();
  }
}

async function inJupyterLab(): Promise<number[]> {
  await using lab = await openLab();
  await using notebook = await NotebookPage.openNew(lab);
  await notebook.write(0, course);
  await notebook.run(0);
  const canvas = notebook.locate(0).locator(".navette-turtle-canvas");
  await canvas.waitFor();
  await canvas.click({ position: { x: 20, y: 20 } });
  return await canvas.evaluate(keyToRedraw, keys);
}

function row(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} |`);
}
