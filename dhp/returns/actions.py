"""Confirming a period, disputing what does not belong in it, taking a return back, settling disputes."""

from collections.abc import Mapping

from sqlalchemy import func, select

from dhp.accounts.models import Force, User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.rules import check_takes_work
from dhp.errors import Absent, DomainError, Refused
from dhp.extensions import db, hold_rows
from dhp.returns.held import Held
from dhp.returns.models import Return, ReturnLine
from dhp.returns.periods import ReturnPeriod
from dhp.returns.queries import Present, present_for
from dhp.returns.rules import check_open, check_seen, timing_in
from dhp.web.text import clean_text

LONGEST = 2_000  # characters of a reason or a resolution


def confirm(
    period: ReturnPeriod,
    disputes: Mapping[str, str] | None = None,
    *,
    by: User,
    seen: str,
    force: Force | None = None,
) -> Return:
    """Confirm, by name, the deaths held of a force for `period`, or that there were none.

    The force is that of `by`, unless the unit confirms for `force` what this wrote in a file.

    `disputes` gives the reason by the reference of each death that does not belong; `seen` is the
    fingerprint of what the person saw. A return that stands is replaced and kept. Raises `Refused`
    before the period is over, `Stale` when it changed; the same confirmation twice is one.
    """
    whose = _take_turns(by, force)
    check_open(period.phase(now()))
    present = present_for(by, period, whose)
    reasons = _reasons(disputes or {}, present)
    standing = _current(whose, period)
    if standing and seen != present.fingerprint and _repeats(standing, by, reasons, present.new):
        return standing
    check_seen(seen, present.fingerprint)
    if standing:
        _end(standing, by=by)
    made = _make(whose, period, by=by)
    made.lines = [_line(death, reasons.get(death.ref)) for death in present.deaths]
    trail.record(
        Act.RETURN_CONFIRMED,
        by=by,
        about=(made.ref, *(death.ref for death in present.deaths)),
        force=whose.code,
        period=period.key,
        revision=made.revision,
        timing=timing_in(period.phase(made.made_at)).value,
        disputed=sorted(death.ref for death in present.deaths if death.ref in reasons),
    )
    db.session.flush()
    return made


def withdraw(period: ReturnPeriod, reason: str, *, by: User, seen: str) -> None:
    """Take the current return back, so that the period counts as not returned. It stays as history.

    Raises `Refused` where there is none, `Stale` when it changed since `seen`.
    """
    standing = _current(_take_turns(by), period)
    if standing is None:
        raise Refused("This period has no return to take back. Confirm it when it is complete.")
    check_seen(seen, present_for(by, period).fingerprint)
    standing.withdrawn_reason = _words(reason, "reason")
    _end(standing, by=by)
    trail.record(
        Act.RETURN_WITHDRAWN, by=by, about=standing.ref, force=by.force_code, period=period.key
    )
    db.session.flush()


def resolve(line: ReturnLine, words: str, *, by: User) -> None:
    """Settle a disputed line in words, which its force reads. The return itself is not changed.

    Raises `Refused` where it does not wait, or its case is erased.
    """
    db.session.refresh(line, with_for_update={"of": ReturnLine})
    db.session.refresh(line.made_in)
    if line.disputed is None or line.resolved_at is not None or line.made_in.ended_at is not None:
        raise Refused("This is not waiting any more. Go back to the list to see what is.")
    if line.present_case is not None:
        check_takes_work(line.present_case)
    # Together: reading what was expired between two of them would write half a resolution.
    settled = _words(words, "resolution"), by.ref, now()
    line.resolution, line.resolved_by, line.resolved_at = settled
    death = line.case or line.notification
    trail.record(
        Act.DISPUTE_RESOLVED,
        by=by,
        about=(line.made_in.ref, *([death.ref] if death else [])),
        force=line.made_in.force.code,
        period=line.made_in.first.isoformat(),
    )
    db.session.flush()


def _reasons(disputes: Mapping[str, str], present: Present) -> dict[str, str]:
    """Why deaths do not belong, by reference. Of an erased one nothing can be said."""
    reasons = {ref: _words(text, "") for ref, text in disputes.items() if text.strip()}
    if any(death.erased and death.ref in reasons for death in present.deaths):
        raise Refused(
            "An erased death cannot be disputed. Confirm the list without a reason for it."
        )
    return reasons


def _take_turns(by: User, force: Force | None = None) -> Force:
    """Keep others from returning for the same force until the commit. Gives the force."""
    whose = by.force if force is None else force
    if whose is None:
        raise Absent
    hold_rows(select(Force.id).where(Force.id == whose.id).with_for_update())
    return whose


def _current(force: Force, period: ReturnPeriod) -> Return | None:
    statement = (
        select(Return)
        .where(
            Return.force_id == force.id,
            Return.first == period.first,
            Return.ended_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(statement)


def _repeats(standing: Return, by: User, reasons: Mapping[str, str], new: tuple[Held, ...]) -> bool:
    """Whether this is a second click on what the same person has confirmed just now."""
    disputed = sorted(line.disputed for line in standing.lines if line.disputed)
    return standing.made_by == by.ref and not new and disputed == sorted(reasons.values())


def _end(standing: Return, *, by: User) -> None:
    standing.ended_at, standing.ended_by = now(), by.ref
    db.session.flush()  # its place is free at once for the one that replaces it


def _make(force: Force, period: ReturnPeriod, *, by: User) -> Return:
    latest = select(func.max(Return.revision)).where(
        Return.force_id == force.id, Return.first == period.first
    )
    made = Return(
        force=force,
        first=period.first,
        last=period.last,
        revision=(db.session.scalar(latest) or 0) + 1,
        made_by=by.ref,
        made_by_name=by.name,
        made_by_role=by.role,
        made_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _line(death: Held, reason: str | None) -> ReturnLine:
    kind, number = death.key
    place = {f"{kind}_id": number}
    return ReturnLine(disputed=reason, **place)


def _words(text: str, field: str) -> str:
    words = clean_text(text, longest=LONGEST, field=field or None).strip()
    if not words:
        raise DomainError("Write why. The central unit and the force both read it.", field)
    return words
