"""Runs JupyterLab, and ends it when the program that started it has gone.

That program holds the other end of our standard input and never writes to it: when it ends, however it ends, the
read below returns, and JupyterLab is told to stop as by any other SIGTERM, kernels and all.
"""

import os
import signal
import sys
import threading

from jupyterlab.labapp import main


def stop_with_parent() -> None:
    # Not sys.stdin: Python would wait for its lock when it shuts down.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=stop_with_parent, daemon=True).start()
    sys.exit(main())
