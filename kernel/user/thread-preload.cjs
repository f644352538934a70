// Loaded by worker threads of user code before their own: when one of them starts a child process, what that prints is to
// find the cell that has started the thread. A thread that starts none has loaded nothing else.
"use strict";
const { subscribe, unsubscribe } = require("node:diagnostics_channel");

subscribe("child_process", adopt);

// Of one that is awaited synchronously Node tells nobody.
const binding = Reflect.get(process, "binding")?.call(process, "spawn_sync") ?? {};
const { spawn } = binding;
if (spawn) binding.spawn = adoptFirst;

/** @param {unknown} options */
function adoptFirst(options) {
  adopt();
  return binding.spawn(options);
}

/** Told by Node of the first child when it is made, and before it is spawned. */
function adopt() {
  unsubscribe("child_process", adopt);
  if (spawn) binding.spawn = spawn;
  require("./child-processes.ts").adoptChildren();
}
