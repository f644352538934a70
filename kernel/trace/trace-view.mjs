// @ts-nocheck: this runs in the browser, whose types the kernel's own code doesn't have.
/**
 * The stepper's front end (an anywidget): buttons, a slider and arrow keys go through the steps. It asks nobody: it works
 * in the saved notebook and in exported pages alike. `drawStep` stands before it in the same module.
 */
export default {
  render({ model, el }) {
    const { trace, words } = model.get("data");
    const last = Math.max(0, trace.steps.length - 1);
    let index = Math.min(model.get("step") ?? 0, last);

    const group = made("div", { role: "group", "aria-label": words.group, class: "navette-trace" });
    // JupyterLab's shortcuts stay away while the stepper has the focus.
    group.dataset.lmSuppressShortcuts = "true";
    const bar = made("div", { class: "navette-trace-bar" });
    const button = (label, sign, to) => {
      const one = made("button", { type: "button", "aria-label": label, title: label });
      one.textContent = sign;
      one.addEventListener("click", () => show(to()));
      bar.append(one);
      return one;
    };
    const first = button(words.first, "|◀", () => 0);
    const back = button(words.back, "◀", () => index - 1);
    const slider = made("input", { type: "range", min: "0", max: String(last), step: "1", "aria-label": words.slider });
    slider.addEventListener("input", () => show(Number(slider.value)));
    bar.append(slider);
    const forward = button(words.forward, "▶", () => index + 1);
    const end = button(words.last, "▶|", () => last);
    const place = made("p", { "aria-live": "polite", class: "navette-trace-place" });
    const picture = made("div", { role: "img", class: "navette-trace-picture" });
    const hint = made("p", { class: "navette-trace-hint" });
    hint.textContent = [trace.cut ? words.cuts[trace.cut] : "", words.keys].filter(Boolean).join(" ");
    group.append(bar, place, picture, hint);
    el.append(group);

    group.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target === picture) return;
      const steps = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last };
      const to = steps[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      show(to);
    });

    function show(to) {
      index = Math.min(last, Math.max(0, to));
      const step = trace.steps[index];
      picture.innerHTML = drawStep(trace, index, words);
      // One picture, told in words by its frame.
      picture.firstElementChild?.setAttribute("aria-hidden", "true");
      const isEnd = index === last && (trace.cut === undefined || step?.error);
      const text = (isEnd ? words.end : words.place)
        .replace("{step}", String(index + 1))
        .replace("{steps}", String(trace.steps.length))
        .replace("{line}", String(step?.line ?? 0));
      place.textContent = step?.error ? `${text} ${step.error}` : text;
      picture.setAttribute("aria-label", `${place.textContent} ${described(step)}`);
      slider.value = String(index);
      slider.setAttribute("aria-valuetext", place.textContent);
      const focused = group.getRootNode().activeElement;
      first.disabled = back.disabled = index === 0;
      forward.disabled = end.disabled = index === last;
      // A button that can't be pressed any more would take the keyboard along.
      if (focused && bar.contains(focused) && focused.disabled) slider.focus();
      fit();
    }

    // What is wider than its window is moved by the keys, too.
    function fit() {
      if (picture.scrollWidth > picture.clientWidth) picture.tabIndex = 0;
      else picture.removeAttribute("tabindex");
    }

    const observer = new ResizeObserver(fit);
    observer.observe(picture);
    show(index);
    return () => observer.disconnect();
  },
};

/** The variables of the call that runs, in words. */
function described(step) {
  const frame = step?.frames.at(-1);
  if (frame === undefined) return "";
  const values = frame.variables.map(({ name, value }) => {
    const object = step.heap.find(({ id }) => id === value.ref);
    if (object === undefined) return `${name} = ${value.text ?? "…"}`;
    return `${name}: ${object.kind} (${object.entries.map(([key, one]) => `${key}: ${one.text ?? "…"}`).join(", ")})`;
  });
  return values.join("; ");
}

function made(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
