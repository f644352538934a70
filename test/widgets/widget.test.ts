/** Widgets by the messages that JupyterLab sends and expects. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Exchange, type Json, KernelClient } from "../client/kernel-client.ts";

let kernel: KernelClient;
let id: string;

before(async () => {
  kernel = await KernelClient.start();
});

after(() => kernel.dispose());

/** Sends a comm message as a view does, and waits for the kernel's idle. */
function fromView(data: Json, buffers: Buffer[] = [], to = id): Promise<Exchange> {
  const sent = kernel.send("shell", "comm_msg", { comm_id: to, data }, { buffers });
  const isIdle = (exchange: Exchange) => exchange.ofType("status").at(-1)?.content.execution_state === "idle";
  return sent.until(isIdle, "idle after a comm message");
}

const dataOf = (exchange: Exchange, index = 0) => exchange.ofType("comm_msg")[index]?.content.data;

describe("widget()", () => {
  it("opens a model of anywidget and shows a view of it, a picture and a text", async () => {
    const made = await kernel.run(`
      import { widget } from "navette";
      const seen: unknown[] = [];
      const counter = widget({
        esm: "export default { render() {} }",
        css: "b { color: red }",
        state: { count: 1, bytes: new Uint8Array([1, 2]), nested: { list: [new Uint8Array([3])] } },
        picture: ({ count }) => \`<svg xmlns="http://www.w3.org/2000/svg"><title>\${count}</title></svg>\`,
      });
      counter.onChange("count", (value, before) => seen.push([value, before]));
      counter.onMessage((content, buffers) => counter.send({ back: content }, buffers));
      counter`);
    assert.equal(made.error, undefined);
    const [open] = made.ofType("comm_open");
    assert.equal(open?.content.target_name, "jupyter.widget");
    assert.deepEqual(open?.metadata, { version: "2.1.0" });
    assert.ok(open);
    const { state, buffer_paths } = open.content.data as { state: Json; buffer_paths: unknown };
    assert.equal(state._model_module, "anywidget");
    assert.equal(state._view_name, "AnyView");
    assert.equal(state._model_module_version, "*");
    assert.match(String(state._anywidget_id), /^navette-/);
    assert.equal(state.count, 1);
    assert.deepEqual(buffer_paths, [["bytes"], ["nested", "list", 0]]);
    assert.deepEqual(
      open?.buffers.map((buffer) => [...buffer]),
      [[1, 2], [3]],
    );
    id = String(open?.content.comm_id);
    const shown = made.ofType("execute_result")[0]?.content.data as Json;
    assert.deepEqual(shown["application/vnd.jupyter.widget-view+json"], {
      version_major: 2,
      version_minor: 0,
      model_id: Number(id),
    });
    assert.match(String(shown["image/svg+xml"]), /<title>1</);
    assert.equal(typeof shown["text/plain"], "string");
  });

  it("takes changes of a view, echoes them to other browsers, and tells the listeners", async () => {
    const moved = await fromView(
      { method: "update", state: { count: 5, nested: { list: [null] } }, buffer_paths: [["nested", "list", 0]] },
      [Buffer.from([9])],
    );
    assert.deepEqual(dataOf(moved), {
      method: "echo_update",
      state: { count: 5, nested: { list: [null] } },
      buffer_paths: [["nested", "list", 0]],
    });
    const asked = await kernel.run(`[seen, counter.get("count"), [...counter.get("nested").list[0]]]`);
    assert.equal(asked.result, "[ [ [ 5, 1 ] ], 5, [ 9 ] ]");
  });

  it("sends changes of cells to the views, once for each", async () => {
    const set = await kernel.run(`counter.set({ count: 6 }); counter.set({ count: 6 }); seen.length`);
    assert.deepEqual(
      set.ofType("comm_msg").map(({ content }) => content.data),
      [{ method: "update", state: { count: 6 }, buffer_paths: [] }],
    );
    assert.equal(set.result, "2");
  });

  it("carries messages and bytes both ways", async () => {
    const sent = await fromView({ method: "custom", content: { hello: 1 } }, [Buffer.from([7, 8])]);
    assert.deepEqual(dataOf(sent), { method: "custom", content: { back: { hello: 1 } } });
    assert.deepEqual([...(sent.ofType("comm_msg")[0]?.buffers[0] ?? [])], [7, 8]);
  });

  it("answers a page that is loaded again", async () => {
    const { reply } = await kernel.request("shell", "comm_info_request", { target_name: "jupyter.widget" });
    assert.deepEqual(reply?.content.comms, { [id]: { target_name: "jupyter.widget" } });
    const one = await fromView({ method: "request_state" });
    assert.equal((dataOf(one) as { state: Json }).state.count, 6);

    const control = randomUUID();
    kernel.send(
      "shell",
      "comm_open",
      { comm_id: control, target_name: "jupyter.widget.control", data: {} },
      { metadata: { version: "1.0.0" } },
    );
    const all = await fromView({ method: "request_states" }, [], control);
    const { method, states, buffer_paths } = dataOf(all) as {
      method: string;
      states: Record<string, Json>;
      buffer_paths: unknown;
    };
    assert.equal(method, "update_states");
    assert.equal(states[id]?.model_name, "AnyModel");
    assert.equal(states[id]?.model_module, "anywidget");
    assert.deepEqual(buffer_paths, [
      [id, "state", "bytes"],
      [id, "state", "nested", "list", 0],
    ]);
  });

  it("reports what a listener throws, and goes on", async () => {
    await kernel.run(`const stop = counter.onChange("count", () => { throw new RangeError("no more") });`);
    const failed = await fromView({ method: "update", state: { count: 7 }, buffer_paths: [] });
    assert.equal(failed.error?.ename, "RangeError");
    await kernel.run("stop()");
    assert.equal((await fromView({ method: "update", state: { count: 8 }, buffer_paths: [] })).error, undefined);
    assert.equal((await kernel.run(`counter.get("count")`)).result, "8");
  });

  it("takes its front end as functions, or from a file of TypeScript", async () => {
    const source = async (esm: string) => {
      const made = await kernel.run(`widget({ esm: ${esm}, state: { count: 1 } }).close()`);
      assert.equal(made.error, undefined, made.error?.traceback);
      const data = made.ofType("comm_open")[0]?.content.data as { state: { _esm: string } } | undefined;
      return data?.state._esm ?? "";
    };
    const front = async (esm: string) => {
      const module: { default: { render(props: object): unknown } } = await import(
        `data:text/javascript,${encodeURIComponent(await source(esm))}`
      );
      const seen: unknown[] = [];
      await module.default.render({ el: seen, model: { get: (name: string) => name } });
      return seen;
    };
    assert.deepEqual(await front(`{ render({ model, el }) { el.push(model.get("count")) } }`), ["count"]);
    assert.deepEqual(
      await front(`{ render: async ({ el }) => { const n: number = await Promise.resolve(2); el.push(n as never) } }`),
      [2],
    );
    assert.deepEqual(
      await front(`{ async render({ el }) { for await (const n of [1, 2]) el.push(n) }, initialize() {} }`),
      [1, 2],
    );
    await writeFile(
      join(kernel.folder, "view.ts"),
      "export default { render({ el }: { el: number[] }) { el.push(3 as number) } };",
    );
    assert.deepEqual(await front(`new URL("view.ts", import.meta.url)`), [3]);
    const none = await kernel.run("widget({ esm: {}, state: {} })");
    assert.match(none.error?.evalue ?? "", /or \{ render/);
  });

  it("refuses a reserved name and an empty front end", async () => {
    const reserved = await kernel.run(`widget({ esm: "x", state: { _esm: 1 } })`);
    assert.match(reserved.error?.evalue ?? "", /"_esm" in the state begins with "_"/);
    const empty = await kernel.run(`widget({ esm: " ", state: {} })`);
    assert.match(empty.error?.evalue ?? "", /ES module/);
  });

  it("closes in every view", async () => {
    const closed = await kernel.run("counter.close()");
    assert.deepEqual(closed.ofType("comm_close")[0]?.content, { comm_id: id, data: {} });
    const { reply } = await kernel.request("shell", "comm_info_request", { target_name: "jupyter.widget" });
    assert.deepEqual(reply?.content.comms, {});
  });
});
