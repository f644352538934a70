/** Controls and `interact`, by the messages of JupyterLab's own widgets. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Exchange, type Json, KernelClient } from "../client/kernel-client.ts";

let kernel: KernelClient;

before(async () => {
  kernel = await KernelClient.start();
  const imported =
    await kernel.run(`import { button, checkbox, dropdown, floatSlider, hbox, htmlView, imageView, interact,
    label, outputView, progressBar, rangeSlider, slider, textField, toggle, vbox, display, cell } from "navette";`);
  assert.equal(imported.error, undefined);
});

after(() => kernel.dispose());

function fromView(id: string, data: Json): Promise<Exchange> {
  const sent = kernel.send("shell", "comm_msg", { comm_id: id, data });
  const isIdle = (exchange: Exchange) => exchange.ofType("status").at(-1)?.content.execution_state === "idle";
  return sent.until(isIdle, "idle after a comm message");
}

const move = (id: string, state: Json) => fromView(id, { method: "update", state, buffer_paths: [] });

/** Runs a cell that opens models; their ids and states. */
async function opened(code: string): Promise<{ cell: Exchange; models: { id: string; state: Json }[] }> {
  const cell = await kernel.run(code);
  assert.equal(cell.error, undefined);
  const models = cell.ofType("comm_open").map(({ content }) => ({
    id: String(content.comm_id),
    state: (content.data as { state: Json }).state,
  }));
  return { cell, models };
}

const cases: [code: string, model: string, view: string, state: Json, moved: Json, value: string][] = [
  ["slider(1, 16, { value: 4 })", "IntSlider", "IntSliderView", { min: 1, max: 16, value: 4 }, { value: 9 }, "9"],
  ["floatSlider(0, 1)", "FloatSlider", "FloatSliderView", { step: 0.01, value: 0 }, { value: 0.5 }, "0.5"],
  ["rangeSlider(0, 9)", "IntRangeSlider", "IntRangeSliderView", { value: [0, 9] }, { value: [2, 3] }, "[ 2, 3 ]"],
  ['textField({ value: "a" })', "Text", "TextView", { value: "a" }, { value: "é" }, "'é'"],
  ["checkbox()", "Checkbox", "CheckboxView", { value: false }, { value: true }, "true"],
  ['toggle({ description: "On" })', "ToggleButton", "ToggleButtonView", { description: "On" }, { value: true }, "true"],
  [
    "dropdown({ one: 1n, two: 2n })",
    "Dropdown",
    "DropdownView",
    { _options_labels: ["one", "two"], index: 0 },
    { index: 1 },
    "2n",
  ],
  ["progressBar(10)", "FloatProgress", "ProgressView", { max: 10, value: 0 }, { value: 3 }, "3"],
  ['label("x")', "Label", "LabelView", { value: "x" }, { value: "y" }, "'y'"],
  ['htmlView("<b>x</b>")', "HTML", "HTMLView", { value: "<b>x</b>" }, { value: "y" }, "'y'"],
];

describe("controls", () => {
  for (const [code, model, view, state, moved, value] of cases) {
    it(`${code} is a model of its own, moved from both sides`, async () => {
      const { cell, models } = await opened(`globalThis.control = ${code}; globalThis.seen = [];
        control.onChange((value, before) => seen.push(value, before)); control`);
      const [made] = models;
      assert.ok(made && models.length === 1);
      assert.equal(made.state._model_module, "@jupyter-widgets/controls");
      assert.equal(made.state._model_module_version, "2.0.0");
      assert.equal(made.state._model_name, `${model}Model`);
      assert.equal(made.state._view_name, view);
      assert.ok(!("layout" in made.state || "style" in made.state));
      for (const [name, expected] of Object.entries(state)) assert.deepEqual(made.state[name], expected);
      const shown = cell.ofType("execute_result")[0]?.content.data as Json;
      assert.equal((shown["application/vnd.jupyter.widget-view+json"] as Json).model_id, Number(made.id));
      assert.match(String(shown["image/svg+xml"]), /^<svg xmlns=.* role="img" aria-label=.*<\/svg>$/s);
      const first = (await kernel.run("globalThis.first = control.value")).result;
      await move(made.id, moved);
      assert.equal((await kernel.run("control.value")).result, value);
      assert.equal((await kernel.run("seen.length")).result, "2");
      const back = await kernel.run("control.value = first; control.value");
      assert.equal(back.result, first);
      assert.equal(back.ofType("comm_msg").length, 1);
    });
  }

  it("calls the listeners of a button", async () => {
    const { models } = await opened(
      `const pressed: string[] = []; const go = button("Go"); go.onClick(() => pressed.push("go")); go`,
    );
    await fromView(models[0]?.id ?? "", { method: "custom", content: { event: "click" } });
    assert.equal((await kernel.run("pressed")).result, "[ 'go' ]");
  });

  it("puts views into boxes, pictures as bytes, and values into an output", async () => {
    const { models } = await opened(
      `const shelf = outputView(); vbox([hbox([label("a"), imageView(new Uint8Array([1]))]), shelf])`,
    );
    const [shelf, first, picture, row, column] = models;
    assert.deepEqual(row?.state.children, [`IPY_MODEL_${first?.id}`, `IPY_MODEL_${picture?.id}`]);
    assert.deepEqual(column?.state.children, [`IPY_MODEL_${row?.id}`, `IPY_MODEL_${shelf?.id}`]);
    assert.equal(shelf?.state._model_module, "@jupyter-widgets/output");
    const added = await kernel.run(`await shelf.append({ six: 6 })`);
    const data = added.ofType("comm_msg")[0]?.content.data as { state: { outputs: unknown } };
    assert.deepEqual(data.state.outputs, [
      { output_type: "display_data", data: { "text/plain": "{ six: 6 }" }, metadata: {} },
    ]);
  });

  it("refuses what doesn't fit together", async () => {
    for (const code of [
      "slider(1, 0)",
      "slider(0, 9, { value: 10 })",
      "slider(0, 1.5)",
      "dropdown([])",
      "dropdown([1], { value: 2 })",
    ]) {
      const { error } = await kernel.run(code);
      assert.match(error?.traceback ?? "", /ERR_NAVETTE_CONTROL/, code);
    }
  });
});

describe("interact()", () => {
  it("refuses what is no control, and names it", async () => {
    await kernel.run('import { interact, slider } from "navette"');
    for (const [controls, said] of [
      ["{}", "no controls"],
      ['"text"', "'text'"],
      ["[slider(1, 2)]", "give one control at least, by its name"],
      ["{ workers: 4 }", "workers is 4: give a control"],
      ["{ workers: null }", "workers is null"],
    ] as const) {
      const { error } = await kernel.run(`await interact(() => 1, ${controls} as never)`);
      assert.match(error?.traceback ?? "", /ERR_NAVETTE_CONTROL/, controls);
      assert.ok(error?.evalue.includes(said), `${controls}: ${error?.evalue}`);
    }
    const { error } = await kernel.run("await interact(1 as never, { workers: slider(1, 2) })");
    assert.match(error?.traceback ?? "", /ERR_NAVETTE_FUNCTION/);
  });

  let id: string;
  let output: unknown;
  const results = () =>
    kernel.received.flatMap(({ type, content }) =>
      /display_data$/.test(type) && (content.transient as Json | undefined)?.display_id === output
        ? [(content.data as Json)["text/plain"]]
        : [],
    );

  it("shows the controls and the first result, which is all without a front end", async () => {
    const { cell, models } = await opened(`const log: string[] = [];
      const run = await interact(async ({ workers }, { signal }) => {
        cell.signal.addEventListener("abort", () => log.push(\`\${workers} cancelled\`));
        if (workers === 5) await new Promise(() => {});
        if (workers === 6) throw new RangeError("six");
        return \`\${workers} workers, \${signal === cell.signal}\`;
      }, { workers: slider(1, 16, { value: 4 }) });`);
    const [control, panel] = models;
    assert.equal(models.length, 2);
    id = control?.id ?? "";
    assert.ok(
      cell.ofType("comm_msg").some(({ content }) => JSON.stringify(content.data).includes(`"description":"workers"`)),
    );
    const [view, result] = cell.ofType("display_data");
    assert.ok(view && result);
    const shown = (view.content.data as Json)["application/vnd.jupyter.widget-view+json"] as Json;
    assert.equal(shown.model_id, Number(panel?.id));
    assert.equal((view.content.data as Json)["text/plain"], "workers: 4");
    output = (result.content.transient as Json).display_id;
    assert.deepEqual(results(), ["'4 workers, true'"]);
  });

  it("runs again where a control moves, cancels the run before, and keeps the last result", async () => {
    await move(id, { value: 5 });
    assert.equal((await kernel.run("log")).result, "[]");
    await move(id, { value: 7 });
    await kernel.until(() => results().at(-1) === "'7 workers, true'", "the new result");
    assert.equal((await kernel.run("[log, run.result]")).result, "[ [ '5 cancelled' ], '7 workers, true' ]");
    assert.deepEqual(results(), ["'4 workers, true'", "'7 workers, true'"]);
  });

  it("shows what a run throws, and goes on", async () => {
    await move(id, { value: 6 });
    await kernel.until(() => /RangeError: six/.test(String(results().at(-1))), "the error");
    await move(id, { value: 8 });
    await kernel.until(() => results().at(-1) === "'8 workers, true'", "the new result");
    await kernel.run("run.stop()");
    const count = results().length;
    await move(id, { value: 9 });
    assert.equal((await kernel.run("1")).result, "1");
    assert.equal(results().length, count);
  });

  it("runs nothing before a control has moved, where told so", async () => {
    const { cell, models } = await opened(`const late = await interact(({ n }) => \`n is \${n}\`, { n: slider(0, 9) },
      { onlyWhenMoved: true }); String(late.result)`);
    assert.equal(cell.result, "'undefined'");
    const [, hint] = cell.ofType("display_data");
    assert.ok(hint);
    assert.match(String((hint.content.data as Json)["text/plain"]), /Move a control|Déplacez un curseur/);
    output = (hint.content.transient as Json).display_id;
    await move(models[0]?.id ?? "", { value: 3 });
    await kernel.until(() => results().at(-1) === "'n is 3'", "the result");
    // The picture and the text of the controls are renewed when the next cell runs.
    const panel = (await kernel.run("0")).ofType("update_display_data")[0]?.content.data as Json | undefined;
    assert.equal(panel?.["text/plain"], "n: 3");
    assert.match(String(panel?.["image/svg+xml"]), /^<svg .*>n<\/text>.*<circle cx="66.7".*>3<\/text>/s);
    assert.equal((await kernel.run("late.result")).result, "'n is 3'");
  });

  it("fails with its cell where the first run fails, and is interrupted with it", async () => {
    const failed = await kernel.run(`await interact(() => { throw new TypeError("at once") }, { n: slider(0, 1) })`);
    assert.equal(failed.error?.ename, "TypeError");
    const endless = kernel.submit(
      `interact(() => { console.log("begun"); return new Promise(() => {}); }, { n: slider(0, 1) })`,
    );
    await endless.until(() => /begun/.test(endless.text()), "its beginning");
    await kernel.request("control", "interrupt_request");
    await endless.done();
    assert.equal(endless.error?.ename, "KeyboardInterrupt");
  });
});
