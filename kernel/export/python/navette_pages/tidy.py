"""HTML that a notebook brings along, made harmless and whole.

The page's Content-Security-Policy is what keeps scripts from running; this takes them out beforehand, with everything
that would ask the network, send the reader elsewhere, or close more than it has opened.
"""

import re

import bs4

# They run something, load something, or change the page as a whole.
DROPPED = [
    "applet", "base", "body", "embed", "fencedframe", "form", "frame", "frameset", "head", "html", "iframe", "link",
    "malignmark", "meta", "mglyph", "noembed", "noframes", "noscript", "object", "plaintext", "portal", "script",
    "template", "textarea", "title", "xmp",
]  # fmt: skip
# Dropped with their content; of the others what is inside stays.
EMPTIED = {
    "applet", "embed", "fencedframe", "frame", "frameset", "iframe", "noembed", "noframes", "noscript", "object",
    "script", "template",
}  # fmt: skip
ADDRESSES = {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"}
LOADED = {"audio", "img", "image", "input", "source", "track", "video", "use", "feimage"}


def tidied(html, sanitise=False):
    """The fragment without scripts, foreign addresses and stray tags; sanitised, without styles of its own too."""
    soup = bs4.BeautifulSoup(html, features="html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, bs4.element.PreformattedString)):
        comment.extract()
    for element in soup.find_all(DROPPED):
        if element.name in EMPTIED:
            element.decompose()
        else:
            element.unwrap()
    for element in soup.find_all(True):
        tidy_element(element, sanitise)
    for style in soup.find_all("style"):
        # Inside a formula or a drawing it is no raw text to a browser, and a comment begun in it hides the rest.
        if sanitise or "<" in style.get_text() or "url(" in style.get_text() or "@import" in style.get_text():
            style.decompose()
    return str(soup)


def tidy_element(element, sanitise):
    for name, value in list(element.attrs.items()):
        lower = name.lower()
        text = " ".join(value) if isinstance(value, list) else str(value)
        if lower.startswith("on") or lower in {"srcdoc", "ping", "srcset", "autofocus"}:
            del element.attrs[name]
        elif lower in ADDRESSES and not is_harmless(element.name, text):
            del element.attrs[name]
            if element.name == "img":
                words_instead(element, text)
                return
        elif lower == "style" and (sanitise or re.search(r"url\s*\(|@import|position\s*:\s*fixed", text, re.IGNORECASE)):
            del element.attrs[name]


def is_harmless(tag, address):
    address = re.sub(r"[\x00-\x20]", "", address)
    if tag in LOADED:
        return bool(re.match(r"data:(image|audio|video)/|#", address, re.IGNORECASE))
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE)
    return scheme is None or scheme[0].lower() in {"http:", "https:", "mailto:"} or bool(
        re.match(r"data:(image/(png|jpeg|gif|webp)|application/pdf)[;,]", address, re.IGNORECASE)
    )


def words_instead(image, address):
    """A page can't show a picture that isn't in it: it links to one of the network's, and names another."""
    words = image.attrs.get("alt") or address
    if re.match(r"https?:", address, re.IGNORECASE):
        image.name, image.attrs = "a", {"href": address}
    else:
        image.name, image.attrs = "span", {"class": "missing"}
    image.string = words
