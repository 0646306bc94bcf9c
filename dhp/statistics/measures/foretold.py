"""M4, estimated deaths: what is known of each month, beside what will be, by month of death alone."""

from collections.abc import Mapping

from dhp.calendar import long_date, long_instant, month_days
from dhp.calendar.formats import MONTHS
from dhp.dictionary import VERSION
from dhp.errors import DomainError
from dhp.shares import rounded
from dhp.statistics.measures.laying import coverage_note
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.nowcast import BackTest, Estimate, Nowcast, nowcast, provisional
from dhp.statistics.tables import Cell, Column, Mark, Period, Row, Table

_COLUMNS = (
    Column("reported", "Deaths known"),
    Column("lag", "Whole months since", of="reported"),
    Column("completeness", "Estimated to be known [e]", of="reported"),
    Column("estimate", "Estimated deaths [e]", of="reported"),
    Column("low", "95% interval from", of="reported"),
    Column("high", "95% interval to", of="reported"),
)
_SHOWN = 12  # months, unless other days are asked for


def nowcast_table(measure: Measure, question: Question) -> Table:
    """M4 laid out. Raises `DomainError` where it is asked of less than the whole country."""
    if question.where:
        raise DomainError("An estimate is of the whole country alone. Leave out --where.")
    found = nowcast(question.as_at)
    shown = [one for one in found.estimates if _is_asked(one, question)]
    if question.start is None:
        shown = shown[-_SHOWN:]
    period = _period(shown, question)
    notes = (measure.caveats[0], coverage_note(question))
    return Table(
        id=measure.name,
        title=f"{measure.title} by month, {long_date(period.start)} to {long_date(period.end)}",
        unit=measure.unit,
        base=measure.base,
        row_head="Month of death",
        columns=_COLUMNS,
        rows=tuple(_row(one, found) for one in shown),
        period=period,
        as_at=question.as_at,
        source=f"The record as known on {long_instant(question.as_at)}, dictionary {VERSION}",
        notes=notes,
        open_notes=notes,
        own_notes=(_tested_words(found.tested),),
        rows_by="month",
        rows_add=False,
    )


def _is_asked(one: Estimate, question: Question) -> bool:
    first, last = month_days(one.month)
    return (question.start is None or first >= question.start) and last <= question.last


def _period(shown: list[Estimate], question: Question) -> Period:
    if not shown:
        return Period(question.start or question.last, question.last)
    return Period(shown[0].month, month_days(shown[-1].month)[1])


def _row(one: Estimate, found: Nowcast) -> Row:
    label = f"{MONTHS[one.month.month - 1]} {one.month.year}"
    if provisional(one.month, found.as_at, found):
        label = Mark.PROVISIONAL.after(label)
    return Row(f"{one.month:%Y-%m}", label, _cells(one))


def _cells(one: Estimate) -> Mapping[str, Cell]:
    cells = {"reported": Cell.count(one.reported), "lag": Cell.count(one.lag)}
    cells["completeness"] = Cell.marked(Mark.NOT_AVAILABLE)
    if one.completeness is not None:
        cells["completeness"] = Cell(one.completeness, _percent(one.completeness), _mark(one))
    for key, value in (("estimate", one.value), ("low", one.low), ("high", one.high)):
        if value is None:
            cells[key] = Cell.marked(Mark.NOT_AVAILABLE)
        else:
            cells[key] = Cell(value, f"{rounded(value):,}", _mark(one))
    if one.unsaid:
        cells["estimate"] = Cell(None, one.unsaid.words, Mark.NOT_AVAILABLE)
    return cells


def _percent(share: float) -> str:
    """As a whole percentage, and never as all where that is not so."""
    whole = f"{rounded(100 * share)}%"
    return "over 99%" if share < 1 and whole == "100%" else whole


def _mark(one: Estimate) -> Mark | None:
    """Where all is known nothing is estimated."""
    return None if one.completeness == 1 else Mark.ESTIMATED


def _tested_words(tested: BackTest) -> str:
    """How earlier estimates did, in a sentence."""
    if tested.error is None:
        return "Tested on itself: no earlier estimate can be held against what is known now yet."
    size = rounded(abs(tested.error), 1)
    lean = "more" if tested.error > 0 else "fewer"
    mean = f"on average they said {size} {lean}" if size else "on average they said as many"
    return (
        f"Tested on itself: of {tested.made:,} estimates made at 12 earlier instants, of the three "
        f"months that had then ended last, {tested.inside:,} had what is known now in their interval; "
        f"{mean}."
    )
