"""A drawing as SVG that can stand inside a page under a strict content security policy."""

import re
from xml.etree import ElementTree

from markupsafe import Markup
from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing

from dhp.charts.fonts import BOLD, drawable

_SVG = "http://www.w3.org/2000/svg"
_KEPT = {
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray",
    "stroke-opacity",
    "font-size",
    "font-weight",
    "text-anchor",
    "clip-path",
    "opacity",
}
_TYPEFACES = "Arial, Liberation Sans, Helvetica, sans-serif"  # one width, whichever is there

ElementTree.register_namespace("", _SVG)


def inline_svg(drawing: Drawing, prefix: str, title: str, desc: str) -> Markup:
    """The drawing as an `<svg>` element without style attributes, an image with a name.

    `prefix` must be unique in the page: every id inside starts with it. `title` and `desc` are plain
    text; they are what a screen reader says instead of the picture.
    """
    text = re.sub(r"<!DOCTYPE[^>]*>", "", renderSVG.drawToString(drawing))
    root = ElementTree.fromstring(text)  # noqa: S314 - our own drawing, not somebody's file
    for element in root.iter():
        _clean(element, prefix)
    _describe(root, prefix, drawable(title), drawable(desc))
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - it escapes words


def _clean(element: ElementTree.Element, prefix: str) -> None:
    for part in element.attrib.pop("style", "").split(";"):
        name, _, value = (piece.strip() for piece in part.partition(":"))
        if name in _KEPT and value:
            element.set(name, value.lower() if value == "None" else value)
        elif name == "font-family" and value == BOLD:
            element.set("font-weight", "bold")
    if element.get("transform") == "":
        del element.attrib["transform"]
    if "id" in element.attrib:
        element.set("id", f"{prefix}-{element.get('id')}")
    clip = element.get("clip-path")
    if clip:
        element.set("clip-path", clip.replace("url(#", f"url(#{prefix}-"))
    if element.text and not element.text.strip():
        element.text = None
    element.tail = None


def _describe(root: ElementTree.Element, prefix: str, title: str, desc: str) -> None:
    for tag, words in (("title", title), ("desc", desc)):
        element = root.find(f"{{{_SVG}}}{tag}")
        if (
            element is None
        ):  # ReportLab has always written both; better to hear of it than to lose one
            raise ValueError(f"The drawing has no {tag}.")
        element.text = words
        element.set("id", f"{prefix}-{tag}")
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.set("font-family", _TYPEFACES)
    root.set("width", "100%")
    root.attrib.pop("height", None)
