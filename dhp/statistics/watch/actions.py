"""Raising, reviewing and withdrawing signals."""

import json
from datetime import date, datetime

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import long_instant, now
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.statistics.watch.models import Outcome, Signal, SignalReview, SignalStatus
from dhp.statistics.watch.rules import check_may_review, check_may_withdraw
from dhp.statistics.watch.watched import Finding

LONGEST = 1_000  # characters of a judgement


def raise_signal(finding: Finding, days: tuple[date, date], as_at: datetime) -> Signal:
    """Log that a figure left its limits in `days` (both included), as known at `as_at`.

    The service does this by itself. Raises `DomainError` for a finding that does not fire.
    """
    if not finding.exceeds:
        raise DomainError("This figure does not lie beyond its limit, so there is no signal.")
    signal = Signal(
        rule=finding.rule.name,
        version=finding.rule.version,
        measure=finding.rule.measure,
        group_by=finding.figure.by,
        group_key=finding.figure.key,
        figure=finding.figure.words,
        period_from=days[0],
        period_to=days[1],
        observed=finding.observed,
        expected=finding.expected,
        limit_at=finding.limit,
        over=finding.over,
        false_alarms=finding.false_alarms,
        seen=json.dumps(finding.seen),
        as_at=as_at,
    )
    db.session.add(signal)
    db.session.flush()
    trail.record(Act.SIGNAL_RAISED, by=trail.Command(), about=signal.ref, rule=signal.rule)
    return signal


def review(signal: Signal, outcome: Outcome, judgement: str, *, by: User) -> SignalReview:
    """Say what the signal means, with a reason. A later review stands in place of an earlier one.

    Raises `Refused` for one that was withdrawn, `DomainError` without a reason.
    """
    db.session.refresh(signal, with_for_update=True)
    check_may_review(signal)
    if not judgement.strip():
        raise DomainError("Say what you looked at and why you judge so.", "judgement")
    given = SignalReview(
        outcome=outcome,
        judgement=judgement.strip()[:LONGEST],
        reviewed_by=by.ref,
        reviewed_by_name=by.name,
    )
    signal.reviews.append(given)
    signal.status = SignalStatus.REVIEWED
    db.session.flush()
    trail.record(Act.SIGNAL_REVIEWED, by=by, about=signal.ref, outcome=outcome.value)
    return given


def withdraw(signal: Signal, found: Finding | None, as_at: datetime) -> None:
    """Take the signal back, because as known at `as_at` its figure is what `found` says; None where
    too little stands behind it by then. The service does this by itself.

    Raises `Refused` where it is withdrawn already, `DomainError` where the figure still fires.
    """
    check_may_withdraw(signal)
    if found and found.exceeds:
        raise DomainError("The figure still lies beyond its limit, so the signal stands.")
    signal.status, signal.withdrawn_at = SignalStatus.WITHDRAWN, now()
    signal.withdrawn_as_at, signal.withdrawn_because = as_at, _because(signal, found, as_at)
    db.session.flush()
    trail.record(Act.SIGNAL_WITHDRAWN, by=trail.Command(), about=signal.ref, rule=signal.rule)


def _because(signal: Signal, found: Finding | None, as_at: datetime) -> str:
    known = f"as known on {long_instant(as_at)}"
    if found is None:
        return f"Too little stands behind the figure to say, {known}."
    past = "exceeds" if signal.over else "lies below"
    numbers = f"{found.observed:,.0f}, with the limit at {found.limit:,.1f}".replace(".0", "")
    return f"The figure no longer {past} its limit {known}: {numbers}."
