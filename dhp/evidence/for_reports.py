"""What others had published, and how their lists stood beside ours, at an instant, for reports.

Nothing of any single death.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from dhp.evidence.capture import Capture
from dhp.evidence.list_models import ListDecision, ListEntry, Reconciliation
from dhp.evidence.models import BenchmarkPoint, BenchmarkSeries
from dhp.evidence.rules import Outcome
from dhp.extensions import db


@dataclass(frozen=True)
class Reconciled:
    """One list of others beside ours: how many entries, matched, on one list alone, and not decided."""

    title: str
    since: date
    until: date
    entries: int
    matched: int
    theirs_only: int
    ours_only: int
    capture: Capture

    @property
    def open(self) -> int:
        """Entries of theirs that nobody has decided, or that were left to the lead."""
        return self.entries - self.matched - self.theirs_only


def series_at(as_at: datetime) -> list[tuple[BenchmarkSeries, Sequence[BenchmarkPoint]]]:
    """Every series kept by `as_at` with its figures, by title, year and vintage. Two statements."""
    points: dict[int, list[BenchmarkPoint]] = defaultdict(list)
    statement = (
        select(BenchmarkPoint)
        .where(BenchmarkPoint.recorded_at <= as_at)
        .order_by(BenchmarkPoint.year, BenchmarkPoint.vintage)
    )
    for point in db.session.scalars(statement):
        points[point.series_id].append(point)
    every = select(BenchmarkSeries).where(BenchmarkSeries.added_at <= as_at)
    found = db.session.scalars(every.order_by(BenchmarkSeries.title, BenchmarkSeries.id))
    return [(one, points[one.id]) for one in found]


def reconciled_at(as_at: datetime) -> list[Reconciled]:
    """Every list opened by `as_at`, the latest days first. Three statements."""
    lists = db.session.scalars(
        select(Reconciliation)
        .where(Reconciliation.opened_at <= as_at)
        .order_by(Reconciliation.until.desc(), Reconciliation.id)
    ).all()
    counted = select(ListEntry.reconciliation_id, func.count()).group_by(
        ListEntry.reconciliation_id
    )
    entries: dict[int, int] = dict(db.session.execute(counted).all())
    decided: dict[int, list[ListDecision]] = defaultdict(list)
    standing = select(ListDecision).where(
        ListDecision.decided_at <= as_at,
        or_(ListDecision.superseded_at.is_(None), ListDecision.superseded_at > as_at),
    )
    for one in db.session.scalars(standing.order_by(ListDecision.id)):
        decided[one.reconciliation_id].append(one)
    return [_reconciled(one, entries.get(one.id, 0), decided[one.id]) for one in lists]


def _reconciled(opened: Reconciliation, entries: int, decided: list[ListDecision]) -> Reconciled:
    kinds: Counter[tuple[Outcome, bool]] = Counter(
        (one.outcome, one.entry_id is not None) for one in decided
    )
    belongs: Counter[bool] = Counter(
        one.entry_id is not None for one in decided if one.reason and one.reason.belongs
    )
    matched = kinds[Outcome.MATCHED, True]
    return Reconciled(
        title=opened.title,
        since=opened.since,
        until=opened.until,
        entries=entries,
        matched=matched,
        theirs_only=kinds[Outcome.ONE_ONLY, True],
        ours_only=kinds[Outcome.ONE_ONLY, False],
        capture=Capture(matched, belongs[False], belongs[True]),
    )
