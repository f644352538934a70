"""The page of stored pictures: every plot that the notebooks draw, as the tests compare it."""

import os
import re
from pathlib import Path

from .drawings import picture_address
from .index import e, switch_list, whole_page
from .outputs import described
from .site import address
from .texts import texts_in


def gallery_page(site, file, pictures):
    """
    A gallery as a page of its own, in the language of the pages beside it.

    `pictures` are {"draws": name of a function, "title": {language: text}, "files": {language: [SVG file]}}; each leads to
    the pages of the notebooks whose code calls that function.
    """
    folder = os.path.dirname(file)
    entries = site.listed(file)
    language = entries[0]["language"]
    words = texts_in(language)
    parts = [f"<p>{e(words['gallery_said'])}</p>"]
    for picture in pictures:
        title = in_language(picture["title"], language)[1]
        chosen, files = in_language(picture["files"], language)
        using = [entry for entry in entries if entry["language"] == language and calls(entry["code"], picture["draws"])]
        links = ", ".join(f'<a href="{e(address(entry["page"], folder))}">{e(entry["title"])}</a>' for entry in using)
        drawn_in = f"<p>{e(words['drawn_in'])} {links}</p>" if links else ""
        figures = "".join(figure(Path(name).read_text(encoding="utf-8"), chosen) for name in files)
        parts.append(f'<section class="gallery"><h2>{e(title)}</h2>{drawn_in}{figures}</section>')
    index = site.index_for(folder, language)
    before = f'<li><a href="{e(address(index, folder))}">{e(words["all_pages"])}</a></li>' if index else ""
    switch = site.switch(language, folder, site.gallery_for)
    return whole_page(language, words["gallery"], switch_list(switch, words, before), "".join(parts))


def in_language(texts, language):
    """The language's own, else what there is."""
    return (language, texts[language]) if language in texts else next(iter(texts.items()))


def calls(code, function):
    return re.search(rf"\b{re.escape(function)}\(", code) is not None


def figure(svg, language):
    alt = described(None, svg, "") or "Plot"
    return f'<figure lang="{e(language)}"><img alt="{e(alt)}" src="{picture_address(svg, is_plot=True)}"></figure>'
