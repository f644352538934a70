"""The page that lists the pages of several notebooks."""

import base64
import html
import mimetypes
import os
import re
from urllib.parse import unquote, urlsplit

from .page import language_of
from .scripts import policy, static
from .site import NAMES, address, key_of
from .texts import texts_in


def index_entry(notebook, source, page, has_failed, when):
    """What the index says of a notebook: its title, the first words of its text, its first picture."""
    title, said, picture = None, "", None
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        heading = re.search(r"^#\s+(.+)$", cell.source, re.MULTILINE)
        title = title or (heading and plain(heading[1]))
        said = said or next((plain(text) for text in cell.source.split("\n\n") if is_prose(text)), "")
        picture = picture or first_picture(cell.source, source.parent)
        if title and said and picture:
            break
    return {
        "code": "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code"),
        "has_failed": has_failed,
        "key": key_of(source.stem),
        "language": language_of(notebook, str(source.parent)),
        "notebook": str(source),
        "page": page,
        "picture": picture,
        "said": said if len(said) <= 240 else said[:240].rsplit(" ", 1)[0] + " …",
        "title": str(notebook.metadata.get("title") or title or source.stem),
        "when": when,
    }


def is_prose(text):
    return bool(text.strip()) and not re.match(r"\s*(#|!\[|<|>|[-*|]\s|\d+\.|\||```|\$\$)", text)


def plain(markdown):
    """Markdown's words without its marks and its HTML's tags."""
    text = html.unescape(re.sub(r"</?[A-Za-z][^>]*>", "", markdown))
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"(\*\*|__|`|(?<!\w)[*_]|[*_](?!\w))", "", text).split())


def first_picture(markdown, folder):
    """The first picture of a text that lies beside its notebook, as a data address."""
    for found in re.finditer(r"!\[[^\]]*\]\(<?([^)\s>]+)", markdown):
        target = urlsplit(found[1])
        file = folder / unquote(target.path)
        kind = mimetypes.guess_type(file)[0] or ""
        if not target.scheme and not target.netloc and kind.startswith("image/") and file.is_file():
            return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"
    return None


def index_page(site, file):
    """An index as a page of its own, its entries by language and in the order of the export."""
    entries = site.listed(file)
    languages = list(dict.fromkeys(entry["language"] for entry in entries))
    folder = os.path.dirname(file)
    parts = []
    for language in languages:
        own = [entry for entry in entries if entry["language"] == language]
        name = e(NAMES.get(language, language))
        heading = f'<h2 id="{e(language)}">{name}</h2>' if len(languages) > 1 else ""
        rows = "".join(row(entry, folder) for entry in own)
        gallery = site.gallery_for(language)
        if gallery is not None:
            rows += gallery_row(gallery, folder, language)
        parts.append(f'<section lang="{e(language)}">{heading}<ol class="index">{rows}</ol></section>')
    if len(languages) == 1:
        switch = site.switch(languages[0], folder, lambda language: site.index_for(None, language))
    else:
        switch = [{"code": code, "name": NAMES.get(code, code), "address": f"#{quoted_id(code)}"} for code in languages]
    words = texts_in(languages[0])
    return whole_page(languages[0], words["index"], switch_list(switch, words), "".join(parts))


def quoted_id(code):
    return re.sub(r"[^A-Za-z0-9-]", "", code)


def row(entry, folder):
    failed = f' <strong class="index-failed">({e(texts_in(entry["language"])["index_failed"])})</strong>'
    picture = f'<img alt="" src="{e(entry["picture"])}">' if entry["picture"] else ""
    number = f'<span class="number">{e(entry["key"])}</span> ' if entry["key"].isdigit() else ""
    return (
        f'<li>{picture}<div>{number}<a href="{e(address(entry["page"], folder))}">{e(entry["title"])}</a>'
        f"{failed if entry['has_failed'] else ''}<p>{e(entry['said'])}</p></div></li>"
    )


def gallery_row(gallery, folder, language):
    words = texts_in(language)
    return f'<li><div><a href="{e(address(gallery, folder))}">{e(words["gallery"])}</a><p>{e(words["gallery_said"])}</p></div></li>'


def switch_list(switch, words, before=""):
    """The links above the buttons: to the index, if any, and to the same page in other languages."""
    links = "".join(
        f'<li><a href="{e(link["address"])}" lang="{e(link["code"])}" hreflang="{e(link["code"])}">{e(link["name"])}</a></li>'
        for link in switch
    )
    return f'<ul class="site" aria-label="{e(words["pages"])}">{before}{links}</ul>' if before or links else ""


def whole_page(language, title, links, text):
    """A page of ours that is no notebook's."""
    words = texts_in(language)
    script = static("page.js")
    return f"""<!DOCTYPE html>
<html lang="{e(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{e(policy([script]))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Navette">
<meta name="color-scheme" content="light dark">
<title>{e(title)}</title>
<style>{static("navette.css")}</style>
</head>
<body>
<a class="skip" href="#text">{e(words["skip"])}</a>
<div class="page">
<nav class="bar" aria-label="{e(words["controls"])}">
{links}
<div class="buttons" hidden>
<button type="button" id="theme-button" data-auto="{e(words["theme_auto"])}" data-light="{e(words["theme_light"])}" data-dark="{e(words["theme_dark"])}">{e(words["theme_auto"])}</button>
</div>
</nav>
<main id="text" tabindex="-1">
<h1>{e(title)}</h1>
{text}
</main>
</div>
<script>{script}</script>
</body>
</html>
"""


def e(text):
    return html.escape(str(text), quote=True)
