"""Markdown as HTML: images inside, formulas marked for the page's own script, headings with the ids that links use."""

import base64
import html
import mimetypes
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import bs4
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath
from nbconvert.filters.strings import _convert_header_id

from .tidy import tidied


class PageRenderer(IPythonRenderer):
    """Renders for a page that stands alone."""

    def __init__(self, page, **options):
        super().__init__(escape=False, embed_images=True, exclude_anchor_links=True, **options)
        self.page = page

    def _src_to_base64(self, src):
        # nbconvert itself leaves out the images above the notebook's folder.
        address = urlsplit(src)
        file = Path(self.path, unquote(address.path))
        kind = mimetypes.guess_type(file)[0] or ""
        if address.scheme or address.netloc or not kind.startswith("image/") or not file.is_file():
            return None
        return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"

    def _html_embed_images(self, html):
        # Parsing closes what a fragment leaves open, such as <details> around Markdown: only images need it.
        return super()._html_embed_images(html) if "<img" in html.lower() else html

    def image(self, text, url, title=None):
        # A page that asks the network for nothing can't show a picture of the network's: it links to it.
        if urlsplit(url).netloc:
            return self.link(text or html.escape(url), url, title)
        try:
            return super().image(text, url, title)
        except InvalidNotebook:
            # It names an attachment that the cell has lost.
            return f'<span class="missing">{html.escape(text or url)}</span>'

    def link(self, text, url, title=None):
        address = urlsplit(url)
        if not address.scheme and not address.netloc and address.path.endswith(".ipynb"):
            notebook = os.path.normpath(os.path.join(self.path, unquote(address.path)))
            page = self.page.pages.get(notebook)
            if page is not None:
                url = page + (f"#{address.fragment}" if address.fragment else "")
        return super().link(text, url, title)

    def block_math(self, body):
        return self.formula(body, is_display=True)

    def inline_math(self, body):
        return self.formula(body, is_display=False)

    def latex_environment(self, name, body):
        return self.formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", is_display=True)

    def formula(self, tex, is_display):
        self.page.has_formulas = True
        kind = "display" if is_display else "inline"
        return f'<span class="formula" data-formula="{kind}">{html.escape(tex)}</span>'


def rendered(source, page, attachments=None):
    """The HTML of a Markdown text."""
    renderer = PageRenderer(page, attachments=attachments or {}, path=page.folder)
    return tidied(MarkdownWithMath(renderer=renderer).render(source), page.is_sanitised)


def with_headings(fragment, page):
    """Gives the headings of a text their ids, and notes them for the table of contents."""
    if "<h" not in fragment:
        return fragment
    soup = bs4.BeautifulSoup(fragment, features="html.parser")
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        text = heading.get_text().strip()
        heading.attrs["id"] = page.own_id(_convert_header_id(text) or "section")
        page.headings.append({"level": int(heading.name[1]), "id": heading.attrs["id"], "text": text})
    for link in soup.find_all("a", href=True):
        if link.attrs["href"].startswith("#"):
            link.attrs["href"] = "#" + unquote(link.attrs["href"][1:])
    return str(soup)
