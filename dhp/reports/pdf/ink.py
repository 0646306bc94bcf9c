"""A canvas that writes every script: letters the main typeface lacks come from the others."""

from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from dhp.charts.fonts import width_of
from dhp.charts.lettering import Stretch, Stroke, needs_lettering, stretches


class InkCanvas(Canvas):
    """A canvas whose strings may hold any script; charts drawn on it have that from here too."""

    _code: list[str]  # ReportLab's own: operators of the page so far, the file, the typeface
    _doc: Any
    _fontname: str
    _fontsize: float
    _leading: float
    _fillColorObj: Any
    _escape: Any

    def __init__(self, filename: Any, **settings: Any) -> None:
        super().__init__(filename, **settings)
        # How words are written in a typeface of this file: most cells of tables come many times.
        self._written: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def setFillColor(self, aColor: Any, alpha: Any = None) -> None:
        """Fill with a colour from here on; the one that is there already need not be said again."""
        if alpha is not None or aColor is not self._fillColorObj:
            super().setFillColor(aColor, alpha)

    def drawString(self, x: float, y: float, text: str, *more: Any, **settings: Any) -> None:
        """Write `text` with its beginning at `x`."""
        if needs_lettering(text, self._fontname):
            self._letter(x, y, text)
        elif more or any(settings.values()):
            super().drawString(x, y, text, *more, **settings)
        else:
            self._write(x, y, text)

    def drawRightString(self, x: float, y: float, text: str, *more: Any, **settings: Any) -> None:
        """Write `text` with its end at `x`."""
        if needs_lettering(text, self._fontname):
            self._letter(x - width_of(text, self._fontsize, self._fontname), y, text)
        elif more or any(settings.values()):
            super().drawRightString(x, y, text, *more, **settings)
        else:
            self._write(x - width_of(text, self._fontsize, self._fontname), y, text)

    def drawCentredString(self, x: float, y: float, text: str, *more: Any, **settings: Any) -> None:
        """Write `text` with its middle at `x`."""
        if needs_lettering(text, self._fontname):
            self._letter(x - width_of(text, self._fontsize, self._fontname) / 2, y, text)
        elif more or any(settings.values()):
            super().drawCentredString(x, y, text, *more, **settings)
        else:
            self._write(x - width_of(text, self._fontsize, self._fontname) / 2, y, text)

    def _write(self, x: float, y: float, text: str) -> None:
        """Write letters one after the other: what ReportLab writes, without an object for each."""
        key = (self._fontname, text)
        if key not in self._written:
            font: Any = pdfmetrics.getFont(self._fontname)
            self._written[key] = [
                (font.getSubsetInternalName(subset, self._doc), self._escape(codes))
                for subset, codes in font.splitString(text, self._doc)
            ]
        size = f"{self._fontsize:g} Tf {self._leading:g} TL"
        said = " ".join(f"{name} {size} ({codes}) Tj" for name, codes in self._written[key])
        self._code.append(f"BT 1 0 0 1 {round(x, 3):g} {round(y, 3):g} Tm {said} ET")

    def _letter(self, x: float, y: float, text: str) -> None:
        words: Any = self.beginText(x, y)
        for stretch in stretches(text, self._fontname):
            # What is read from the right says what it means by each of its shapes, and by its
            # element: readers of files turn the shapes round themselves, and would turn this too.
            meant = stretch.shaped and not stretch.from_right
            if meant:
                # A textobject writes operators as this canvas does; there is no public way.
                words._code.append(f"/Span <</ActualText <{_in_hexadecimal(stretch.text)}>>> BDC")  # noqa: SLF001
            x = self._strokes(words, stretch, x, y)
            if meant:
                words._code.append("EMC")  # noqa: SLF001
        words.setFont(self._fontname, self._fontsize)
        self.drawText(words)

    def _strokes(self, words: Any, stretch: Stretch, x: float, y: float) -> float:
        size = self._fontsize
        for stroke in _joined(stretch.strokes):
            words.setFont(stroke.font, size)
            words.setTextOrigin(x + stroke.right * size / 1000, y + stroke.up * size / 1000)
            words.textOut(stroke.codes)
            x += stroke.width * size / 1000
        return x


def _joined(strokes: tuple[Stroke, ...]) -> list[Stroke]:
    """The strokes with those that follow each other unmoved in one face written as one."""
    joined: list[Stroke] = []
    for stroke in strokes:
        last = joined[-1] if joined else None
        unmoved = not (stroke.right or stroke.up)
        if last and unmoved and last.font == stroke.font and not (last.right or last.up):
            both = last.codes + stroke.codes
            joined[-1] = Stroke(last.font, both, last.width + stroke.width)
        else:
            joined.append(stroke)
    return joined


def _in_hexadecimal(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be").hex().upper()
