/** Every name of the turtle's module has its effect, as a function and as a method, under every alias. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import * as turtles from "../../lib/turtle/index.ts";
import { Screen, Turtle } from "../../lib/turtle/index.ts";

/** A name's function, bound to whatever it is a method of. */
type Call = (...args: unknown[]) => unknown;
type Effect = (call: Call, pen: Turtle) => void | Promise<void>;

const svg = () => Screen().svg();
const near = (actual: unknown, expected: readonly number[]) =>
  assert.deepEqual(
    (actual as number[]).map((value) => Math.round(value * 1000) / 1000 + 0),
    expected,
  );

/** Moves the pen away from its place and direction. */
function away(pen: Turtle): void {
  pen.goto(30, 40);
  pen.setheading(90);
}

const ofTurtles: Record<string, Effect> = {
  forward: (call, pen) => {
    call(30);
    near(pen.position(), [30, 0]);
  },
  backward: (call, pen) => {
    call(30);
    near(pen.position(), [-30, 0]);
  },
  left: (call, pen) => {
    call(90);
    near([pen.heading()], [90]);
  },
  right: (call, pen) => {
    call(90);
    near([pen.heading()], [270]);
  },
  goto: (call, pen) => {
    call(3, 4);
    near(pen.position(), [3, 4]);
  },
  setx: (call, pen) => {
    call(3);
    near(pen.position(), [3, 0]);
  },
  sety: (call, pen) => {
    call(3);
    near(pen.position(), [0, 3]);
  },
  home: (call, pen) => {
    away(pen);
    call();
    near([...pen.position(), pen.heading()], [0, 0, 0]);
  },
  circle: (call, pen) => {
    call(10, 180);
    near([...pen.position(), pen.heading()], [0, 20, 180]);
  },
  dot: (call) => {
    call(20, "red");
    assert.match(svg(), /<circle cx="0" cy="0" r="10" fill="red"/);
  },
  stamp: (call) => {
    assert.equal(typeof call(), "number");
    assert.equal(svg().split("<polygon").length, 3);
  },
  clearstamp: (call, pen) => {
    call(pen.stamp());
    assert.equal(svg().split("<polygon").length, 2);
  },
  penup: (call, pen) => {
    call();
    pen.forward(9);
    assert.doesNotMatch(svg(), /polyline/);
  },
  pendown: (call, pen) => {
    pen.penup();
    call();
    pen.forward(9);
    assert.match(svg(), /polyline/);
  },
  isdown: (call, pen) => {
    assert.equal(call(), true);
    pen.penup();
    assert.equal(call(), false);
  },
  pensize: (call, pen) => {
    assert.equal(call(7), 7);
    pen.forward(9);
    assert.match(svg(), /stroke-width="7"/);
  },
  pencolor: (call, pen) => {
    call("red");
    pen.forward(9);
    assert.match(svg(), /polyline[^>]* stroke="red"/);
  },
  fillcolor: (call) => {
    call("pink");
    assert.match(svg(), /polygon[^>]* fill="pink" stroke="black"/);
  },
  color: (call) => {
    call("red", "pink");
    assert.match(svg(), /polygon[^>]* fill="pink" stroke="red"/);
  },
  begin_fill: (call, pen) => {
    call();
    assert.equal(pen.filling(), true);
  },
  end_fill: (call, pen) => {
    pen.begin_fill();
    for (let side = 0; side < 3; side += 1) {
      pen.forward(9);
      pen.left(120);
    }
    call();
    assert.match(svg(), /<polygon points="0,0 9,0 [^>]*fill-rule="evenodd"/);
  },
  filling: (call, pen) => {
    assert.equal(call(), false);
    pen.begin_fill();
    assert.equal(call(), true);
  },
  speed: (call) => {
    assert.equal(call("fastest"), 0);
    assert.equal(call(4), 4);
  },
  shape: (call) => {
    call("square");
    assert.match(svg(), /points="8,-8 -8,-8/);
  },
  hideturtle: (call) => {
    call();
    assert.doesNotMatch(svg(), /data-turtle/);
  },
  showturtle: (call, pen) => {
    pen.hideturtle();
    call();
    assert.match(svg(), /data-turtle/);
  },
  isvisible: (call, pen) => {
    assert.equal(call(), true);
    pen.hideturtle();
    assert.equal(call(), false);
  },
  clear: (call, pen) => {
    pen.forward(9);
    call();
    assert.doesNotMatch(svg(), /polyline/);
    near(pen.position(), [9, 0]);
  },
  reset: (call, pen) => {
    pen.forward(9);
    call();
    assert.doesNotMatch(svg(), /polyline/);
    near(pen.position(), [0, 0]);
  },
  write: (call) => {
    call("bonjour");
    assert.match(svg(), /<text [^>]*>bonjour<\/text>/);
  },
  heading: (call, pen) => {
    away(pen);
    near([call() as number], [90]);
  },
  setheading: (call, pen) => {
    call(45);
    near([pen.heading()], [45]);
  },
  position: (call, pen) => {
    away(pen);
    near(call(), [30, 40]);
  },
  xcor: (call, pen) => {
    away(pen);
    near([call() as number], [30]);
  },
  ycor: (call, pen) => {
    away(pen);
    near([call() as number], [40]);
  },
  distance: (call) => near([call(30, 40) as number], [50]),
  towards: (call) => near([call(0, 40) as number], [90]),
  onclick: async (call) => {
    const clicks: number[][] = [];
    call((x: number, y: number) => clicks.push([x, y]));
    // The turtle of the plain functions stands after the others.
    for (const number of Screen().turtles().keys()) await Screen().click(1, 2, number);
    assert.deepEqual(clicks, [[1, 2]]);
  },
};

const ofScreens: Record<string, Effect> = {
  title: (call) => {
    call("Event Handling 101");
    assert.match(svg(), /<title>Event Handling 101<\/title>/);
  },
  bgcolor: (call) => {
    call("lightblue");
    assert.match(svg(), /<rect [^>]*fill="lightblue"/);
  },
  onkey: (call) => {
    const keys: string[] = [];
    call(() => keys.push("Up"), "Up");
    Screen().listen();
    Screen().key("ArrowUp", true);
    assert.deepEqual(keys, ["Up"]);
  },
  onkeyrelease: (call) => {
    const keys: string[] = [];
    call(() => keys.push("Up"), "Up");
    Screen().listen();
    Screen().key("ArrowUp", true);
    assert.deepEqual(keys, []);
    Screen().key("ArrowUp", false);
    assert.deepEqual(keys, ["Up"]);
  },
  onscreenclick: async (call) => {
    const clicks: number[][] = [];
    call((x: number, y: number) => clicks.push([x, y]));
    await Screen().click(1, 2);
    assert.deepEqual(clicks, [[1, 2]]);
  },
  ontimer: async (call) => {
    const target = new EventTarget();
    const rung = once(target, "rung");
    call(() => target.dispatchEvent(new Event("rung")), 1);
    await rung;
  },
  listen: (call) => {
    Screen().onkey(() => {}, "Up");
    assert.deepEqual(Screen().keys(), []);
    call();
    assert.deepEqual(Screen().keys(), ["Up"]);
  },
  mainloop: (call) => assert.equal(call(), undefined, "it returns at once"),
  svg: (call) => assert.match(String(call()), /^<svg .*<\/svg>$/s),
};

const aliases: Record<string, string> = {
  ...of("forward", "fd"),
  ...of("backward", "back", "bk"),
  ...of("left", "lt"),
  ...of("right", "rt"),
  ...of("goto", "goTo", "setpos", "setposition", "setPosition"),
  ...of("setheading", "seth", "setHeading"),
  ...of("position", "pos"),
  ...of("penup", "pu", "up", "penUp"),
  ...of("pendown", "pd", "down", "penDown"),
  ...of("pensize", "penSize"),
  ...of("pencolor", "penColor"),
  ...of("fillcolor", "fillColor"),
  ...of("begin_fill", "beginFill"),
  ...of("end_fill", "endFill"),
  ...of("hideturtle", "ht", "hideTurtle"),
  ...of("showturtle", "st", "showTurtle"),
  ...of("onclick", "onClick"),
  ...of("bgcolor", "bgColor"),
  ...of("onkey", "onKey", "onkeypress"),
  ...of("onkeyrelease", "onKeyRelease"),
  ...of("ontimer", "onTimer"),
  ...of("mainloop", "mainLoop", "done"),
};

function of(name: string, ...others: string[]): Record<string, string> {
  return Object.fromEntries(others.map((other) => [other, name]));
}

function bound(holder: object, name: string): Call {
  return (...args) => Reflect.apply(Reflect.get(holder, name), holder, args);
}

describe("the turtle's names", () => {
  for (const name of Object.keys(turtles).filter((name) => !["Screen", "Turtle", "setup"].includes(name))) {
    const known = aliases[name] ?? name;
    const effect = ofTurtles[known] ?? ofScreens[known];
    const isOfTurtles = known in ofTurtles;

    it(`${name}()`, async () => {
      assert.ok(effect, "it has no test");
      Screen().clear();
      // The plain functions move a turtle of their own.
      turtles.heading();
      const [unnamed] = Screen().turtles();
      assert.ok(unnamed);
      await effect(bound(turtles, name), unnamed as Turtle);
    });

    it(`${isOfTurtles ? "turtle" : "screen"}.${name}()`, async () => {
      assert.ok(effect, "it has no test");
      Screen().clear();
      const pen = new Turtle();
      await effect(bound(isOfTurtles ? pen : Screen(), name), pen);
    });
  }

  it("setup(), Screen(), new Turtle()", () => {
    turtles.setup(500, 400);
    assert.match(svg(), /width="500" height="400"/);
    assert.equal(Screen(), Screen());
    const turtle = new Turtle("turtle");
    assert.equal(turtle.shape(), "turtle");
    assert.ok(Screen().turtles().includes(turtle));
  });

  it("are those of Python's turtle that the course knows", () => {
    const wanted =
      "setup Screen title bgcolor Turtle forward backward left right goto home circle dot stamp penup pendown pensize color fillcolor begin_fill end_fill speed shape hideturtle showturtle clear reset write heading setheading position distance towards onkey onkeyrelease onclick ontimer listen mainloop";
    const missing = wanted.split(" ").filter((name) => !(name in turtles));
    assert.deepEqual(missing, []);
  });
});
