"""Which deaths left what a force confirmed: since when, and why, as far as the reader may know."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from dhp.accounts.models import Force, User
from dhp.accounts.row_security.reach import whole_record
from dhp.cases.forces.handover_models import HandOver, OfferState
from dhp.cases.forces.models import ForcePart
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Answer, Case, Classification
from dhp.cases.queries import readable_by
from dhp.definitions import Scope
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.references import shown_reference
from dhp.returns.held import Key, allowed_to
from dhp.returns.models import Return, ReturnLine


@dataclass(frozen=True)
class Left:
    """That a death is no longer held: its reference, the instant where one is kept, and why."""

    ref: str
    at: datetime | None
    why: str


def left_since(
    before: Iterable[tuple[Return, Sequence[ReturnLine]]],
    held: Collection[Key],
    force: Force,
    user: User,
) -> dict[str, Left]:
    """What left the current return of a period, by the reference of its line.

    `before` are the returns with the lines that `user` may see, `held` every death that is held for
    the period now.
    """
    lines = [line for made, each in before if made.ended_at is None for line in each]
    cases: dict[str, Case] = {}
    found: dict[str, Left] = {}
    told = {case.id for line in lines if (case := _case_of(line))}
    for line in lines:
        case, notice = _case_of(line), line.notification
        if case is not None:
            merged = case.survivor_id is not None and case.survivor_id in told
            if merged or ("case", case.survivor_id or case.id) not in held:
                cases[line.ref] = case
        elif notice is not None and ("notification", notice.id) not in held:
            found[line.ref] = Left(notice.ref, notice.moved_at, _gone(notice))
    why = why_left(cases.values(), force, user)
    return found | {ref: why[case.id] for ref, case in cases.items() if case.id in why}


def why_left(cases: Collection[Case], force: Force, user: User) -> dict[int, Left]:
    """Why each case is no longer held of `force`, by its key; without those merged into a case that
    is kept from `user`: their page is the same with and without it. Five statements at most.
    """
    if not cases:
        return {}
    ids = [case.id for case in cases]
    with whole_record():
        merged, handed = _merged(ids), _handed(ids, force)
        judged, corrected = _judged(ids), _corrected(ids)
    survivors = {case.survivor_id for case in cases if case.survivor_id is not None}
    named = _named(survivors, user) if survivors else {}
    found = {}
    for case in cases:
        if case.survivor_id is not None:
            ref = named.get(case.survivor_id)
            if ref is not None:
                found[case.id] = Left(case.ref, merged.get(case.id), _same_as(ref))
        elif case.scope is Scope.OUT:
            found[case.id] = Left(case.ref, judged.get(case.id), "Judged to be out of scope")
        elif case.force_id != force.id:
            at, whom = handed.get(case.id, (None, ""))
            why = f"Handed over to {whom}" if whom else "Handed over to another force"
            found[case.id] = Left(case.ref, at, why)
        else:
            why = "Its date of death was corrected, and belongs elsewhere"
            found[case.id] = Left(case.ref, corrected.get(case.id), why)
    return found


def _case_of(line: ReturnLine) -> Case | None:
    return line.case or (line.notification.case if line.notification else None)


def _gone(notice: Notification) -> str:
    if notice.status is Status.WITHDRAWN:
        return "The force withdrew the notification"
    return "The notification went back to the force"


def _same_as(ref: str) -> str:
    if not ref:
        return "Found to be the same death as another"
    return f"Found to be the same death as {shown_reference(ref)}"


def _named(survivors: Collection[int], user: User) -> dict[int, str]:
    """The references of those cases, empty where `user` does not read them; none of restricted ones
    that are kept from `user`.
    """
    with whole_record():
        rows = db.session.execute(
            select(Case.id, Case.ref, Case.force_id, Case.restricted)
            .where(Case.id.in_(survivors))
            .order_by(Case.id)
        ).all()
    if user.force_id is None:
        known = readable_by(user).where(Case.id.in_(survivors)).with_only_columns(Case.id)
        read = set(db.session.scalars(known.order_by(Case.id)))
    else:
        allowed = allowed_to(user) if any(row.restricted for row in rows) else set()
        read = {
            row.id
            for row in rows
            if row.force_id == user.force_id and (not row.restricted or ("case", row.id) in allowed)
        }
    return {
        row.id: row.ref if row.id in read else ""
        for row in rows
        if row.id in read or not row.restricted
    }


def _merged(ids: Iterable[int]) -> dict[int, datetime]:
    statement = select(CaseLink.other_id, CaseLink.decided_at).where(
        CaseLink.other_id.in_(ids),
        CaseLink.kind == LinkKind.SAME_DEATH,
        CaseLink.undone_at.is_(None),
    )
    return dict(db.session.execute(statement.order_by(CaseLink.id)).all())


def _judged(ids: Iterable[int]) -> dict[int, datetime]:
    statement = select(Classification.case_id, Classification.decided_at).where(
        Classification.case_id.in_(ids), Classification.superseded_at.is_(None)
    )
    return dict(db.session.execute(statement.order_by(Classification.id)).all())


def _handed(ids: Iterable[int], force: Force) -> dict[int, tuple[datetime | None, str]]:
    """When each was last given away by `force`, and to whom."""
    statement = (
        select(HandOver.case_id, HandOver.answered_at, Force.name)
        .join(Force, Force.id == HandOver.to_force_id)
        .where(HandOver.case_id.in_(ids), HandOver.from_force_id == force.id)
        .where(HandOver.part == ForcePart.OWNING, HandOver.state == OfferState.ACCEPTED)
    )
    rows = db.session.execute(statement.order_by(HandOver.answered_at))
    return {key: (at, name) for key, at, name in rows}


def _corrected(ids: Iterable[int]) -> dict[int, datetime]:
    """When a date of death was last told of each."""
    statement = (
        select(Answer.case_id, func.max(Answer.recorded_at))
        .where(Answer.case_id.in_(ids), Answer.code == "date_of_death")
        .group_by(Answer.case_id)
        .order_by(Answer.case_id)
    )
    return dict(db.session.execute(statement).all())
