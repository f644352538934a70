"""Conformance to the Jupyter messaging protocol: jupyter_kernel_test with its samples for this kernel.

    .navette/python/bin/python test/protocol/jupyter_kernel_test.py -v

One sample has no counterpart: code_page_something, for kernels with a pager.
"""

import sys
import unittest
from pathlib import Path

# This file's own name must not hide the package of that name.
sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

import jupyter_kernel_test  # noqa: E402

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def showing(call):
    return f'import {{ clearOutput, display }} from "navette"; {call}'


class NavetteTests(jupyter_kernel_test.KernelTests):
    kernel_name = "navette"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("to stderr")'

    completion_samples = [
        {"text": "conso", "matches": {"console"}},
        {"text": "Math.ma", "matches": {"max"}},
        {"text": '["a"].flatM', "matches": {"flatMap"}},
        {"text": '"text".toUpp', "matches": {"toUpperCase"}},
    ]

    complete_code_samples = [
        "",
        "1 + 1",
        "const a: number = 1",
        "function f(x: number): number {\n  return x\n}",
        "// a comment",
        "interface P { a: string }",
        "for await (const x of []) { }",
        "type Pair<T> = [T, T]",
        "const s = `a ${1 + 1} b`",
        "enum Colour { Red, Green }",
        "@decorate class A {}",
    ]
    incomplete_code_samples = [
        "function f(x: number) {",
        "const o = { a: 1,",
        "foo(1,",
        "const s = `abc",
        "const y: number =",
        "/* open",
        "[1, 2].map((x) =>",
        "class A {",
        "interface P {",
    ]
    invalid_code_samples = ["const = 1;", "}", "let q = 1; let q = 2;", "1 +* 2", "const a: = 1"]

    code_generate_error = 'throw new Error("made on purpose")'
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "6 * 7", "result": "42"},
        {"code": "({ a: 1 })", "result": "{ a: 1 }"},
        {"code": "[1n, 'two']", "result": "[ 1n, 'two' ]"},
        {"code": "new Map([[1, { b: 2 }]])", "result": "Map(1) { 1 => { b: 2 } }"},
        {
            "code": '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>" }) })',
            "result": "<b>x</b>",
            "mime": "text/html",
        },
    ]
    code_display_data = [
        {"code": showing('display.html("<b>x</b>")'), "mime": "text/html"},
        {"code": showing('display.markdown("# x")'), "mime": "text/markdown"},
        {"code": showing('display.latex("$x$")'), "mime": "text/latex"},
        {"code": showing("display.svg(\"<svg xmlns='http://www.w3.org/2000/svg'/>\")"), "mime": "image/svg+xml"},
        {"code": showing(f'display.png(Buffer.from("{PNG}", "base64"))'), "mime": "image/png"},
        {"code": showing("display.json({ a: 1 })"), "mime": "application/json"},
        {"code": showing("await display({ a: 1 })"), "mime": "text/plain"},
        {
            "code": showing('display.vegaLite({ data: { values: [{ a: 1 }] }, mark: "bar", encoding: {} })'),
            "mime": "application/vnd.vegalite.v5+json",
        },
    ]

    code_history_pattern = "6 [*] 7"
    supported_history_operations = ("tail", "range", "search")

    code_inspect_sample = "Math.max"
    code_clear_output = showing("clearOutput({ wait: false })")


if __name__ == "__main__":
    unittest.main()
