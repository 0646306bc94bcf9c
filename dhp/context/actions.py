"""Keeping weekly figures: what was told last stands, what it replaced is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from dhp.accounts.models import Force
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import Week, now
from dhp.context.models import Capture, Strand
from dhp.context.rules import Source, check_count, check_week
from dhp.context.strands import strands
from dhp.errors import DomainError, Stale
from dhp.extensions import db, hold_rows
from dhp.web.text import clean_text

LONGEST_REASON = 500  # characters
_AT_ONCE = 500  # rows named in one statement

_FORCES: Any = bindparam("forces", expanding=True)
# Built once. One order of locking, so no deadlock.
_LOCK = (
    select(Force.id).where(Force.id.in_(_FORCES)).order_by(Force.id).with_for_update(key_share=True)
)
_STANDING = (
    select(Capture)
    .where(Capture.superseded_at.is_(None), Capture.force_id.in_(_FORCES))
    .where(Capture.week_end.in_(bindparam("weeks", expanding=True)))
    .order_by(Capture.id)
    .execution_options(populate_existing=True)
)

Place = tuple[int, date, int]  # force id, Thursday, strand id


@dataclass(frozen=True)
class Entry:
    """What one force tells of one week: a count for each strand's code, None for not returned.

    Strands that are not named stay as they are.
    """

    force: Force
    week: Week
    counts: Mapping[str, int | None]


@dataclass(frozen=True)
class Kept:
    """How many figures came new and how many replaced another."""

    new: int
    changed: int


def enter(entry: Entry, *, by: Actor, saw: int, reason: str = "") -> Kept:
    """Keep what was typed on the page of one force and week.

    `saw` is the mark of the figures that the page showed (`mark_of`). Raises `Stale` where others
    have changed them since, and `DomainError` as `keep` does.
    """
    hold([entry])
    if mark_of(standing([entry]).values()) != saw:
        raise Stale(
            "Somebody else has returned figures for this week since you opened the page. Compare "
            "them with yours below, then send what is right."
        )
    return keep([entry], by=by, reason=reason)


def keep(
    entries: Sequence[Entry], *, by: Actor, source: Source = Source.TYPED, reason: str = ""
) -> Kept:
    """Keep the figures of `entries`, all or none; what stands already is left alone.

    Raises `DomainError` for a week not over, a strand not asked for in it, or an impossible count.
    """
    why = clean_text(reason, longest=LONGEST_REASON, field="reason").strip() or None
    asked = _checked(entries)
    hold(entries)
    before, at = standing(entries), now()
    rows, replaced, kept = [], [], Kept(0, 0)
    for entry in entries:
        moves = list(_moves(entry, asked, before))
        for place, count, old in moves:
            replaced += [old.id] if old else []
            rows.append(_row(place, count, old, at) | {"reason": why if old else None})
        kept = _tell(entry, [old for _, _, old in moves], kept, by, source)
    _write(rows, replaced, {"source": source, "recorded_by": by.ref, "recorded_at": at})
    return kept


def hold(entries: Sequence[Entry]) -> None:
    """Keep others from the figures of these forces until the commit."""
    hold_rows(_LOCK, {"forces": sorted({entry.force.id for entry in entries})})


def standing(entries: Iterable[Entry]) -> dict[Place, Capture]:
    """The figures that stand now in the forces and weeks of `entries`."""
    places = {(entry.force.id, entry.week.end) for entry in entries}
    given = {
        "forces": sorted({force for force, _ in places}),
        "weeks": sorted({end for _, end in places}),
    }
    found = db.session.scalars(_STANDING, given)
    return {
        (row.force_id, row.week_end, row.strand_id): row
        for row in found
        if (row.force_id, row.week_end) in places
    }


def mark_of(rows: Iterable[Capture]) -> int:
    """A number that changes with every change of the figures of one force and week; 0 for none."""
    return max((row.id for row in rows), default=0)


def _checked(entries: Sequence[Entry]) -> dict[str, Strand]:
    """The strands by code, once every entry is known to be possible."""
    by_code = {strand.code: strand for strand in strands()}
    for entry in entries:
        check_week(entry.week)
        for code, count in entry.counts.items():
            check_count(count)
            if code not in by_code or not by_code[code].asked_in(entry.week):
                raise DomainError("That strand was not asked for in that week. Leave it out.")
    return by_code


def _moves(
    entry: Entry, asked: Mapping[str, Strand], before: Mapping[Place, Capture]
) -> Iterable[tuple[Place, int | None, Capture | None]]:
    """The figures of `entry` that differ from what stands, each with what it replaces."""
    for code, count in entry.counts.items():
        place = (entry.force.id, entry.week.end, asked[code].id)
        old = before.get(place)
        if (old.count if old else None) != count:
            yield place, count, old


def _row(place: Place, count: int | None, old: Capture | None, at: datetime) -> dict[str, object]:
    first: datetime | None = old.returned_at if old else None
    return {
        "force_id": place[0],
        "week_end": place[1],
        "strand_id": place[2],
        "count": count,
        "returned_at": None if count is None else first or at,
    }


def _write(rows: list[dict[str, object]], replaced: list[int], given: dict[str, object]) -> None:
    for start in range(0, len(replaced), _AT_ONCE):
        some = Capture.id.in_(replaced[start : start + _AT_ONCE])
        db.session.execute(
            update(Capture).where(some).values(superseded_at=given["recorded_at"]),
            execution_options={"synchronize_session": False},
        )
    if rows:
        db.session.execute(insert(Capture), [row | given for row in rows])


def _tell(
    entry: Entry, olds: Sequence[Capture | None], kept: Kept, by: Actor, source: Source
) -> Kept:
    """Record what happened to one force and week, if anything did; gives the running count."""
    changed = sum(old is not None for old in olds)
    new = len(olds) - changed
    if olds:
        trail.record(
            Act.CAPTURES_CORRECTED if changed else Act.CAPTURES_RETURNED,
            by=by,
            about=f"captures-{entry.force.code}-{entry.week.end}",
            force=entry.force.code,
            new=new,
            changed=changed,
            source=source.value,
        )
    return Kept(kept.new + new, kept.changed + changed)
