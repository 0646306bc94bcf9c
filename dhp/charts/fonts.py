"""The typeface of charts and printed reports: registered here, once, before ReportLab draws."""

import re
import unicodedata
from functools import lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from dhp.charts.faces import FOLDER, Face, is_joiner
from dhp.charts.lettering import needs_lettering, stretches, typeface_of

REGULAR = "LiberationSans"
BOLD = "LiberationSans-Bold"
ITALIC = "LiberationSans-Italic"
BOLD_ITALIC = "LiberationSans-BoldItalic"
_FILES = {
    REGULAR: "LiberationSans-Regular.ttf",
    BOLD: "LiberationSans-Bold.ttf",
    ITALIC: "LiberationSans-Italic.ttf",
    BOLD_ITALIC: "LiberationSans-BoldItalic.ttf",
}


_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # between words: any space but those that hold together


class MainFace(Face):
    """The main typeface, which knows how wide a text is with the letters it borrows."""

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """The width of `text` set at `size`, in the unit of `size`."""
        if not needs_lettering(text, self.fontName):
            return 0.001 * size * self.plain_width(text)
        return sum(part.width for part in stretches(text, self.fontName)) * size / 1000


def drawable(text: str) -> str:
    """`text` as it can be written to a PDF or an SVG: composed, no control characters.

    Line breaks and tabs become spaces. Half characters (lone surrogates) become U+FFFD, because
    no file format can hold them. Signs that only turn the direction of writing go: it follows
    from the letters, and such signs can make words read as others. Nothing else is changed.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # no control character, half one or sign of direction is
        return composed
    return "".join(_drawable_character(character) for character in composed)


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of `text` that no typeface can draw, each once, in order of appearance.

    Covered are Latin (Welsh, Polish, Vietnamese, Yoruba included), Greek, Cyrillic, Hebrew,
    Arabic (Urdu and Persian included), Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, and the
    common characters of Chinese, simplified and traditional.
    """
    missing = (
        c
        for c in dict.fromkeys(drawable(text))
        if not (typeface_of(c, REGULAR) and typeface_of(c, BOLD))
    )
    return tuple(missing)


@lru_cache(maxsize=32_768)  # a report measures the same heads, names and small numbers many times
def width_of(text: str, size: float, font: str = REGULAR) -> float:
    """The width of `text` set at `size`, in the unit of `size`."""
    return float(pdfmetrics.stringWidth(text, font, size))


def between_words(text: str) -> list[str]:
    """The words of `text`; a space that holds its neighbours together stays inside a word."""
    return [word for word in _BREAKS.split(drawable(text)) if word]


def lines_of(text: str, size: float, width: float, font: str = REGULAR) -> list[str]:
    """`text` broken between words into lines no wider than `width`; a long word stays whole."""
    lines: list[str] = []
    for word in between_words(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _drawable_character(character: str) -> str:
    if character in "\n\r\t":
        return " "
    category = unicodedata.category(character)
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:  # U+FFFE and U+FFFF are no characters
        return "\N{REPLACEMENT CHARACTER}"
    if category == "Cf" and not is_joiner(character):
        return ""
    return "" if category == "Cc" else character


def _register() -> dict[str, Face]:
    fonts: dict[str, Face] = {name: MainFace(name, FOLDER / file) for name, file in _FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )
    # Helvetica, ReportLab's own choice, cannot be embedded and has no Welsh or Polish letters.
    rl_config.canvas_basefontname = REGULAR
    rl_config.defaultGraphicsFontName = REGULAR
    rl_config.useA85 = 0  # binary streams: smaller files, made sooner
    # The types of our own charts are checked before they run, not each time a shape is made.
    rl_config.shapeChecking = 0
    # Nothing that is drawn may fetch anything, even if a text slipped past the escaping.
    rl_config.trustedHosts = ["nowhere.invalid"]
    rl_config.trustedSchemes = []
    return fonts


_fonts = _register()
