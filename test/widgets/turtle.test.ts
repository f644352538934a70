/** The turtle's window, by the messages that its view sends and the outputs that a notebook keeps. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Exchange, type Json, KernelClient, type Received } from "../client/kernel-client.ts";

let kernel: KernelClient;
let id: string;
let output: unknown;

const course = `
  import { Screen, setup, Turtle } from "navette/turtle";
  setup(500, 500);
  const playground = Screen();
  playground.title("Event Handling 101");
  playground.bgcolor("light blue");
  const nathan = new Turtle();
  playground.onkey(() => nathan.forward(50), "Up");
  playground.onkey(() => nathan.left(30), "Left");
  playground.onkey(() => nathan.right(30), "Right");
  playground.onkeyrelease(() => nathan.dot(9, "red"), "d");
  playground.onclick((x, y) => nathan.goto(x, y));
  nathan.onclick(() => nathan.color("green"));
  playground.listen();
  playground.mainloop();`;

before(async () => {
  kernel = await KernelClient.start();
});

after(() => kernel.dispose());

function fromView(content: Json): Promise<Exchange> {
  const sent = kernel.send("shell", "comm_msg", { comm_id: id, data: { method: "custom", content } });
  const isIdle = (exchange: Exchange) => exchange.ofType("status").at(-1)?.content.execution_state === "idle";
  return sent.until(isIdle, "idle after a comm message");
}

/** The state that the newest message for the view carries. */
function drawn(): string {
  const states = kernel.received.flatMap(({ type, content }) => {
    const data = content.data as Json | undefined;
    const state = data?.state as Json | undefined;
    return (type === "comm_msg" || type === "comm_open") && typeof state?.svg === "string" ? [state.svg] : [];
  });
  return states.at(-1) ?? "";
}

function kept(): { svg: string; message: Received } {
  const outputs = kernel.received.filter(
    ({ type, content }) => /display_data$/.test(type) && (content.transient as Json | undefined)?.display_id === output,
  );
  const message = outputs.at(-1);
  assert.ok(message);
  return { svg: String((message.content.data as Json)["image/svg+xml"]), message };
}

async function untilDrawn(pattern: RegExp): Promise<void> {
  await kernel.until(() => pattern.test(drawn()), `a drawing like ${pattern}`);
}

describe("the turtle's window", () => {
  it("is shown by the cell that opens it, with the drawing as SVG before the cell ends", async () => {
    const cell = await kernel.run(course);
    assert.equal(cell.error, undefined);
    const [shown] = cell.ofType("display_data");
    assert.ok(shown);
    output = (shown.content.transient as Json).display_id;
    const data = shown.content.data as Json;
    id = String((data["application/vnd.jupyter.widget-view+json"] as Json).model_id);
    assert.equal(cell.ofType("display_data").length, 1);
    const { svg, message } = kept();
    assert.match(svg, /<title>Event Handling 101<\/title><rect[^>]*fill="lightblue"/);
    assert.match(svg, /data-turtle="0"/);
    const idle = cell.ofType("status").at(-1);
    assert.ok(idle && cell.messages.indexOf(message) < cell.messages.indexOf(idle));
  });

  it("runs handlers of keys in the kernel and sends the new drawing", async () => {
    await fromView({ type: "seen" });
    await fromView({ type: "focus" });
    await fromView({ type: "key", key: "ArrowUp", isDown: true });
    await untilDrawn(/points="0,0 50,0"/);
    await fromView({ type: "key", key: "ArrowUp", isDown: false });
    await fromView({ type: "key", key: "ArrowLeft", isDown: true });
    await fromView({ type: "key", key: "ArrowUp", isDown: true });
    await untilDrawn(/points="0,0 50,0 93.3,-25"/);
    await fromView({ type: "key", key: "d", isDown: true });
    await fromView({ type: "key", key: "d", isDown: false });
    await untilDrawn(/<circle cx="93.3" cy="-25" r="4.5" fill="red"/);
    assert.equal((await kernel.run("nathan.heading()")).result, "30");
  });

  it("leaves the output alone while it has the focus, and keeps the drawing once it is left", async () => {
    assert.doesNotMatch(kept().svg, /polyline/);
    await fromView({ type: "blur" });
    await kernel.until(() => /points="0,0 50,0 93.3,-25"/.test(kept().svg), "the kept drawing");
    assert.equal(kept().message.type, "update_display_data");
  });

  it("hands clicks on, to the turtle that was hit too", async () => {
    await fromView({ type: "click", x: -20, y: 10, turtle: 0 });
    await untilDrawn(/stroke="green"/);
    assert.equal((await kernel.run("nathan.pos()")).result, "[ -20, 10 ]");
  });

  it("moves by a later cell and by timers, and keeps that drawing as well", async () => {
    await kernel.run(`playground.ontimer(() => nathan.goto(-77, 0), 5)`);
    await kernel.until(() => /-77,0/.test(kept().svg), "the kept drawing");
  });

  it("starts afresh where the cell is run again", async () => {
    const again = await kernel.run(
      course.replace("const nathan", "let nathan").replace("const playground", "let playground"),
    );
    assert.equal(again.error, undefined);
    const shown = again.ofType("display_data")[0]?.content.data as Json;
    assert.notEqual((shown["application/vnd.jupyter.widget-view+json"] as Json).model_id, Number(id));
    assert.equal((await kernel.run("playground.turtles().length")).result, "1");
    assert.doesNotMatch((await kernel.run("playground.svg()")).result as string, /polyline/);
  });
});
