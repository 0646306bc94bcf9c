"""Handing a part in a case from one force to another: offering, answering, taking back."""

from sqlalchemy import select, update

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.accounts.row_security.reach import whole_record
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.forces.handover_models import HandOver, OfferState
from dhp.cases.forces.models import ForcePart, ForceRole
from dhp.cases.forces.parts import holder_of, parts_of
from dhp.cases.models import Case
from dhp.cases.rules import check_takes_work
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.web.text import LONGEST, required


def offer(case: Case, part: ForcePart, to: Force, reason: str, *, by: User) -> HandOver:
    """Offer `part` in `case` to the force `to`, which then accepts or declines.

    A contact offers only what the own force has; the unit offers any part. Raises `DomainError`
    without a reason, `Refused` when the part cannot be offered now.
    """
    check_takes_work(case)
    holder = holder_of(case, part)
    if by.force_id is not None and (holder is None or holder.id != by.force_id):
        raise Refused("Your force does not have this part in the case, so it cannot offer it.")
    if case.survivor_id is not None:
        raise Refused("Another case stands for this one. Offer that case instead.")
    if holder is not None and holder.id == to.id:
        raise DomainError("This force has that part already. Choose another force.", "force")
    words = required(reason, LONGEST, "reason", "Say why the other force should take this.")
    if any(each.part is part for each in _open_offers(case)):
        raise Refused("This part is offered already. Take that offer back first.")
    found = HandOver(
        case=case,
        part=part,
        from_force=holder,
        to_force=to,
        reason=words,
        offered_by=by.ref,
        offered_at=now(),
    )
    db.session.add(found)
    db.session.flush()
    _record(Act.HAND_OVER_OFFERED, found, by=by)
    return found


def accept(hand_over: HandOver, *, by: User) -> None:
    """Take the offered part: it moves now, and the force that had it keeps what other parts give.

    Raises `Refused` where it is not for this person's force, or no longer stands as offered.
    """
    check_may_answer(hand_over, by)
    case, part = hand_over.case, hand_over.part
    holder = holder_of(case, part)
    if case.survivor_id is not None or (holder.id if holder else None) != hand_over.from_force_id:
        raise Refused("This case has moved on since it was offered. Ask the unit what stands now.")
    with whole_record():  # on its way from one force to the other it is neither's
        _close(hand_over, OfferState.ACCEPTED, by=by)
        if part is ForcePart.OWNING:
            _own(case, hand_over, by=by)
        else:
            _end_part(case, part)
            _begin_part(case, part, hand_over.to_force, by=by)
        db.session.flush()
    _record(Act.HAND_OVER_ACCEPTED, hand_over, by=by)


def decline(hand_over: HandOver, reason: str, *, by: User) -> None:
    """Say no to an offer, with a reason. Nothing moves."""
    check_may_answer(hand_over, by)
    words = required(reason, LONGEST, "reason", "Say why your force does not take this.")
    _close(hand_over, OfferState.DECLINED, words, by=by)
    db.session.flush()
    _record(Act.HAND_OVER_DECLINED, hand_over, by=by)


def withdraw(hand_over: HandOver, *, by: User) -> None:
    """Take an offer back before it is answered: the unit, or the force that has the part."""
    _lock(hand_over)
    if not (by.may(Permission.LINK_CASES) or by.force_id == hand_over.from_force_id):
        raise Refused("Only the force that offered this, or the unit, can take it back.")
    _close(hand_over, OfferState.WITHDRAWN, by=by)
    db.session.flush()
    _record(Act.HAND_OVER_WITHDRAWN, hand_over, by=by)


def check_may_answer(hand_over: HandOver, by: User) -> None:
    """Raise `Refused` unless the offer waits for an answer from this person's force."""
    _lock(hand_over)
    if by.force_id is None or by.force_id != hand_over.to_force_id:
        raise Refused("Only the force that this was offered to can answer.")


def _lock(hand_over: HandOver) -> None:
    """Read the offer as it is now and keep others from answering it; `Refused` if one did."""
    db.session.refresh(hand_over, with_for_update={"of": HandOver})
    if hand_over.state is not OfferState.OFFERED:
        raise Refused("This offer was answered or taken back already.")
    check_takes_work(hand_over.case)


def _close(hand_over: HandOver, state: OfferState, answer: str = "", *, by: User) -> None:
    hand_over.state, hand_over.answer = state, answer.strip() or None
    hand_over.answered_by, hand_over.answered_at = by.ref, now()


def _own(case: Case, hand_over: HandOver, *, by: User) -> None:
    """Move the case. Who owned it before is kept, and goes on as the reporting force."""
    before, parts = hand_over.from_force, {each.part: each for each in parts_of(case)}
    if before is not None:
        past = ForceRole(
            case_id=case.id,
            force=before,
            part=ForcePart.OWNING,
            since=parts[ForcePart.OWNING].since,
            until=hand_over.answered_at,
            recorded_by=by.ref,
        )
        db.session.add(past)
        if parts[ForcePart.REPORTING].force is None:
            _begin_part(case, ForcePart.REPORTING, before, by=by)
    case.force = hand_over.to_force


def _begin_part(case: Case, part: ForcePart, force: Force, *, by: User) -> None:
    db.session.add(
        ForceRole(case_id=case.id, force=force, part=part, since=now(), recorded_by=by.ref)
    )


def _end_part(case: Case, part: ForcePart) -> None:
    db.session.execute(
        update(ForceRole)
        .where(ForceRole.case_id == case.id, ForceRole.part == part, ForceRole.until.is_(None))
        .values(until=now())
    )


def _open_offers(case: Case) -> list[HandOver]:
    statement = (
        select(HandOver)
        .where(HandOver.case_id == case.id, HandOver.state == OfferState.OFFERED)
        .order_by(HandOver.id)
    )
    return list(db.session.scalars(statement))


def _record(act: Act, hand_over: HandOver, *, by: User) -> None:
    trail.record(
        act,
        by=by,
        about=(hand_over.case.ref, hand_over.ref),
        force=hand_over.to_force.code,
        part=hand_over.part.value,
        from_force=hand_over.from_force.code if hand_over.from_force else None,
    )
