"""Timing how a report is built, whichever it is: to its PDF as its floor is, to all its files, in parts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dhp.extensions import db
from dhp.reports.building import Order, build
from dhp.reports.document import Document
from dhp.reports.files import FORMS, write_files
from dhp.reports.pdf.rendering import render_pdf
from tests.benchmarks.paper import Shape, bare_pdf, pages_in, shape_of
from tests.benchmarks.timing import Act, Result, in_turn


@dataclass(frozen=True)
class Building:
    """One report to be built `repeats` times from a record of so many deaths, and its aim."""

    what: str
    order: Order
    deaths: int
    aim: float
    repeats: int

    def measured(self, folder: Path) -> Iterator[Result]:
        """Like for like; with all files on the disk; and each part of that."""
        document = build(self.order)
        pdf = render_pdf(document)
        shape = shape_of(document, pdf)
        assert pages_in(bare_pdf(shape)) == pages_in(pdf), "the floor has other pages"
        floor = partial(_bare, shape, folder)
        yield self._timed(f"{self.what}, its PDF", self._pdf, floor, folder)
        yield self._timed(f"{self.what}, its four files on the disk", self._files, floor, folder)
        acts: dict[str, Act] = {"the document": self._built}
        acts |= {ending: partial(render, document) for ending, (_type, render) in FORMS.items()}
        for name, act in acts.items():
            times = in_turn(partial(_ready, act), partial(bare_pdf, shape), self.repeats)
            yield Result(f"{self.what}: {name}", self.deaths, *times)
        db.session.rollback()

    def _timed(
        self, what: str, build_in: Callable[[Path], None], floor: Act, folder: Path
    ) -> Result:
        times = in_turn(partial(_ready, partial(build_in, folder)), floor, self.repeats)
        return Result(what, self.deaths, *times, aim=self.aim)

    def _pdf(self, folder: Path) -> None:
        """From the database to the one file that the floor makes too."""
        (folder / "report.pdf").write_bytes(render_pdf(self._built()))

    def _files(self, folder: Path) -> None:
        """What the command does, from the database to the files."""
        write_files(self._built(), folder)

    def _built(self) -> Document:
        db.session.rollback()  # each command begins without what another had loaded
        db.session.expunge_all()
        return build(self.order)


def _bare(shape: Shape, folder: Path) -> None:
    (folder / "bare.pdf").write_bytes(bare_pdf(shape))


def _ready(act: Act) -> Act:
    return act
