"""The typefaces of charts and printed reports: which there are, and which of them has a letter."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

FOLDER = Path(__file__).parent.parent / "static" / "fonts"

# The scripts that the main typeface does not hold: first and last letter, and the face that has
# them. A face is loaded when one of its letters is first printed; the Chinese one takes longest.
_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0590, 0x05FF, "NotoSansHebrew-Regular"),
    (0x0600, 0x06FF, "Vazirmatn-Regular"),
    (0x0750, 0x077F, "Vazirmatn-Regular"),
    (0x0900, 0x097F, "NotoSansDevanagari-Regular"),
    (0x0980, 0x09FF, "NotoSansBengali-Regular"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi-Regular"),
    (0x0A80, 0x0AFF, "NotoSansGujarati-Regular"),
    (0x0B80, 0x0BFF, "NotoSansTamil-Regular"),
    (0x2E80, 0xFFEF, "NotoSansSC-Regular"),
)
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
_OWN_CODES = 0xF0000  # a plane no letter lives in: codes for shapes that are no letter by itself


class Face(TTFont):
    """A typeface that can also draw shapes which stand for no letter, and say what they mean."""

    def __init__(self, name: str, file: Path) -> None:
        super().__init__(name, str(file))
        self.letters = frozenset(self.face.charToGlyph)
        self._file = file
        self._shaper: Any = None
        self._codes: dict[tuple[int, str], int] = {}
        self._meanings: dict[int, str] = {}

    @property
    def shaper(self) -> Any:
        """What chooses the shapes of letters that change with their neighbours."""
        if self._shaper is None:
            self._shaper = uharfbuzz.Font(uharfbuzz.Face(self._file.read_bytes()))
        return self._shaper

    @property
    def unit(self) -> float:
        """The size of the font's own unit in thousandths of the letter size."""
        return 1000 / float(self.shaper.face.upem)

    def plain_width(self, text: str) -> float:
        """The width of letters of this face drawn one after the other, in thousandths."""
        widths, other = self.face.charWidths, self.face.defaultWidth
        return float(sum([widths.get(ord(letter), other) for letter in text]))

    def code_of(self, glyph: int, meaning: str, width: float) -> str:
        """The character by which ReportLab writes shape number `glyph`; a copier reads `meaning`."""
        key = (glyph, meaning)
        if key not in self._codes:
            code = _OWN_CODES + len(self._codes)
            self._meanings[code] = meaning
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = width
            self._codes[key] = code
        return chr(self._codes[key])

    def addObjects(self, doc: Any) -> None:
        """Write the font, and the meaning of each code, of which ReportLab knows single letters."""
        subsets = [tuple(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode()
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = "\n".join(self._said(stream.content.split("\n"), subset))

    def _said(self, lines: Iterable[str], subset: tuple[int, ...]) -> Iterable[str]:
        waiting = False
        for line in lines:
            if "beginbfchar" in line or "endbfchar" in line:
                waiting = "begin" in line
                yield line
            elif waiting:
                code = int(line[1:3], 16)
                meaning = self._meanings.get(subset[code], chr(subset[code]))
                yield f"<{code:02X}> <{meaning.encode('utf-16-be').hex().upper()}>"
            else:
                yield line


@cache
def face(name: str) -> Face:
    """The fallback typeface `name`, loaded and made known to ReportLab."""
    made = Face(name, FOLDER / f"{name}.ttf")
    pdfmetrics.registerFont(made)
    return made


def known(font: str) -> Face:
    """The typeface `font`, which ReportLab knows by now."""
    return cast(Face, pdfmetrics.getFont(font))


def has(font: str, character: str) -> bool:
    """Whether the typeface `font`, already known to ReportLab, can draw `character`."""
    return ord(character) in known(font).letters


def fallback_for(character: str) -> str | None:
    """The typeface that can draw what the main one cannot; None where there is none."""
    code = ord(character)
    for first, last, name in _SCRIPTS:
        if first <= code <= last and code in face(name).letters:
            return name
    return None


def is_joiner(character: str) -> bool:
    """Whether `character` only tells its neighbours to join or not, and is itself never seen."""
    return character in _JOINERS
