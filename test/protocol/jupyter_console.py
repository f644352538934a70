"""Drives `jupyter console` in a terminal, as a person does: the arguments are the console's program and a data folder.

Prints one line for each step that went as expected; ends with an error at the first that did not.
"""

import os
import re
import sys

import pexpect

program, data = sys.argv[1:]


def start(*options):
    return pexpect.spawn(
        program,
        ["--kernel", "navette", "--ZMQTerminalInteractiveShell.highlighting_style=bw", *options],
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 120),
        env={**os.environ, "JUPYTER_DATA_DIR": data, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "NO_COLOR": "1"},
    )


ESCAPES = r"(?:\x1b\[[0-9;?]*[A-Za-z])*"


def expect(text):
    """Waits for a text, whatever colours and cursor movements the terminal is told between its characters."""
    console.expect(ESCAPES.join(re.escape(character) for character in text))


def step(name, keys, *expected):
    console.send(keys)
    for text in expected:
        expect(text)
    print(f"ok {name}", flush=True)


def leave():
    console.sendeof()
    step("asked before it ends", "", "exit")
    step("ended", "y\r", "Shutting down kernel")
    console.expect(pexpect.EOF)
    console.close()
    if console.exitstatus != 0:
        sys.exit(console.exitstatus)


console = start()
expect("In [1]:")
step("a result", "6 * 7\r", "Out[1]: ", "42", "In [2]:")
step("text", 'console.log("printed", 1n)\r', "printed 1n", "In [3]:")
step("code of several lines", "function twice(n: number) {\r", "...:")
step("its continuation", "return n * 2 }\r", "In [4]:")
step("a name completed", "twi\t", "ce")
step("and run", "(21)\r", "42", "In [5]:")
step("an error", 'throw new Error("on purpose")\r', "Error: on purpose", "In [6]:")
leave()

# What the console has asked before a cell, whether its code is complete, ends with a status "idle". A console that reads
# it late takes it for the cell's, shows nothing until the cell's reply, and never asks: so here it asks nothing before.
# The texts that are waited for are not written like that in the code, which the terminal echoes.
console = start("--ZMQTerminalInteractiveShell.use_kernel_is_complete=False")
expect("In [1]:")
step("a question", 'import { input } from "navette"; await input("Na" + "me? ")\r\r\r', "Name? ")
step("its answer", "Ada\r", "'Ada'", "In [2]:")
step("an endless loop", 'console.log("loop" + "ing"); for (;;) {}\r\r\r', "looping")
console.sendintr()
step("interrupted", "", "KeyboardInterrupt", "In [3]:")
step("and going on", "50 * 2\r\r\r", "100", "In [4]:")
leave()
