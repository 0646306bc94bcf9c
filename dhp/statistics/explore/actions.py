"""Asking that a table be released to readers: cleared with its like, signed by another, then issued."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.calendar import london_date
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.statistics.explore.laying import Explored
from dhp.statistics.explore.sources import EXPLORED
from dhp.statistics.measures import Question, lay_out
from dhp.statistics.releases.actions import Showing, issue_release, prepare
from dhp.statistics.releases.models import Release, ReleasedTable, ReleaseStatus
from dhp.statistics.releases.queries import cleared_with_ledger
from dhp.statistics.tables import Table

# Counts that are told apart as parts of one whole. Others are of the same deaths seen otherwise,
# and nothing attacks the two together.
RELEASABLE = frozenset({"deaths", "notifications", "suspects"})
MOST_CELLS = 300  # of all tables together; more would keep the page waiting


def ask_release(found: Explored, *, by: User) -> Release:
    """Prepare the table for readers; another person signs it off, then a lead issues it.

    It counts restricted cases as reports do. All tables of the same measure and first day that were
    issued on request are laid anew for the same days and cleared beside it, because one could be
    subtracted from another. Raises `DomainError` where it cannot be released.
    """
    question = replace(found.question, reader=None)
    check_may_be_released(found)
    before = _issued(found.measure.name, question)
    tables = [lay_out(found.measure.name, each) for each in _together(question, before)]
    if sum(len(table.rows) * len(table.counts) for table in tables) > MOST_CELLS:
        raise Refused(
            f"Together with what was issued of this measure these are more than {MOST_CELLS} numbers. "
            "Choose fewer groups, such as regions for forces."
        )
    try:
        clearing = cleared_with_ledger([_named(table) for table in tables])
    except ValueError as error:
        raise DomainError(f"This table cannot be cleared for readers: {error}") from error
    days = tables[0].period.start, tables[0].period.end
    showing = Showing(EXPLORED, tables[0].title[:200], *days, question.as_at)
    return prepare(clearing, showing, by=by)


def issue_explored(release: Release, *, by: User) -> None:
    """Give readers a release that was asked for here and is signed off. Raises `Refused` otherwise."""
    if release.about != EXPLORED:
        raise Refused("These figures are issued with their report. Open the report to issue it.")
    issue_release(release, by=by)


def check_may_be_released(found: Explored) -> None:
    """Raise `Refused` for a table that could not be protected beside others, saying what to ask."""
    question = found.question
    if found.measure.name not in RELEASABLE or not question.by:
        raise Refused(
            "Readers are given counts by one or two characteristics: choose a row to count."
        )
    if question.where:
        raise Refused(
            "A filtered table is a part of another one and could be subtracted from it. Take the "
            "filters away and choose the same characteristic as the columns."
        )
    if question.start is None:
        raise Refused(
            "Give the first day, so that later issues of this table begin on the same one."
        )
    if "force" in question.by:
        raise Refused("Readers are given regions and not forces here. Choose regions.")
    if question.last > london_date(question.as_at):
        raise Refused("The last day lies after the day of these figures. Choose an earlier one.")


def _issued(measure: str, question: Question) -> list[tuple[str, date]]:
    """Each series of the measure and first day that was issued on request, with its last day."""
    start = question.start.isoformat() if question.start else ""
    statement = (
        select(ReleasedTable.series, Release.period_to)
        .join(Release, Release.id == ReleasedTable.release_id)
        .where(Release.about == EXPLORED, Release.status == ReleaseStatus.ISSUED)
        .where(ReleasedTable.series.startswith(f"{measure}:{start}:", autoescape=True))
        .order_by(ReleasedTable.series, Release.period_to)
    )
    return [(series, day) for series, day in db.session.execute(statement)]


def _together(question: Question, before: list[tuple[str, date]]) -> list[Question]:
    """The question first, then those that were answered before, all for the same days."""
    latest = max((day for _series, day in before), default=question.last)
    if question.last < latest:
        raise Refused(
            f"Figures up to {latest:%-d/%-m/%Y} were issued. Choose that day or a later one."
        )
    ways = [tuple(series.split(":")[2:]) for series, _day in before]
    return [replace(question, by=by) for by in dict.fromkeys([question.by, *ways])]


def _named(table: Table) -> Table:
    """The table under an id that is its own among those cleared with it."""
    return replace(
        table, id="-".join(one for one in (table.id, table.rows_by, table.columns_by) if one)
    )
