"""The typeface of charts and printed reports: registered here, once, before ReportLab draws."""

import unicodedata
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent.parent / "static" / "fonts"
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


def drawable(text: str) -> str:
    """`text` as it can be written to a PDF or an SVG: composed, no control characters.

    Line breaks and tabs become spaces. Half characters (lone surrogates) become U+FFFD, because
    no file format can hold them. Nothing else is changed or left out.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_drawable_character(character) for character in composed)


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of `text` that the typeface cannot draw, each once, in order of appearance.

    It covers Latin (Welsh, Polish, Vietnamese, Yoruba included), Greek and Cyrillic.
    """
    known = _fonts[REGULAR].face.charToGlyph.keys() & _fonts[BOLD].face.charToGlyph.keys()
    return tuple(dict.fromkeys(c for c in drawable(text) if ord(c) not in known))


def width_of(text: str, size: float, font: str = REGULAR) -> float:
    """The width of `text` set at `size`, in the unit of `size`."""
    return float(pdfmetrics.stringWidth(text, font, size))


def lines_of(text: str, size: float, width: float, font: str = REGULAR) -> list[str]:
    """`text` broken between words into lines no wider than `width`; a long word stays whole."""
    lines: list[str] = []
    for word in drawable(text).split():
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
    return "" if category == "Cc" else character


def _register() -> dict[str, TTFont]:
    fonts = {name: TTFont(name, str(FOLDER / file)) for name, file in _FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )
    # Helvetica, ReportLab's own choice, cannot be embedded and has no Welsh or Polish letters.
    rl_config.canvas_basefontname = REGULAR
    rl_config.defaultGraphicsFontName = REGULAR
    rl_config.useA85 = 0  # binary streams: smaller files, made sooner
    # Nothing that is drawn may fetch anything, even if a text slipped past the escaping.
    rl_config.trustedHosts = ["nowhere.invalid"]
    rl_config.trustedSchemes = []
    return fonts


_fonts = _register()
