"""Preparing, signing, issuing and withdrawing what is released, and reopening a series."""

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import DomainError, Stale
from dhp.extensions import db
from dhp.statistics.disclosure import Clearing, Entry
from dhp.statistics.releases.models import (
    Release,
    ReleasedCell,
    ReleasedTable,
    ReleaseStatus,
    Reopening,
)
from dhp.statistics.releases.queries import issued_before, named
from dhp.statistics.releases.rules import check_may_issue, check_may_sign, check_may_withdraw
from dhp.statistics.tables import ClearedTable

REPLACED = "The figures were prepared again."
OVERTAKEN = "Other figures of these tables were issued."


@dataclass(frozen=True)
class Showing:
    """What shows the tables of a release: its reference, title, days (both included) and instant."""

    ref: str
    title: str
    period_from: date
    period_to: date
    as_at: datetime


def prepare(clearing: Clearing, showing: Showing, *, by: trail.Named) -> Release:
    """Keep what was cleared, to be signed off by another person.

    `clearing` must come from the ledger as it stands. What was prepared before of the same tables
    and the same days, and not issued, is withdrawn, its sign-off with it.
    """
    series = [entry.series for entry in clearing.entries]
    against = named(issued_before(series))
    for other in _open_with(series):
        if (other.period_from, other.period_to) == (showing.period_from, showing.period_to):
            _withdraw(other, REPLACED, by)
    release = Release(
        about=showing.ref,
        title=showing.title,
        period_from=showing.period_from,
        period_to=showing.period_to,
        as_at=showing.as_at,
        policy=clearing.policy.name,
        against=against,
        fingerprint=_fingerprint(clearing, against),
        made_by=by.ref,
        made_by_name=by.name,
        tables=[
            _table(table, entry)
            for table, entry in zip(clearing.tables, clearing.entries, strict=True)
        ],
    )
    db.session.add(release)
    db.session.flush()
    trail.record(Act.RELEASE_PREPARED, by=by, about=release.ref, fingerprint=release.fingerprint)
    return release


def sign(release: Release, fingerprint: str, *, by: User) -> None:
    """Sign off what the release hides, if it still is what `by` saw: that of `fingerprint`.

    Raises `Refused` for the maker and what does not wait for it, `Stale` where anything changed.
    """
    check_may_sign(release, by.ref, _against(release))
    if fingerprint != release.fingerprint:
        raise Stale("This is no longer what you read. Open it again before you sign it off.")
    release.status = ReleaseStatus.SIGNED
    release.signed_by, release.signed_by_name, release.signed_at = by.ref, by.name, now()
    trail.record(Act.RELEASE_SIGNED, by=by, about=release.ref, fingerprint=release.fingerprint)


def issue_release(release: Release, *, by: trail.Actor) -> None:
    """Put the release among those issued, for ever. Others that were cleared without knowing of it
    are withdrawn, their sign-offs with them. Raises `Refused` without a sign-off, `Stale` where
    others were issued since it was cleared.
    """
    waiting = _open_with([table.series for table in release.tables])
    db.session.refresh(release, with_for_update=True)
    check_may_issue(release, _against(release))
    release.status, release.issued_at = ReleaseStatus.ISSUED, now()
    for other in waiting:
        if other is not release:
            _withdraw(other, OVERTAKEN, by)
    trail.record(Act.RELEASE_ISSUED, by=by, about=release.ref, fingerprint=release.fingerprint)


def withdraw(release: Release, reason: str, *, by: User) -> None:
    """Take back what was prepared or signed off, with a reason. Raises `Refused` once issued."""
    check_may_withdraw(release)
    _withdraw(release, _given(reason), by)


def reopen(series: str, reason: str, *, by: User) -> Reopening:
    """Let what the series hid so far be shown again, wherever the next clearing finds it safe.

    Raises `DomainError` where nothing of the series was issued, or no reason is given.
    """
    if not issued_before([series]):
        raise DomainError(
            "Nothing of these tables was issued, so nothing is withheld for its sake."
        )
    reopening = Reopening(
        series=series, reason=_given(reason), made_by=by.ref, made_by_name=by.name
    )
    db.session.add(reopening)
    for other in _open_with([series]):
        _withdraw(other, REPLACED, by)
    db.session.flush()
    trail.record(Act.SERIES_REOPENED, by=by, about=issued_before([series])[-1].ref, series=series)
    return reopening


def _given(reason: str) -> str:
    if not reason.strip():
        raise DomainError("Say why.", "reason")
    return reason.strip()[:200]


def _against(release: Release) -> str:
    return named(issued_before(table.series for table in release.tables))


def _open_with(series: list[str]) -> list[Release]:
    """The releases not issued that hold any of `series`, locked in one order."""
    held = select(ReleasedTable.release_id).where(ReleasedTable.series.in_(series))
    statement = (
        select(Release)
        .where(Release.status.in_((ReleaseStatus.PREPARED, ReleaseStatus.SIGNED)))
        .where(Release.id.in_(held))
        .order_by(Release.id)
        .with_for_update()
    )
    return list(db.session.scalars(statement))


def _withdraw(release: Release, because: str, by: trail.Actor) -> None:
    release.status, release.withdrawn_at = ReleaseStatus.WITHDRAWN, now()
    release.withdrawn_because = because
    trail.record(Act.RELEASE_WITHDRAWN, by=by, about=release.ref, fingerprint=release.fingerprint)


def _table(table: ClearedTable, entry: Entry) -> ReleasedTable:
    cells = []
    for (row, column), count in entry.issued.counts.items():
        low, high = entry.intervals.get((row, column), (None, None))
        cells.append(
            ReleasedCell(
                row_key=row,
                column_key=column,
                count=count,
                hidden=low is not None,
                low=low,
                high=None if high is None or math.isinf(high) else int(high),
            )
        )
    content = json.dumps(table.to_data(), allow_nan=False)
    level = entry.issued.level
    return ReleasedTable(series=entry.series, level=level, content=content, cells=cells)


def _fingerprint(clearing: Clearing, against: str) -> str:
    """SHA-256 of what is signed off: the tables, the intervals, the policy, and what was issued."""
    intervals = [
        [[*place, low, None if math.isinf(high) else high] for place, (low, high) in found]
        for found in (sorted(entry.intervals.items()) for entry in clearing.entries)
    ]
    signed = [clearing.policy.name, against, intervals, [one.to_data() for one in clearing.tables]]
    canonical = json.dumps(signed, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
