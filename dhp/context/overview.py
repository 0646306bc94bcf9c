"""The week at a glance: forces by strands, and one force's last weeks, each cell with its standing."""

from collections.abc import Sequence
from dataclasses import dataclass

from dhp.absence import Absence
from dhp.accounts.models import Force
from dhp.calendar import Week
from dhp.context.models import Strand
from dhp.context.queries import Told, told
from dhp.context.rules import Figure, figure_of, is_late, returned
from dhp.context.series import Total, add_up


@dataclass(frozen=True)
class Cell:
    """One figure, whether it first came after the cut-off, and whether it was corrected since."""

    figure: Figure = Absence.NOT_RETURNED
    late: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class Row:
    """The figures of one force in one week, in the order of the strands. None: not asked for."""

    force: Force
    week: Week
    cells: tuple[Cell | None, ...]

    @property
    def missing(self) -> int:
        """How many figures were asked for and not returned."""
        return sum(cell is not None and cell.figure is Absence.NOT_RETURNED for cell in self.cells)

    @property
    def asked(self) -> int:
        """How many figures were asked for."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True)
class Overview:
    """Rows under the heads of the strands, with the sum of each where the rows are of one week."""

    strands: Sequence[Strand]
    rows: Sequence[Row]
    totals: Sequence[Total]

    @property
    def complete(self) -> int:
        """How many rows lack nothing."""
        return sum(not row.missing for row in self.rows)


def of_week(week: Week, forces: Sequence[Force], strands: Sequence[Strand]) -> Overview:
    """All of `forces` in one week."""
    asked = [strand for strand in strands if strand.asked_in(week)]
    rows = _rows([(force, week) for force in forces], asked, told(forces, [week]))
    totals = [add_up(_column(rows, place), len(forces)) for place in range(len(asked))]
    return Overview(asked, rows, totals)


def of_force(force: Force, weeks: Sequence[Week], strands: Sequence[Strand]) -> Overview:
    """One force in `weeks`, latest first, with every strand asked for in any of them."""
    asked = [strand for strand in strands if any(strand.asked_in(week) for week in weeks)]
    places = [(force, week) for week in sorted(weeks, reverse=True)]
    return Overview(asked, _rows(places, asked, told([force], weeks)), ())


def _rows(
    places: Sequence[tuple[Force, Week]], strands: Sequence[Strand], found: Sequence[Told]
) -> list[Row]:
    by_place = {(one.force_id, one.week_end, one.strand_id): one for one in found}
    return [
        Row(
            force,
            week,
            tuple(
                _cell(week, by_place.get((force.id, week.end, strand.id)))
                if strand.asked_in(week)
                else None
                for strand in strands
            ),
        )
        for force, week in places
    ]


def _cell(week: Week, one: Told | None) -> Cell:
    if one is None or one.returned_at is None:
        return Cell()
    corrected = one.recorded_at > one.returned_at
    return Cell(figure_of(one.number), is_late(week, one.returned_at), corrected)


def _column(rows: Sequence[Row], place: int) -> dict[int, int]:
    cells = ((row.force.id, row.cells[place]) for row in rows)
    numbers = ((force, returned(cell.figure)) for force, cell in cells if cell)
    return {force: number for force, number in numbers if number is not None}
