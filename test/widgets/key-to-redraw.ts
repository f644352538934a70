/** What the function below, which runs in the page, asks of it. */
interface Canvas {
  dispatchEvent(event: object): void;
}
declare const MutationObserver: new (notify: (changes: unknown) => void) => { observe(at: object, what: object): void };
declare const KeyboardEvent: new (type: string, options: object) => object;

/** Presses a key in the turtle's window so many times; returns the ms from each to the changed picture. */
export async function keyToRedraw(element: unknown, count: number): Promise<number[]> {
  const canvas = element as Canvas;
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const start = performance.now();
    const drawn = new Promise((resolve) => new MutationObserver(resolve).observe(canvas, { childList: true }));
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
    await drawn;
    times.push(performance.now() - start);
  }
  return times;
}
