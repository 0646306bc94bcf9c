"""Restricting a case to people named for it, naming and removing them, and lifting the restriction."""

from sqlalchemy import delete, or_, select, update

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.forces.handover_models import HandOver, OfferState
from dhp.cases.forces.models import Restriction
from dhp.cases.forces.parts import parts_of
from dhp.cases.models import Case, CaseReader
from dhp.cases.rules import check_takes_work
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.sealing import told_of
from dhp.web.text import LONGEST, required


def restrict(case: Case, reason: str, *, by: User) -> Restriction:
    """Hide `case` from everybody but leads and the people named for it. Counts still include it.

    Raises `DomainError` without a reason, `Refused` when it is restricted already, or erased: the
    reason would be a text of the case.
    """
    check_takes_work(case)
    if case.restricted:
        raise Refused("This case is restricted already.")
    words = required(reason, LONGEST, "reason", "Say why this case must be restricted.")
    case.restricted = True
    found = Restriction(case_id=case.id, reason=words, since=now(), restricted_by=by.ref)
    db.session.add(found)
    db.session.flush()
    trail.record(Act.CASE_RESTRICTED, by=by, about=case.ref, force=_force(case))
    return found


def lift(case: Case, reason: str, *, by: User) -> None:
    """Let everybody who may read cases see `case` again; nobody stays named for it.

    Openings of it in an emergency end. Raises `DomainError` without a reason, `Refused` when it is
    not restricted, or erased.
    """
    check_takes_work(case)
    check_restricted(case)
    words = required(reason, LONGEST, "reason", "Say why the restriction is no longer needed.")
    case.restricted = False
    db.session.execute(
        update(Restriction)
        .where(Restriction.case_id == case.id, Restriction.until.is_(None))
        .values(until=now(), lifted_by=by.ref, lifted_reason=told_of(words, case.id))
    )
    db.session.execute(delete(CaseReader).where(CaseReader.case_id == case.id))
    opened = EmergencyOpening.case_id == case.id, EmergencyOpening.until > now()
    lasting = update(EmergencyOpening).where(*opened, EmergencyOpening.ended_at.is_(None))
    db.session.execute(lasting.values(ended_at=now()))
    db.session.flush()
    trail.record(Act.RESTRICTION_LIFTED, by=by, about=case.ref, force=_force(case))


def name_reader(case: Case, reader: User, *, by: User) -> None:
    """Name `reader` for a restricted `case`. Naming somebody again changes nothing.

    Raises `DomainError` for whoever could not read the case even when named.
    """
    check_restricted(case)
    if reader not in nameable(case):
        raise DomainError("This person cannot be named for this case. Choose another.", "reader")
    if db.session.get(CaseReader, (case.id, reader.id)) is None:
        db.session.add(CaseReader(case_id=case.id, user_id=reader.id))
        db.session.flush()
        trail.record(Act.READER_NAMED, by=by, about=(case.ref, reader.ref), force=_force(case))


def remove_reader(case: Case, reader: User, *, by: User) -> None:
    """Take `reader` off the people named for `case`. Whoever is not named stays unnamed."""
    named = db.session.get(CaseReader, (case.id, reader.id))
    if named is not None:
        db.session.delete(named)
        db.session.flush()
        trail.record(Act.READER_REMOVED, by=by, about=(case.ref, reader.ref), force=_force(case))


def check_restricted(case: Case) -> None:
    """Raise `Refused` unless `case` is restricted."""
    if not case.restricted:
        raise Refused("This case is not restricted. Everybody who reads cases sees it.")


def readers_of(case: Case) -> list[User]:
    """The people named for `case`, by name."""
    statement = (
        select(User)
        .join(CaseReader, CaseReader.user_id == User.id)
        .where(CaseReader.case_id == case.id)
        .order_by(User.name, User.id)
    )
    return list(db.session.scalars(statement))


def nameable(case: Case) -> list[User]:
    """Who may be named: the unit, and contacts of forces with a part or an offer of one; by name.

    Those who see every restricted case need no naming and are not among them.
    """
    forces = [part.force.id for part in parts_of(case) if part.force]
    offered = select(HandOver.to_force_id).where(
        HandOver.case_id == case.id, HandOver.state == OfferState.OFFERED
    )
    statement = (
        select(User)
        .where(User.is_active)
        .where(or_(User.force_id.is_(None), User.force_id.in_(forces), User.force_id.in_(offered)))
        .order_by(User.name, User.id)
    )
    return [user for user in db.session.scalars(statement) if _could_read(user)]


def restrictions_of(case: Case) -> list[Restriction]:
    """Every time during which the case was restricted on this page's word, latest first."""
    statement = (
        select(Restriction)
        .where(Restriction.case_id == case.id)
        .order_by(Restriction.since.desc(), Restriction.id.desc())
    )
    return list(db.session.scalars(statement))


def _could_read(user: User) -> bool:
    if user.may(Permission.READ_RESTRICTED_CASES):
        return False
    return user.may(Permission.READ_CASES) or user.may(Permission.FOLLOW_UP)


def _force(case: Case) -> str | None:
    return case.force.code if case.force else None
