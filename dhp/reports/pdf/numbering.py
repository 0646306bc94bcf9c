"""A canvas that writes the numbers of pages when the last page is drawn.

What a page says of pages (which it is of how many, on which a section begins) stands in forms that
the page refers to and that are drawn at the end, so that a report need not be laid out twice.
"""

from typing import Any

from dhp.charts import palette
from dhp.charts.fonts import REGULAR
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.tagging import TaggedCanvas

SMALL = 9
_LARGE = 4000  # a form's frame, larger than any page


class NumberedCanvas(TaggedCanvas):
    """A tagged canvas that knows at the end on which page everything stands.

    It writes no file of `too_many` pages or more, if that is given: who asked will ask otherwise.
    """

    def __init__(
        self, filename: Any, *, tree: Element, too_many: int | None = None, **settings: Any
    ) -> None:
        super().__init__(filename, tree=tree, **settings)
        self._too_many = too_many
        self.stands_on: dict[str, int] = {}  # the page of each place that a link may lead to
        self._feet: list[tuple[float, float]] = []
        self._asked: list[tuple[str, float, float]] = []

    def mark_place(self, key: str) -> None:
        """Remember that `key` stands on this page."""
        self.stands_on[key] = self.getPageNumber()

    def page_of(self, key: str, right: float, y: float) -> None:
        """Write here, ending at `right`, the number of the page that `key` will stand on."""
        self._asked.append((key, right, y))
        self.doForm(f"asked-{len(self._asked)}")

    def foot(self, right: float, y: float) -> None:
        """Write here, ending at `right`, which page of how many this is; once a page."""
        self._feet.append((right, y))
        self.doForm(f"foot-{len(self._feet)}")

    def save(self) -> None:
        """Write the numbers, then the file."""
        if self._code:
            self.showPage()
        if self._too_many is not None and len(self._feet) >= self._too_many:
            return
        for at, (right, y) in enumerate(self._feet, start=1):
            self._form(f"foot-{at}", right, y, f"Page {at} of {len(self._feet)}", palette.QUIET)
        for at, (key, right, y) in enumerate(self._asked, start=1):
            self._form(f"asked-{at}", right, y, str(self.stands_on.get(key, "")), palette.INK)
        super().save()

    def _form(self, name: str, right: float, y: float, words: str, colour: Any) -> None:
        self.beginForm(name, -_LARGE, -_LARGE, _LARGE, _LARGE)
        self.setFont(REGULAR, SMALL if name.startswith("foot") else 10.5)
        self.setFillColor(colour)
        self.drawRightString(right, y, words)
        self.endForm()
