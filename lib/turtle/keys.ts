/** Names of keys as Python's turtle (Tk) has them, by what browsers call them. */
const tkNames: Readonly<Record<string, string>> = {
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  " ": "space",
  Enter: "Return",
  Backspace: "BackSpace",
  PageUp: "Prior",
  PageDown: "Next",
  "+": "plus",
  "-": "minus",
  ",": "comma",
  ".": "period",
  "/": "slash",
  "*": "asterisk",
};

/** One name for a key, whether it was given as Tk names it ("Up", "space") or as browsers do ("ArrowUp", " "). */
export function keyName(key: string): string {
  return tkNames[key] ?? key;
}
