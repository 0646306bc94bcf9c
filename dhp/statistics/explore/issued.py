"""The figures that everybody may explore: tables of issued releases, as they were cleared."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, false, select
from sqlalchemy.orm import contains_eager

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.errors import Absent
from dhp.extensions import db
from dhp.statistics.explore.sources import Source, sources
from dhp.statistics.releases.models import Release, ReleasedTable, ReleaseStatus
from dhp.statistics.releases.queries import cleared_tables
from dhp.statistics.tables import ClearedTable, Period

MOST = 500  # tables that one list looks through, the latest first


@dataclass(frozen=True)
class IssuedTable:
    """One cleared table: the release it is in, its place there from 1, what showed it, and its days."""

    release: Release
    number: int
    series: str
    title: str
    period: Period
    source: Source


def visible_to(user: User) -> Select[ReleasedTable]:
    """The tables of issued releases, for whoever reads issued reports; none for anybody else."""
    statement = (
        select(ReleasedTable)
        .join(Release, Release.id == ReleasedTable.release_id)
        .where(Release.status == ReleaseStatus.ISSUED)
    )
    may = user.may(Permission.READ_ISSUED_REPORTS)
    return statement if may else statement.where(false())


def issued_tables(user: User) -> list[IssuedTable]:
    """Every table, the latest period first; each with all its issues. Withdrawn reports are out."""
    statement = (
        visible_to(user)
        .options(contains_eager(ReleasedTable.release))
        .order_by(Release.period_to.desc(), Release.issued_at.desc(), ReleasedTable.id)
        .limit(MOST)
    )
    return _with_sources(db.session.scalars(statement).all())


def latest_of_each(tables: Iterable[IssuedTable]) -> list[IssuedTable]:
    """The first, so the latest, of each series."""
    found: dict[str, IssuedTable] = {}
    for one in tables:
        found.setdefault(one.series, one)
    return list(found.values())


def issued_table(ref: str, number: int, user: User) -> tuple[IssuedTable, ClearedTable]:
    """The table at a place in the release with reference `ref`, as cleared. Raises `Absent`."""
    statement = visible_to(user).where(Release.ref == ref).order_by(ReleasedTable.id)
    kept = db.session.scalars(statement.options(contains_eager(ReleasedTable.release))).all()
    found = [one for one in _with_sources(kept) if one.number == number]
    if not found:
        raise Absent
    return found[0], cleared_tables(found[0].release)[number - 1]


def other_issues(one: IssuedTable, user: User) -> list[IssuedTable]:
    """The other issues of the same table, the latest first."""
    statement = (
        visible_to(user)
        .where(ReleasedTable.series == one.series, Release.id != one.release.id)
        .options(contains_eager(ReleasedTable.release))
        .order_by(Release.period_to.desc(), Release.issued_at.desc(), ReleasedTable.id)
    )
    return _with_sources(db.session.scalars(statement).all())


def _with_sources(kept: Iterable[ReleasedTable]) -> list[IssuedTable]:
    tables = list(kept)
    places = _places({table.release_id for table in tables})
    known = sources(sorted({table.release.about for table in tables}))
    return [
        _issued(table, places[table.id], source)
        for table in tables
        if (source := known.get(table.release.about)) is not None and not source.withdrawn
    ]


def _issued(table: ReleasedTable, place: int, source: Source) -> IssuedTable:
    data = json.loads(table.content)
    days = (date.fromisoformat(data["period"][end]) for end in ("from", "to"))
    return IssuedTable(table.release, place, table.series, data["title"], Period(*days), source)


def _places(releases: set[int]) -> dict[int, int]:
    """The place of each table in its release, from 1. One statement."""
    statement = (
        select(ReleasedTable.id, ReleasedTable.release_id)
        .where(ReleasedTable.release_id.in_(releases))
        .order_by(ReleasedTable.release_id, ReleasedTable.id)
    )
    counted: dict[int, int] = {}
    places = {}
    for table, release in db.session.execute(statement):
        counted[release] = counted.get(release, 0) + 1
        places[table] = counted[release]
    return places
