"""Which force has which part in a case, and the hand-overs of parts that people may read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, false, or_, select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.cases.forces.handover_models import HandOver, OfferState
from dhp.cases.forces.models import ForcePart, ForceRole
from dhp.cases.models import Case
from dhp.cases.naming import named_for
from dhp.existing import the_one
from dhp.extensions import db

_SHOWN = 100  # hand-overs on a page


@dataclass(frozen=True)
class Part:
    """A part in a case, the force that has it now, if any, and since when, if that is recorded."""

    part: ForcePart
    force: Force | None
    since: datetime | None


def parts_of(case: Case) -> list[Part]:
    """Every part in `case` with the force that has it now. One statement."""
    statement = (
        select(ForceRole)
        .where(ForceRole.case_id == case.id)
        .order_by(ForceRole.since, ForceRole.id)
    )
    roles = db.session.scalars(statement).all()
    standing = {role.part: role for role in roles if role.until is None}
    owned = [role.until for role in roles if role.part is ForcePart.OWNING and role.until]
    found = [Part(ForcePart.OWNING, case.force, max(owned, default=case.opened_at))]
    for part in ForcePart:
        if part is not ForcePart.OWNING:
            role = standing.get(part)
            found.append(Part(part, role.force if role else None, role.since if role else None))
    return found


def holder_of(case: Case, part: ForcePart) -> Force | None:
    """The force that has `part` in `case` now."""
    return next(each.force for each in parts_of(case) if each.part is part)


def offers_of(case: Case) -> list[HandOver]:
    """Every hand-over of `case`, the latest offered first."""
    statement = (
        select(HandOver)
        .where(HandOver.case_id == case.id)
        .order_by(HandOver.offered_at.desc(), HandOver.id.desc())
    )
    return list(db.session.scalars(statement))


def offers_visible_to(user: User) -> Select[HandOver]:
    """The hand-overs from or to the force of `user`; of restricted cases only when named.

    None without the permission to follow up, and none for a user without a force.
    """
    statement = select(HandOver).join(Case, Case.id == HandOver.case_id)
    if user.force_id is None or not user.may(Permission.FOLLOW_UP):
        return statement.where(false())
    return statement.where(
        or_(HandOver.from_force_id == user.force_id, HandOver.to_force_id == user.force_id),
        or_(Case.restricted.is_(False), named_for(Case.id, user)),
        Case.survivor_id.is_(None),
    )


def offers_for(user: User) -> list[HandOver]:
    """The latest hand-overs from or to the force of `user`, those that wait first."""
    statement = (
        offers_visible_to(user)
        .order_by(
            (HandOver.state != OfferState.OFFERED), HandOver.offered_at.desc(), HandOver.id.desc()
        )
        .limit(_SHOWN)
    )
    return list(db.session.scalars(statement))


def offer_with(ref: str, user: User) -> HandOver:
    """The hand-over `ref` from or to the force of `user`; raises `Absent`."""
    return the_one(offers_visible_to(user).where(HandOver.ref == ref))


def offer_of(ref: str, case: Case) -> HandOver:
    """The hand-over `ref` of `case`; raises `Absent`."""
    return the_one(select(HandOver).where(HandOver.ref == ref, HandOver.case_id == case.id))
