"""What courts found of suspects, by the year of death, and what was still open after 1, 2 and 3 years."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from dhp.calendar import financial_year, financial_year_days, london_date
from dhp.definitions import DeathType
from dhp.dictionary import Role
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import last_months, question
from dhp.statistics.frame import Unit
from dhp.statistics.measures import MEASURES
from dhp.statistics.measures.laying import Asked, laid_out
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.measures.spans import spans_between
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Row, Table

_OUTCOME, _ON = "court_outcome", "court_outcome_on"
_KINDS = {DeathType.IPH, DeathType.AFH, DeathType.CHILD, DeathType.OTHER}
YEARS_AFTER = (1, 2, 3)
_COLUMNS = (
    Column("suspects", "Suspects"),
    *(Column(f"by{after}", f"Decided within {12 * after} months") for after in YEARS_AFTER),
    Column("undated", "Decided, day not told"),
    Column("later", "Decided later"),
    Column("open", "Open or not told"),
)
_NOTES = (
    (
        "A suspect counts in the financial year of the first death that counts. Columns to 12, 24 and 36 "
        "months add what was decided before."
    ),
    "[z] stands where not all of that year’s suspects could be followed for so long.",
    "Decided: a court’s outcome is recorded, whatever it is. Suspected: until a court has said so.",
)


class _Suspect(NamedTuple):
    year: str
    days: int | None  # from the death to the decision
    decided: bool


def cohorts(months: int) -> Maker:
    """Suspects of homicides and child deaths of the last months by financial year of the death."""

    def make(brief: Brief) -> Table:
        asking = question(brief, last_months(brief, months))
        found = sample(Kind(unit=Unit.PERSON, role=Role.SUSPECT, also=(_OUTCOME, _ON)), asking)
        names = ("type", "died_first", _OUTCOME, _ON)
        columns = (found.data[name].astype(object) for name in names)
        every = [_suspect(*told[1:]) for told in zip(*columns, strict=True) if told[0] in _KINDS]
        frame = laid_out(Asked(MEASURES["suspects"], asking, found), (), lambda _group: {})
        period = frame.period
        rows = [
            Row(key, label, _cells([one for one in every if one.year == key], key, brief))
            for key, label in spans_between("year", period.start, period.end)
        ]
        rows.append(Row(TOTAL, "All", _cells(every, "", brief)))
        days = frame.title.rsplit(", ", 1)[1]
        return replace(
            frame,
            title=f"Outcome at court of suspects of homicides and child deaths, {days}",
            row_head="Year of death",
            columns=_COLUMNS,
            rows=tuple(rows),
            rows_by="year",
            rows_add=False,
            notes=(*_NOTES, *frame.notes),
        )

    return make


def _suspect(died: datetime, outcome: str, on: datetime) -> _Suspect:
    day = died.date()
    decided = not outcome.startswith("[") and outcome != "pending"
    told = decided and str(on) != "NaT"  # what pandas has for no day at all
    days = (on.date() - day).days if told else None
    return _Suspect(financial_year(day), days, decided)


def _cells(suspects: list[_Suspect], key: str, brief: Brief) -> Mapping[str, Cell]:
    """The counts of one year, or of all, whose columns by months are then not applicable."""
    cells = {"suspects": Cell.count(len(suspects))}
    for after in YEARS_AFTER:
        within = sum(one.days is not None and one.days <= 365.25 * after for one in suspects)
        followed = key and _followed(key, after, brief)
        cells[f"by{after}"] = Cell.count(within) if followed else Cell.marked(Mark.NOT_APPLICABLE)
    most = 365.25 * YEARS_AFTER[-1]
    decided = [one for one in suspects if one.decided]
    return cells | {
        "undated": Cell.count(sum(one.days is None for one in decided)),
        "later": Cell.count(sum(one.days is not None and one.days > most for one in decided)),
        "open": Cell.count(len(suspects) - len(decided)),
    }


def _followed(key: str, after: int, brief: Brief) -> bool:
    """Whether the last day of the year lies so many years back."""
    last = financial_year_days(date(int(key[:4]), 4, 1))[1]
    return date(last.year + after, 3, 31) <= london_date(brief.as_at)
