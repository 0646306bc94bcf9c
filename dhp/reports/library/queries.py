"""Finding reports: by kind, year and words among those that the person may read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice

from flask import url_for
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import defer

from dhp.accounts.models import User
from dhp.calendar import financial_year, financial_year_days
from dhp.extensions import db
from dhp.practice.searching import words_of
from dhp.reports.library.stored import headline, holds, stored
from dhp.reports.models import IN_WORK, Run, RunStatus
from dhp.reports.queries import visible_to
from dhp.statistics.explore import Source

PAGE = 20  # reports on one page
LONGEST = 100  # characters of a search
_MOST_WORDS = 8
_WARNINGS = {
    RunStatus.WITHDRAWN: "Withdrawn",
    RunStatus.SUPERSEDED: "Corrected since",
}


@dataclass(frozen=True)
class Wanted:
    """Which reports are looked for: of a kind, of a financial year such as 2025-26, with words."""

    kind: str = ""
    year: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """One report with the first thing that it says; nothing of one that was withdrawn."""

    run: Run
    headline: str

    @property
    def warning(self) -> str:
        """Why it may not be relied on as it stands; empty where it may."""
        return _WARNINGS.get(self.run.status, "")


@dataclass(frozen=True)
class Shelf:
    """One page of what was found, and whether there is another."""

    reports: tuple[Listed, ...]
    more: bool


def issued(user: User, wanted: Wanted) -> Shelf:
    """The issued reports that fit, the latest period first.

    Words are looked for in the reports as they were kept: some hundred texts, so that no index is
    kept beside them. A word of the search is the beginning of a word of the report.
    """
    asked = words_of(wanted.words[:LONGEST])[:_MOST_WORDS]
    statement = _issued(user).where(*_fitting(wanted), *map(_written, asked))
    ordered = statement.order_by(Run.period_to.desc(), Run.issued_at.desc(), Run.id.desc())
    start = (wanted.page - 1) * PAGE
    if not asked:
        runs = db.session.scalars(ordered.offset(start).limit(PAGE + 1)).all()
        found = [Listed(run, "" if is_withdrawn(run) else headline(stored(run))) for run in runs]
    else:
        with db.session.scalars(ordered.execution_options(yield_per=PAGE)) as read:
            told = ((run, stored(run)) for run in read if not is_withdrawn(run))
            fits = (Listed(run, headline(data)) for run, data in told if holds(data, asked))
            found = list(islice(fits, start, start + PAGE + 1))
    return Shelf(tuple(found[:PAGE]), len(found) > PAGE)


def in_work(user: User, most: int = 40) -> list[Run]:
    """Reports that wait to be issued, for those who build them, those last built first."""
    statement = visible_to(user).where(Run.status.in_(IN_WORK)).options(defer(Run.content))
    return list(
        db.session.scalars(statement.order_by(Run.built_at.desc(), Run.id.desc()).limit(most))
    )


def latest(user: User, most: int) -> list[Run]:
    """The issued reports that stand, the latest period first; without their content."""
    statement = _issued(user).where(Run.status == RunStatus.ISSUED).options(defer(Run.content))
    ordered = statement.order_by(Run.period_to.desc(), Run.issued_at.desc(), Run.id.desc())
    return list(db.session.scalars(ordered.limit(most)))


def shelves(user: User) -> tuple[list[str], list[str]]:
    """The kinds of issued reports, and the financial years that they end in, the latest first."""
    rows = db.session.execute(
        _issued(user)
        .with_only_columns(Run.kind, func.min(Run.period_to), func.max(Run.period_to))
        .group_by(Run.kind)
        .order_by(Run.kind)
    ).all()
    kinds = [kind for kind, _first, _last in rows]
    years: list[str] = []
    day = min((first for _kind, first, _last in rows), default=None)
    last = max((last for _kind, _first, last in rows), default=None)
    while day is not None and last is not None and day <= financial_year_days(last)[1]:
        years.insert(0, financial_year(day))
        day = day.replace(year=day.year + 1, day=min(day.day, 28))
    return kinds, list(dict.fromkeys(years))


def before(run: Run, user: User) -> Run | None:
    """The issue of the same report for the period before that stands, as far as `user` may read it."""
    statement = (
        _issued(user)
        .where(Run.kind == run.kind, Run.edition == run.edition, Run.force == run.force)
        .where(Run.period_to < run.period_to, Run.status == RunStatus.ISSUED)
        .order_by(Run.period_to.desc(), Run.issued_at.desc(), Run.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def is_withdrawn(run: Run) -> bool:
    """Whether the report was taken back, so that nothing of it is shown."""
    return run.status is RunStatus.WITHDRAWN


def sources(refs: Collection[str]) -> dict[str, Source]:
    """The reports with these references, as the figures that were cleared for them tell of them."""
    statement = (
        select(Run)
        .where(Run.ref.in_(refs))
        .options(defer(Run.content))
        .order_by(Run.period_to, Run.id)
    )
    return {
        run.ref: Source(
            run.kind,
            run.title,
            url_for("reports.report", ref=run.ref),
            Listed(run, "").warning,
            is_withdrawn(run),
        )
        for run in db.session.scalars(statement)
    }


def _issued(user: User) -> Select[Run]:
    return visible_to(user).where(Run.issued_at.is_not(None))


def _fitting(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind:
        conditions.append(Run.kind == wanted.kind)
    days = _days_of(wanted.year)
    if days:
        conditions += [Run.period_to >= days[0], Run.period_to <= days[1]]
    return conditions


def _days_of(year: str) -> tuple[date, date] | None:
    """The days of a financial year such as 2025-26; None for what is no year."""
    start = year[:4]
    if not (start.isascii() and start.isdigit() and 1900 <= int(start) <= 9000):
        return None
    return financial_year_days(date(int(start), 4, 1))


def _written(word: str) -> ColumnElement[bool]:
    """That the kept text holds the letters at all: reading it decides whether as a word."""
    letters = word if word.isascii() else ""
    return func.lower(Run.content).contains(letters, autoescape=True)
