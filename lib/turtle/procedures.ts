/** Python's plain functions: they move one turtle without a name, in the current window. */
import type { NamedScreen, NamedTurtle } from "./aliases.ts";
import { Screen, unnamedTurtle } from "./session.ts";

export const forward: NamedTurtle["forward"] = (...args: Parameters<NamedTurtle["forward"]>) =>
  unnamedTurtle().forward(...args);
export const fd: NamedTurtle["fd"] = (...args: Parameters<NamedTurtle["fd"]>) => unnamedTurtle().fd(...args);
export const backward: NamedTurtle["backward"] = (...args: Parameters<NamedTurtle["backward"]>) =>
  unnamedTurtle().backward(...args);
export const back: NamedTurtle["back"] = (...args: Parameters<NamedTurtle["back"]>) => unnamedTurtle().back(...args);
export const bk: NamedTurtle["bk"] = (...args: Parameters<NamedTurtle["bk"]>) => unnamedTurtle().bk(...args);
export const left: NamedTurtle["left"] = (...args: Parameters<NamedTurtle["left"]>) => unnamedTurtle().left(...args);
export const lt: NamedTurtle["lt"] = (...args: Parameters<NamedTurtle["lt"]>) => unnamedTurtle().lt(...args);
export const right: NamedTurtle["right"] = (...args: Parameters<NamedTurtle["right"]>) =>
  unnamedTurtle().right(...args);
export const rt: NamedTurtle["rt"] = (...args: Parameters<NamedTurtle["rt"]>) => unnamedTurtle().rt(...args);
export const goto: NamedTurtle["goto"] = (...args: Parameters<NamedTurtle["goto"]>) => unnamedTurtle().goto(...args);
export const goTo: NamedTurtle["goTo"] = (...args: Parameters<NamedTurtle["goTo"]>) => unnamedTurtle().goTo(...args);
export const setpos: NamedTurtle["setpos"] = (...args: Parameters<NamedTurtle["setpos"]>) =>
  unnamedTurtle().setpos(...args);
export const setposition: NamedTurtle["setposition"] = (...args: Parameters<NamedTurtle["setposition"]>) =>
  unnamedTurtle().setposition(...args);
export const setPosition: NamedTurtle["setPosition"] = (...args: Parameters<NamedTurtle["setPosition"]>) =>
  unnamedTurtle().setPosition(...args);
export const setx: NamedTurtle["setx"] = (...args: Parameters<NamedTurtle["setx"]>) => unnamedTurtle().setx(...args);
export const sety: NamedTurtle["sety"] = (...args: Parameters<NamedTurtle["sety"]>) => unnamedTurtle().sety(...args);
export const home: NamedTurtle["home"] = (...args: Parameters<NamedTurtle["home"]>) => unnamedTurtle().home(...args);
export const circle: NamedTurtle["circle"] = (...args: Parameters<NamedTurtle["circle"]>) =>
  unnamedTurtle().circle(...args);
export const dot: NamedTurtle["dot"] = (...args: Parameters<NamedTurtle["dot"]>) => unnamedTurtle().dot(...args);
export const stamp: NamedTurtle["stamp"] = (...args: Parameters<NamedTurtle["stamp"]>) =>
  unnamedTurtle().stamp(...args);
export const clearstamp: NamedTurtle["clearstamp"] = (...args: Parameters<NamedTurtle["clearstamp"]>) =>
  unnamedTurtle().clearstamp(...args);
export const penup: NamedTurtle["penup"] = (...args: Parameters<NamedTurtle["penup"]>) =>
  unnamedTurtle().penup(...args);
export const penUp: NamedTurtle["penUp"] = (...args: Parameters<NamedTurtle["penUp"]>) =>
  unnamedTurtle().penUp(...args);
export const pu: NamedTurtle["pu"] = (...args: Parameters<NamedTurtle["pu"]>) => unnamedTurtle().pu(...args);
export const up: NamedTurtle["up"] = (...args: Parameters<NamedTurtle["up"]>) => unnamedTurtle().up(...args);
export const pendown: NamedTurtle["pendown"] = (...args: Parameters<NamedTurtle["pendown"]>) =>
  unnamedTurtle().pendown(...args);
export const penDown: NamedTurtle["penDown"] = (...args: Parameters<NamedTurtle["penDown"]>) =>
  unnamedTurtle().penDown(...args);
export const pd: NamedTurtle["pd"] = (...args: Parameters<NamedTurtle["pd"]>) => unnamedTurtle().pd(...args);
export const down: NamedTurtle["down"] = (...args: Parameters<NamedTurtle["down"]>) => unnamedTurtle().down(...args);
export const isdown: NamedTurtle["isdown"] = (...args: Parameters<NamedTurtle["isdown"]>) =>
  unnamedTurtle().isdown(...args);
export const pensize: NamedTurtle["pensize"] = (...args: Parameters<NamedTurtle["pensize"]>) =>
  unnamedTurtle().pensize(...args);
export const penSize: NamedTurtle["penSize"] = (...args: Parameters<NamedTurtle["penSize"]>) =>
  unnamedTurtle().penSize(...args);
export const color: NamedTurtle["color"] = (...args: Parameters<NamedTurtle["color"]>) =>
  unnamedTurtle().color(...args);
export const pencolor: NamedTurtle["pencolor"] = (...args: Parameters<NamedTurtle["pencolor"]>) =>
  unnamedTurtle().pencolor(...args);
export const penColor: NamedTurtle["penColor"] = (...args: Parameters<NamedTurtle["penColor"]>) =>
  unnamedTurtle().penColor(...args);
export const fillcolor: NamedTurtle["fillcolor"] = (...args: Parameters<NamedTurtle["fillcolor"]>) =>
  unnamedTurtle().fillcolor(...args);
export const fillColor: NamedTurtle["fillColor"] = (...args: Parameters<NamedTurtle["fillColor"]>) =>
  unnamedTurtle().fillColor(...args);
export const begin_fill: NamedTurtle["begin_fill"] = (...args: Parameters<NamedTurtle["begin_fill"]>) =>
  unnamedTurtle().begin_fill(...args);
export const beginFill: NamedTurtle["beginFill"] = (...args: Parameters<NamedTurtle["beginFill"]>) =>
  unnamedTurtle().beginFill(...args);
export const end_fill: NamedTurtle["end_fill"] = (...args: Parameters<NamedTurtle["end_fill"]>) =>
  unnamedTurtle().end_fill(...args);
export const endFill: NamedTurtle["endFill"] = (...args: Parameters<NamedTurtle["endFill"]>) =>
  unnamedTurtle().endFill(...args);
export const filling: NamedTurtle["filling"] = (...args: Parameters<NamedTurtle["filling"]>) =>
  unnamedTurtle().filling(...args);
export const speed: NamedTurtle["speed"] = (...args: Parameters<NamedTurtle["speed"]>) =>
  unnamedTurtle().speed(...args);
export const shape: NamedTurtle["shape"] = (...args: Parameters<NamedTurtle["shape"]>) =>
  unnamedTurtle().shape(...args);
export const hideturtle: NamedTurtle["hideturtle"] = (...args: Parameters<NamedTurtle["hideturtle"]>) =>
  unnamedTurtle().hideturtle(...args);
export const hideTurtle: NamedTurtle["hideTurtle"] = (...args: Parameters<NamedTurtle["hideTurtle"]>) =>
  unnamedTurtle().hideTurtle(...args);
export const ht: NamedTurtle["ht"] = (...args: Parameters<NamedTurtle["ht"]>) => unnamedTurtle().ht(...args);
export const showturtle: NamedTurtle["showturtle"] = (...args: Parameters<NamedTurtle["showturtle"]>) =>
  unnamedTurtle().showturtle(...args);
export const showTurtle: NamedTurtle["showTurtle"] = (...args: Parameters<NamedTurtle["showTurtle"]>) =>
  unnamedTurtle().showTurtle(...args);
export const st: NamedTurtle["st"] = (...args: Parameters<NamedTurtle["st"]>) => unnamedTurtle().st(...args);
export const isvisible: NamedTurtle["isvisible"] = (...args: Parameters<NamedTurtle["isvisible"]>) =>
  unnamedTurtle().isvisible(...args);
export const write: NamedTurtle["write"] = (...args: Parameters<NamedTurtle["write"]>) =>
  unnamedTurtle().write(...args);
export const heading: NamedTurtle["heading"] = (...args: Parameters<NamedTurtle["heading"]>) =>
  unnamedTurtle().heading(...args);
export const setheading: NamedTurtle["setheading"] = (...args: Parameters<NamedTurtle["setheading"]>) =>
  unnamedTurtle().setheading(...args);
export const setHeading: NamedTurtle["setHeading"] = (...args: Parameters<NamedTurtle["setHeading"]>) =>
  unnamedTurtle().setHeading(...args);
export const seth: NamedTurtle["seth"] = (...args: Parameters<NamedTurtle["seth"]>) => unnamedTurtle().seth(...args);
export const position: NamedTurtle["position"] = (...args: Parameters<NamedTurtle["position"]>) =>
  unnamedTurtle().position(...args);
export const pos: NamedTurtle["pos"] = (...args: Parameters<NamedTurtle["pos"]>) => unnamedTurtle().pos(...args);
export const xcor: NamedTurtle["xcor"] = (...args: Parameters<NamedTurtle["xcor"]>) => unnamedTurtle().xcor(...args);
export const ycor: NamedTurtle["ycor"] = (...args: Parameters<NamedTurtle["ycor"]>) => unnamedTurtle().ycor(...args);
export const distance: NamedTurtle["distance"] = (...args: Parameters<NamedTurtle["distance"]>) =>
  unnamedTurtle().distance(...args);
export const towards: NamedTurtle["towards"] = (...args: Parameters<NamedTurtle["towards"]>) =>
  unnamedTurtle().towards(...args);
export const clear: NamedTurtle["clear"] = (...args: Parameters<NamedTurtle["clear"]>) =>
  unnamedTurtle().clear(...args);
export const reset: NamedTurtle["reset"] = (...args: Parameters<NamedTurtle["reset"]>) =>
  unnamedTurtle().reset(...args);
export const onclick: NamedTurtle["onclick"] = (...args: Parameters<NamedTurtle["onclick"]>) =>
  unnamedTurtle().onclick(...args);
export const onClick: NamedTurtle["onClick"] = (...args: Parameters<NamedTurtle["onClick"]>) =>
  unnamedTurtle().onClick(...args);

export const title: NamedScreen["title"] = (...args: Parameters<NamedScreen["title"]>) => Screen().title(...args);
export const bgcolor: NamedScreen["bgcolor"] = (...args: Parameters<NamedScreen["bgcolor"]>) =>
  Screen().bgcolor(...args);
export const bgColor: NamedScreen["bgColor"] = (...args: Parameters<NamedScreen["bgColor"]>) =>
  Screen().bgColor(...args);
export const onkey: NamedScreen["onkey"] = (...args: Parameters<NamedScreen["onkey"]>) => Screen().onkey(...args);
export const onKey: NamedScreen["onKey"] = (...args: Parameters<NamedScreen["onKey"]>) => Screen().onKey(...args);
export const onkeypress: NamedScreen["onkeypress"] = (...args: Parameters<NamedScreen["onkeypress"]>) =>
  Screen().onkeypress(...args);
export const onkeyrelease: NamedScreen["onkeyrelease"] = (...args: Parameters<NamedScreen["onkeyrelease"]>) =>
  Screen().onkeyrelease(...args);
export const onKeyRelease: NamedScreen["onKeyRelease"] = (...args: Parameters<NamedScreen["onKeyRelease"]>) =>
  Screen().onKeyRelease(...args);
export const onscreenclick: NamedScreen["onscreenclick"] = (...args: Parameters<NamedScreen["onscreenclick"]>) =>
  Screen().onscreenclick(...args);
export const ontimer: NamedScreen["ontimer"] = (...args: Parameters<NamedScreen["ontimer"]>) =>
  Screen().ontimer(...args);
export const onTimer: NamedScreen["onTimer"] = (...args: Parameters<NamedScreen["onTimer"]>) =>
  Screen().onTimer(...args);
export const listen: NamedScreen["listen"] = (...args: Parameters<NamedScreen["listen"]>) => Screen().listen(...args);
export const mainloop: NamedScreen["mainloop"] = (...args: Parameters<NamedScreen["mainloop"]>) =>
  Screen().mainloop(...args);
export const mainLoop: NamedScreen["mainLoop"] = (...args: Parameters<NamedScreen["mainLoop"]>) =>
  Screen().mainLoop(...args);
export const done: NamedScreen["done"] = (...args: Parameters<NamedScreen["done"]>) => Screen().done(...args);
export const svg: NamedScreen["svg"] = (...args: Parameters<NamedScreen["svg"]>) => Screen().svg(...args);
