"""The page's fixed scripts, and the policy that lets them run and nothing else."""

import base64
import hashlib
import json
import sys
from pathlib import Path

STATIC = Path(sys.prefix, "share", "jupyter", "nbconvert", "templates", "navette", "static")


def static(name):
    """The text of a file that the set-up has laid beside the template."""
    return STATIC.joinpath(name).read_text(encoding="utf-8")


def policy(scripts, has_foreign_widgets=False):
    """
    The Content-Security-Policy of a page with these scripts.

    A page whose widgets have front ends of their notebook's own lets the scripts named by hash load those, by
    'strict-dynamic'; markup still runs nothing.
    """
    sources = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts]
    if has_foreign_widgets:
        sources.append("'strict-dynamic'")
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(sources)}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "media-src data: blob:",
            "font-src data:",
            "connect-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def inert(value):
    """JSON that no HTML parser takes for anything but text, for a script element of a data type."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
