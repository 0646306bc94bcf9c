"""Reading the ledger: releases for the unit, and what was issued before of some series."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import selectinload

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.existing import the_one
from dhp.extensions import db
from dhp.statistics.disclosure import POLICY, Clearing, Issued, Policy, clear, read_cleared
from dhp.statistics.releases.models import (
    Release,
    ReleasedCell,
    ReleasedTable,
    ReleaseStatus,
    Reopening,
)
from dhp.statistics.releases.months import alike, months_of, same_months
from dhp.statistics.tables import ClearedTable, Table

Place = tuple[str, str]


def visible_to(user: User) -> Select[Release]:
    """The releases that `user` may read: the unit reads them all, nobody else any."""
    statement = select(Release)
    return statement if user.may(Permission.BUILD_REPORTS) else statement.where(false())


def release_with(ref: str, user: User) -> Release:
    """The release with reference `ref`; raises `Absent`."""
    return the_one(visible_to(user).where(Release.ref == ref))


def latest_releases(user: User, *, most: int = 60) -> list[Release]:
    """The latest releases, those last made first."""
    statement = visible_to(user).order_by(Release.made_at.desc(), Release.id.desc()).limit(most)
    return list(db.session.scalars(statement))


def to_sign(user: User) -> list[Release]:
    """The releases that wait for a sign-off and that somebody else made, the first made first."""
    statement = (
        visible_to(user)
        .where(Release.status == ReleaseStatus.PREPARED, Release.made_by != user.ref)
        .order_by(Release.made_at, Release.id)
    )
    return list(db.session.scalars(statement))


def release_of(about: str) -> Release | None:
    """The last release of the tables that `about` shows, withdrawn or not."""
    statement = select(Release).where(Release.about == about).order_by(Release.id.desc()).limit(1)
    return db.session.scalar(statement)


def issued_before(series: Iterable[str]) -> list[Release]:
    """Every issued release that has a table of one of `series`, or one of the same months from
    another first day, the first issued first.
    """
    held = select(ReleasedTable.release_id).where(or_(*map(alike, sorted(set(series)))))
    statement = (
        select(Release)
        .where(Release.status == ReleaseStatus.ISSUED, Release.id.in_(held))
        .options(selectinload(Release.tables).selectinload(ReleasedTable.cells))
        .order_by(Release.issued_at, Release.id)
    )
    return list(db.session.scalars(statement))


def cleared_against(release: Release) -> list[Release]:
    """The issued releases that `release` was cleared against, the first issued first."""
    statement = (
        select(Release)
        .where(Release.ref.in_(release.against.split()))
        .options(selectinload(Release.tables).selectinload(ReleasedTable.cells))
        .order_by(Release.issued_at, Release.id)
    )
    return list(db.session.scalars(statement))


def named(releases: Iterable[Release]) -> str:
    """The references of releases as `Release.against` keeps them."""
    return " ".join(release.ref for release in releases)


def issued_tables(release: Release, series: Iterable[str] = ()) -> dict[str, Issued]:
    """What a release issued of each series; of those of `series` that it has not, what it issued of
    the same months in tables that begin on another day, without the totals, which are of other days.
    """
    found = {table.series: _issued(table) for table in release.tables}
    for name in sorted(set(series) - found.keys()):
        others = [table for table in release.tables if same_months(name, table.series)]
        if others:
            found[name] = months_of(map(_issued, others))
    return found


def _issued(table: ReleasedTable) -> Issued:
    return Issued(
        {(cell.row_key, cell.column_key): cell.count for cell in table.cells},
        frozenset((cell.row_key, cell.column_key) for cell in table.cells if cell.hidden),
        table.level,
    )


def cleared_with_ledger(tables: Sequence[Table], policy: Policy = POLICY) -> Clearing:
    """`tables` cleared against everything that was issued of their series. Writes nothing."""
    series = [table.series for table in tables]
    before = issued_before(series)
    issued = [issued_tables(one, series) for one in before]
    return clear(tables, policy, issued, reopened(series, before))


def reopened(series: Iterable[str], before: Sequence[Release]) -> Mapping[str, frozenset[Place]]:
    """The places of each series that were hidden, but in no release issued since it was reopened."""
    statement = select(Reopening).where(Reopening.series.in_(sorted(set(series))))
    last = {
        one.series: one.made_at
        for one in db.session.scalars(statement.order_by(Reopening.made_at, Reopening.id))
    }
    found: dict[str, frozenset[Place]] = {}
    for name, at in last.items():
        hidden: dict[bool, set[Place]] = {True: set(), False: set()}
        for release in before:
            issued = issued_tables(release).get(name, Issued({}))
            hidden[release.issued_at is not None and release.issued_at >= at] |= issued.hidden
        found[name] = frozenset(hidden[False] - hidden[True])
    return found


def cleared_tables(release: Release) -> list[ClearedTable]:
    """The tables of a release as they were cleared."""
    return [read_cleared(json.loads(table.content)) for table in release.tables]


def hidden_cells(table: ReleasedTable) -> list[ReleasedCell]:
    """What a released table hides, in the order of its rows."""
    return [cell for cell in table.cells if cell.hidden]
