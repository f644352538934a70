"""Drawings as addresses of pictures: as short as they can be, for a page holds every plot also as a chart."""

import base64
import re
from urllib.parse import quote

PREFIX = "data:image/svg+xml"
# What a picture's address may hold as it is, between double quotes in HTML.
PLAIN = " '=:/;,()-_.!*?@$+"
TAG = re.compile(r"<[^<>]*>")
ATTRIBUTE = re.compile(r""" ([\w:-]+)="([^"]*)\"""")
# Of a picture nobody is told the parts: its description is beside it.
UNHEARD = re.compile(r"aria-[a-z]+|role")
MEASURED = {"d", "height", "transform", "width", "x", "x1", "x2", "y", "y1", "y2"}
LONG_NUMBER = re.compile(r"\d+\.\d{3,}")


def picture_address(svg, is_plot=False):
    """The address of an SVG drawing; of a plot, drawn by Vega, without what no eye can tell."""
    text = TAG.sub(shortened_tag, svg) if is_plot else svg
    return min(f"{PREFIX},{quote(text, safe=PLAIN)}", f"{PREFIX};base64,{encoded(text)}", key=len)


def encoded(text):
    return base64.b64encode(text.encode()).decode("ascii")


def shortened_tag(tag):
    return ATTRIBUTE.sub(shortened, tag[0])


def shortened(attribute):
    name, value = attribute.groups()
    if UNHEARD.fullmatch(name):
        return ""
    if name in MEASURED:
        value = LONG_NUMBER.sub(rounded, value)
    mark = '"' if "'" in value else "'"
    return f" {name}={mark}{value}{mark}"


def rounded(number):
    value = float(number[0])
    return f"{value:.2f}".rstrip("0").rstrip(".") if value >= 1 else f"{value:.4g}"
