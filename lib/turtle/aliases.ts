import { TurtleOnScreen } from "./turtle.ts";
import { TurtleScreen } from "./turtle-screen.ts";

/** Python's short names, and the names as TypeScript writes them. */
const turtleAliases = {
  fd: "forward",
  back: "backward",
  bk: "backward",
  lt: "left",
  rt: "right",
  setpos: "goto",
  setposition: "goto",
  setPosition: "goto",
  goTo: "goto",
  setX: "setx",
  setY: "sety",
  seth: "setheading",
  setHeading: "setheading",
  pos: "position",
  pu: "penup",
  up: "penup",
  penUp: "penup",
  pd: "pendown",
  down: "pendown",
  penDown: "pendown",
  isDown: "isdown",
  width: "pensize",
  penSize: "pensize",
  penColor: "pencolor",
  fillColor: "fillcolor",
  beginFill: "begin_fill",
  endFill: "end_fill",
  ht: "hideturtle",
  hideTurtle: "hideturtle",
  st: "showturtle",
  showTurtle: "showturtle",
  isVisible: "isvisible",
  clearStamp: "clearstamp",
  onClick: "onclick",
} as const;

const screenAliases = {
  bgColor: "bgcolor",
  onkeypress: "onkey",
  onKey: "onkey",
  onKeyPress: "onkey",
  onKeyRelease: "onkeyrelease",
  onscreenclick: "onclick",
  onClick: "onclick",
  onTimer: "ontimer",
  mainLoop: "mainloop",
  done: "mainloop",
} as const;

type Aliased<Base, Names extends Record<string, keyof Base>> = Base & {
  readonly [Alias in keyof Names]: Base[Names[Alias]];
};

/** A turtle with all of its names. */
export type NamedTurtle = Aliased<TurtleOnScreen, typeof turtleAliases>;
/** A screen with all of its names. */
export type NamedScreen = Aliased<TurtleScreen, typeof screenAliases>;

addAliases(TurtleOnScreen.prototype, turtleAliases);
addAliases(TurtleScreen.prototype, screenAliases);

export function hasAliases(value: TurtleOnScreen): value is NamedTurtle;
export function hasAliases(value: TurtleScreen): value is NamedScreen;
export function hasAliases(value: object): boolean {
  return "onClick" in value;
}

function addAliases(prototype: object, aliases: Readonly<Record<string, string>>): void {
  for (const [alias, name] of Object.entries(aliases)) {
    Object.defineProperty(prototype, alias, {
      value(this: object, ...args: unknown[]): unknown {
        return Reflect.apply(Reflect.get(this, name), this, args);
      },
    });
  }
}
