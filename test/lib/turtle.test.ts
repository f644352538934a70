import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import * as turtles from "../../lib/turtle/index.ts";
import { Screen, Turtle } from "../../lib/turtle/index.ts";

const code = { code: "ERR_NAVETTE_TURTLE" };
let nathan: Turtle;

beforeEach(() => {
  Screen().clear();
  nathan = new Turtle();
});

const svg = () => Screen().svg();
/** The polylines' points, each line as a string. */
const lines = () => [...svg().matchAll(/<polyline points="([^"]*)"/g)].map(([, points]) => points);

describe("a turtle", () => {
  it("draws lines upwards for growing y, one for each pen", () => {
    nathan.forward(50);
    nathan.left(90);
    nathan.forward(20);
    assert.deepEqual(lines(), ["0,0 50,0 50,-20"]);
    nathan.pensize(3);
    nathan.backward(20);
    assert.deepEqual(lines(), ["0,0 50,0 50,-20", "50,-20 50,0"]);
    assert.match(svg(), /stroke-width="3"/);
  });

  it("draws nothing with the pen up", () => {
    nathan.penup();
    nathan.goto(10, 10);
    nathan.pendown();
    nathan.goto([10, 30]);
    assert.deepEqual(lines(), ["10,-10 10,-30"]);
    assert.equal(nathan.isdown(), true);
  });

  it("fills below the outline what it went round, pen up or down", () => {
    nathan.color("red", "yellow");
    nathan.begin_fill();
    for (let side = 0; side < 3; side += 1) {
      nathan.forward(30);
      nathan.left(120);
    }
    assert.equal(nathan.filling(), true);
    nathan.end_fill();
    assert.equal(nathan.filling(), false);
    const drawn = svg();
    assert.match(drawn, /<polygon points="0,0 30,0 15,-25.98 0,0" fill="yellow"/);
    assert.ok(drawn.indexOf('fill="yellow"') < drawn.indexOf('stroke="red"'));
  });

  it("knows its colours by name, by hex and by parts, and refuses others", () => {
    assert.deepEqual(nathan.color("Light Blue"), ["lightblue", "lightblue"]);
    assert.equal(nathan.pencolor([1, 0.5, 0]), "rgb(255 128 0)");
    assert.equal(nathan.fillcolor("#0f0"), "#00ff00");
    assert.throws(() => nathan.color("blurple"), { ...code, message: /'blurple' is not a colour/ });
  });

  it("leaves dots, stamps and texts, and takes a stamp back", () => {
    nathan.dot(20, "blue");
    nathan.dot();
    assert.match(svg(), /<circle cx="0" cy="0" r="10" fill="blue"\/><circle cx="0" cy="0" r="2.5" fill="black"/);
    const count = () => svg().split("<polygon").length - 1;
    assert.equal(count(), 1);
    const stamp = nathan.stamp();
    assert.equal(count(), 2);
    nathan.clearstamp(stamp);
    assert.equal(count(), 1);
    nathan.write("<b> & co", { align: "center", font: ["Arial", 12, "bold"], move: true });
    assert.match(svg(), /text-anchor="middle"[^>]*font-size="12" font-weight="bold"[^>]*>&lt;b&gt; &amp; co<\/text>/);
    assert.ok(nathan.xcor() > 10);
  });

  it("hides and shows itself, changes its shape", () => {
    nathan.hideturtle();
    assert.doesNotMatch(svg(), /data-turtle/);
    nathan.showturtle();
    nathan.shape("square");
    assert.match(svg(), /data-turtle="0"><polygon transform="translate\(0 0\) rotate\(0\)" points="8,-8 -8,-8/);
    // @ts-expect-error: a shape that doesn't exist
    assert.throws(() => nathan.shape("ninja"), { ...code, message: /turtle/ });
  });

  it("clears its own drawing only, and goes home on reset", () => {
    const other = new Turtle("turtle");
    other.right(90);
    other.forward(10);
    nathan.forward(10);
    nathan.clear();
    assert.deepEqual(lines(), ["0,0 0,10"]);
    assert.deepEqual(nathan.position(), [10, 0]);
    nathan.color("red");
    nathan.left(45);
    nathan.reset();
    assert.deepEqual(nathan.position(), [0, 0]);
    assert.equal(nathan.heading(), 0);
    assert.equal(nathan.pencolor(), "black");
    nathan.home();
    assert.equal(other.distance(nathan), 10);
    assert.equal(other.towards(nathan), 90);
  });

  it("takes speeds by number and by name", () => {
    assert.equal(nathan.speed(), 3);
    nathan.speed("fastest");
    assert.equal(nathan.speed(), 0);
    nathan.speed(11);
    assert.equal(nathan.speed(), 0);
    nathan.speed(6);
    assert.equal(nathan.speed(), 6);
  });

  it("refuses what is no number, and stays where it is", () => {
    for (const call of [() => nathan.forward(Number.NaN), () => nathan.circle(Number.POSITIVE_INFINITY)]) {
      assert.throws(call, code);
    }
    // @ts-expect-error: a text where a number belongs
    assert.throws(() => nathan.left("30"), { ...code, message: /left: '30' is not a finite number/ });
    assert.deepEqual(nathan.position(), [0, 0]);
  });
});

describe("the screen", () => {
  it("has a size, a title and a background", () => {
    turtles.setup(300, 200);
    turtles.title("Event Handling <101>");
    turtles.bgcolor("light blue");
    assert.match(svg(), /width="300" height="200" viewBox="-150 -100 300 200"/);
    assert.match(svg(), /<title>Event Handling &lt;101&gt;<\/title><rect[^>]*fill="lightblue"/);
    assert.throws(() => turtles.setup(0, 10), code);
  });

  it("calls handlers of keys after listen, by either name of the key", () => {
    const seen: string[] = [];
    turtles.onkey(() => seen.push("up"), "Up");
    turtles.onkeyrelease(() => seen.push("released"), " ");
    Screen().key("ArrowUp", true);
    assert.deepEqual(seen, []);
    assert.deepEqual(Screen().keys(), []);
    turtles.listen();
    turtles.mainloop();
    Screen().key("ArrowUp", true);
    Screen().key("ArrowUp", false);
    Screen().key("space", false);
    assert.deepEqual(seen, ["up", "released"]);
    assert.deepEqual(Screen().keys(), ["Up", "space"]);
    turtles.onkey(null, "ArrowUp");
    assert.deepEqual(Screen().keys(), ["space"]);
  });

  it("hands clicks to the turtle that was hit and to the screen", async () => {
    const seen: unknown[] = [];
    nathan.onclick((x, y) => seen.push(["nathan", x, y]));
    Screen().onclick((x, y) => seen.push([x, y]));
    await Screen().click(3, 4, 0);
    await Screen().click(5, 6);
    assert.deepEqual(seen, [
      ["nathan", 3, 4],
      [3, 4],
      [5, 6],
    ]);
  });

  it("calls a handler after a time", async () => {
    await new Promise<void>((resolve) => turtles.ontimer(resolve, 1));
  });

  it("moves a turtle without a name by plain functions, under every alias", () => {
    turtles.fd(10);
    turtles.setHeading(90);
    turtles.begin_fill();
    turtles.beginFill();
    turtles.endFill();
    turtles.bk(5);
    assert.deepEqual(turtles.pos().map(Math.round), [10, -5]);
    assert.equal(turtles.heading(), 90);
    turtles.reset();
    assert.deepEqual(turtles.position(), [0, 0]);
  });
});
