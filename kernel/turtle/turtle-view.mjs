// @ts-nocheck: this runs in the browser, whose types the kernel's own code doesn't have.
/**
 * The turtle's window in the notebook (an anywidget front end).
 *
 * It shows the picture that the kernel sends. Keys go to the kernel while the canvas has the focus, and to nobody else:
 * `data-lm-suppress-shortcuts` keeps JupyterLab's shortcuts away. Escape and Tab leave; Ctrl+S
 * leaves too, and saves the notebook once the kernel has put the newest picture into it.
 */

/** What to do once the kernel has put the newest picture into the notebook; views come and go meanwhile. */
let afterKeeping;

export default {
  initialize({ model }) {
    model.on("msg:custom", ({ type }) => {
      if (type !== "kept") return;
      afterKeeping?.();
      afterKeeping = undefined;
    });
  },
  render({ model, el }) {
    const title = document.createElement("div");
    title.className = "navette-turtle-title";
    const canvas = document.createElement("div");
    canvas.className = "navette-turtle-canvas";
    // In an exported page no kernel hears the keys: the window is a picture.
    const isPicture = "savedState" in el.dataset;
    canvas.setAttribute("role", isPicture ? "img" : "application");
    if (!isPicture) {
      canvas.tabIndex = 0;
      canvas.dataset.lmSuppressShortcuts = "true";
    }
    const hint = document.createElement("div");
    hint.className = "navette-turtle-hint";
    const frame = document.createElement("div");
    frame.className = "navette-turtle";
    frame.append(title, canvas, hint);
    el.append(frame);

    const draw = () => {
      const before = new Map(turtlesOf(canvas).map((turtle) => [turtle.parentNode.dataset.turtle, placeOf(turtle)]));
      canvas.innerHTML = model.get("svg");
      const glides = model.get("glides");
      for (const turtle of turtlesOf(canvas)) {
        const { turtle: number } = turtle.parentNode.dataset;
        glide(turtle, before.get(number), glides[number] ?? 0);
      }
    };
    const describe = () => {
      title.textContent = model.get("title");
      canvas.setAttribute("aria-label", model.get("title"));
      hint.textContent = model.get("keys").length > 0 && !isPicture ? model.get("hint") : "";
    };

    if (isPicture) {
      draw();
      describe();
      return;
    }

    const key = (event, isDown) => {
      if (isDown && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.stopPropagation();
        event.preventDefault();
        const holder = leave(canvas);
        afterKeeping = () => holder?.dispatchEvent(new KeyboardEvent("keydown", event));
        model.send({ type: "keep" });
        return;
      }
      if (event.key === "Tab" || event.ctrlKey || event.metaKey || event.altKey) return;
      event.stopPropagation();
      event.preventDefault();
      model.send({ type: "key", key: event.key, isDown });
      if (event.key === "Escape" && isDown) leave(canvas);
    };
    canvas.addEventListener("keydown", (event) => key(event, true));
    canvas.addEventListener("keyup", (event) => key(event, false));
    canvas.addEventListener("click", (event) => {
      canvas.focus({ preventScroll: true });
      const svg = canvas.querySelector("svg");
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const turtle = event.target.closest("[data-turtle]")?.dataset.turtle;
      model.send({ type: "click", x: at.x, y: -at.y, ...(turtle !== undefined && { turtle: Number(turtle) }) });
    });
    canvas.addEventListener("focus", () => {
      model.send({ type: "focus" });
    });
    canvas.addEventListener("blur", () => {
      model.send({ type: "blur" });
    });

    model.on("change:svg", draw);
    model.on("change:title change:keys", describe);
    draw();
    describe();
    model.send({ type: "seen" });
  },
};

function turtlesOf(canvas) {
  return [...canvas.querySelectorAll("[data-turtle] > polygon")];
}

function placeOf(turtle) {
  const { e: x, f: y, a, b } = turtle.transform.baseVal.consolidate().matrix;
  return { x, y, degrees: (Math.atan2(b, a) * 180) / Math.PI };
}

/** Moves a turtle from where it was, the shorter way round. */
function glide(turtle, from, ms) {
  if (!from || ms === 0 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const to = placeOf(turtle);
  const turn = ((((to.degrees - from.degrees) % 360) + 540) % 360) - 180;
  const css = ({ x, y }, degrees) => ({ transform: `translate(${x}px, ${y}px) rotate(${degrees}deg)` });
  turtle.animate([css(from, to.degrees - turn), css(to, to.degrees)], { duration: ms, easing: "ease-out" });
}

/** Gives the focus to what holds the canvas: the notebook's cell in JupyterLab, whose shortcuts work again. */
function leave(canvas) {
  const holder = canvas.parentElement.closest("[tabindex]");
  canvas.blur();
  holder?.focus({ preventScroll: true });
  return holder;
}
