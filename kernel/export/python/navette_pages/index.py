"""The page that lists the pages of several notebooks."""

import html
import os
import re
from urllib.parse import quote

from .page import language_of
from .scripts import policy, static
from .texts import texts_in

NAMES = {"en": "English", "fr": "Français"}


def index_entry(notebook, source, page, has_failed):
    """What the index says of a notebook: its title, and the first words of its text."""
    title, said = None, ""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        heading = re.search(r"^#\s+(.+)$", cell.source, re.MULTILINE)
        title = title or (heading and plain(heading[1]))
        said = said or next((plain(text) for text in cell.source.split("\n\n") if is_prose(text)), "")
        if title and said:
            break
    return {
        "title": str(notebook.metadata.get("title") or title or source.stem),
        "said": said if len(said) <= 240 else said[:240].rsplit(" ", 1)[0] + " …",
        "language": language_of(notebook, str(source.parent)),
        "page": page,
        "has_failed": has_failed,
    }


def is_prose(text):
    return bool(text.strip()) and not re.match(r"\s*(#|!\[|<|>|[-*|]\s|\d+\.|\||```|\$\$)", text)


def plain(markdown):
    """Markdown's words without its marks and its HTML's tags."""
    text = html.unescape(re.sub(r"</?[A-Za-z][^>]*>", "", markdown))
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"(\*\*|__|`|(?<!\w)[*_]|[*_](?!\w))", "", text).split())


def index_page(entries):
    """The index as a page of its own, its entries by language and in the order of their files."""
    languages = list(dict.fromkeys(entry["language"] for entry in entries))
    words = texts_in(languages[0])
    script = static("page.js")
    parts = []
    for language in languages:
        own = sorted((entry for entry in entries if entry["language"] == language), key=lambda entry: entry["page"])
        heading = f"<h2>{e(NAMES.get(language, language))}</h2>" if len(languages) > 1 else ""
        rows = "".join(row(entry) for entry in own)
        parts.append(f'<section lang="{e(language)}">{heading}<ol class="index">{rows}</ol></section>')
    return f"""<!DOCTYPE html>
<html lang="{e(languages[0])}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{e(policy([script]))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Navette">
<meta name="color-scheme" content="light dark">
<title>{e(words["index"])}</title>
<style>{static("navette.css")}</style>
</head>
<body>
<div class="page">
<nav class="bar" aria-label="{e(words["controls"])}">
<div class="buttons" hidden>
<button type="button" id="theme-button" data-auto="{e(words["theme_auto"])}" data-light="{e(words["theme_light"])}" data-dark="{e(words["theme_dark"])}">{e(words["theme_auto"])}</button>
</div>
</nav>
<main id="text">
<h1>{e(words["index"])}</h1>
{"".join(parts)}
</main>
</div>
<script>{script}</script>
</body>
</html>
"""


def row(entry):
    failed = f' <strong class="index-failed">({e(texts_in(entry["language"])["index_failed"])})</strong>'
    return (
        f'<li><a href="{e(quote(os.path.basename(entry["page"])))}">{e(entry["title"])}</a>'
        f"{failed if entry['has_failed'] else ''}<p>{e(entry['said'])}</p></li>"
    )


def e(text):
    return html.escape(str(text), quote=True)
