"""How complete a force's deaths are, by field, and which of its returns came."""

from dhp.calendar import london_date, short_date
from dhp.cases.wording import upper
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import last_months
from dhp.reports.contents.tables.own import about, all_forces, held
from dhp.returns.coverage import Cell as Returned
from dhp.returns.coverage import Coverage
from dhp.returns.coverage import coverage as coverage_of
from dhp.shares import share_words
from dhp.statistics.quality.completeness import (
    ALWAYS,
    Field,
    Tally,
    by_force,
    most_missing,
    together,
    total,
)
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Row, Table

_MOST = 8  # fields that are named because something is missing in them
_YEAR = 12  # months


def completeness(brief: Brief) -> Table:
    """F3: what is found in each field that is due; those that are missing most often, and the total."""
    tallies = together(by_force([one.file for one in held(brief)]).values())
    named = [field for field, _tally in most_missing(tallies) if field not in ALWAYS][:_MOST]
    shown = [(field, tallies.get(field, Tally())) for field in (*ALWAYS, *named)]
    rest = len(tallies) - sum(field in tallies for field, _tally in shown)
    rows = [_row(field, tally) for field, tally in shown]
    return Table(
        id="F3",
        **about(brief),
        title="Completeness of the deaths held, by field",
        unit="Fields",
        base="Fields whose stage is completed or overdue, in the deaths of this pack",
        row_head="Field",
        columns=(
            Column("due", "Due"),
            Column("valid", "Valid code"),
            Column("share", "Share valid"),
            Column("not_known", "Not known"),
            Column("not_yet", "Not yet established"),
            Column("missing", "Missing"),
        ),
        rows=(*rows, Row(TOTAL, "All fields", _cells(total(tallies.values())))),
        rows_by="field",
        notes=(f"Not named here: {rest:,} fields in which nothing, or less, is missing.",),
    )


def returns(brief: Brief) -> Table:
    """F4: the return of each period of the last months that was due or made."""
    rows = {row.force.code: row.cells for row in brief.nation.once(_returns).rows}
    shown = [
        one
        for one in rows.get(brief.force or "", ())
        if one.period.due_at <= brief.as_at or one.standing.is_returned
    ]
    return Table(
        id="F4",
        **about(brief) | {"period": last_months(brief, _YEAR)},
        title=f"Returns of the last {_YEAR} months",
        unit="Returns",
        base="Periods that were due, or returned before; a period without a return is not none",
        row_head="Period",
        columns=(
            Column("deaths", "Deaths confirmed"),
            Column("made", "Returned on", numeric=False),
            Column("words", "In words", numeric=False),
        ),
        rows=tuple(Row(one.period.first.isoformat(), one.period.name, _told(one)) for one in shown),
        rows_by="period",
    )


def _returns(brief: Brief) -> Coverage:
    """The returns of all forces, as their contacts see them."""
    period = last_months(brief, _YEAR)
    forces = list(all_forces(brief).values())
    return coverage_of(period.start, period.end, as_at=brief.as_at, forces=forces)


def _told(one: Returned) -> dict[str, Cell]:
    missing = Cell.marked(Mark.NOT_AVAILABLE)
    return {
        "deaths": missing if one.deaths is None else Cell.count(one.deaths),
        "made": Cell.words(short_date(london_date(one.made_at)) if one.made_at else "Not returned"),
        "words": Cell.words(one.words),
    }


def _row(field: Field, tally: Tally) -> Row:
    return Row(field.name, upper(field.words), _cells(tally))


def _cells(tally: Tally) -> dict[str, Cell]:
    share = Cell.marked(Mark.NOT_AVAILABLE)
    if tally.due:
        words = share_words(tally.valid, tally.due)
        share = Cell(tally.share if words.endswith("%") else None, words)
    return {
        "due": Cell.count(tally.due),
        "valid": Cell.count(tally.valid),
        "share": share,
        "not_known": Cell.count(tally.not_known),
        "not_yet": Cell.count(tally.not_yet),
        "missing": Cell.count(tally.missing),
    }
