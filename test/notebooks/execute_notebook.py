"""Executes a notebook as nbclient does and prints it, outputs included, as JSON.

Its job comes on standard input: {"notebook": path, "injected": code for a cell after the one tagged `parameters`, or ""}.
The working folder is this process's.
"""

import json
import os
import sys

import nbformat
from nbclient import NotebookClient

job = json.load(sys.stdin)
notebook = nbformat.read(job["notebook"], as_version=4)
if job["injected"]:
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    place = next(at for at, names in enumerate(tags) if "parameters" in names)
    cell = nbformat.v4.new_code_cell(job["injected"], metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(place + 1, cell)
client = NotebookClient(
    notebook,
    kernel_name="navette",
    resources={"metadata": {"path": os.getcwd()}},
    timeout=None,
    # Guards, in seconds: nbclient's own give outputs up that come more than 4 s after the cell's reply.
    iopub_timeout=600,
    startup_timeout=600,
)
client.execute()
json.dump(notebook, sys.stdout)
