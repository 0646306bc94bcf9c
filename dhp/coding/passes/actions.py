"""What people do with readings: give them out, open, pass on and finish them, and set an own limit."""

from collections.abc import Sequence

from sqlalchemy import func, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.conflicts.queries import surely_named
from dhp.cases.models import Case
from dhp.cases.rules import check_takes_work
from dhp.coding.passes.models import CodingLimit, CodingPass
from dhp.coding.passes.queries import (
    TO_FINISH,
    cases_to_code,
    coders,
    latest_version_id,
    limit_of,
    opened_today,
)
from dhp.coding.passes.rules import (
    READINGS,
    PassKind,
    PassState,
    check_limit,
    check_locks,
    check_opens,
    check_skips,
)
from dhp.errors import DomainError, Refused
from dhp.extensions import db, hold_rows

MOST_A_DAY = 200  # cases; a limit above it is none


def assign(case: Case, first: User, second: User | None = None, *, by: trail.Actor) -> None:
    """Give `case` to be coded by one person, or by two who see nothing of each other.

    Raises `Refused` for a case that was given out before, and for somebody who may not read it.
    """
    chosen = (first, second) if second is not None else (first,)
    hold(case)
    if db.session.scalar(select(CodingPass.id).where(CodingPass.case_id == case.id).limit(1)):
        raise Refused("This case was given to coders already. Choose another one.")
    if first is second:
        raise Refused("Two readings need two people. Choose another second coder.")
    _give(case, dict(zip(READINGS, chosen, strict=False)), by=by)


def assign_again(case: Case, coder: User, *, by: trail.Actor) -> None:
    """Give the reading of `case` that nobody has, because it was passed on, to `coder`."""
    hold(case)
    wanted = missing_reading(case)
    if wanted is None:
        raise Refused("Every reading of this case has its coder. There is nothing to give out.")
    if any(one.coder_id == coder.id for one in passes_of(case)):
        raise Refused(f"{coder.name} has had this case already. Choose somebody else.")
    _give(case, {wanted: coder}, by=by)


def calibrate(case: Case, coder: User, *, by: trail.Actor) -> None:
    """Give a settled case to somebody who has not coded it, to see whether coding drifts.

    To the coder it looks like any other case.
    """
    hold(case)
    if any(one.coder_id == coder.id for one in passes_of(case)):
        raise Refused(f"{coder.name} has had this case already. Choose another case.")
    _give(case, {PassKind.CALIBRATION: coder}, by=by)


def open_reading(reading: CodingPass, *, by: User) -> None:
    """Open the narrative to code it. Raises `Refused` once the person's own daily limit is reached."""
    _check_own(reading, by)
    check_opens(reading.state)
    if reading.state is not PassState.ASSIGNED:
        return
    check_limit(limit_of(by), opened_today(by))
    reading.state, reading.opened_at = PassState.OPEN, now()
    _tell(Act.NARRATIVE_OPENED, reading, by=by)


def skip(reading: CodingPass, *, by: User) -> None:
    """Pass a case on. Nobody asks why; somebody else who may read it gets it, if there is anybody."""
    _check_own(reading, by)
    check_skips(reading.state)
    reading.state, reading.ended_at = PassState.SKIPPED, now()
    _tell(Act.CODING_PASSED_ON, reading, by=by)
    db.session.flush()  # its place is free for whoever reads next
    if reading.kind in READINGS:
        coder = _next_coder(reading.case)
        if coder is not None:
            _give(reading.case, {reading.kind: coder}, by=by)


def pass_on_all(case: Case, coder: User) -> None:
    """Pass on what `coder` has to read or to settle of the event of `case`: they declared a conflict.

    What a lead settled before stands; another lead settles the rest.
    """
    theirs = (
        select(CodingPass)
        .join(CodingPass.case)
        .where(Case.incident_id == case.incident_id, CodingPass.coder_id == coder.id)
        .where(TO_FINISH)
        .order_by(CodingPass.id)
    )
    for reading in db.session.scalars(theirs).all():
        skip(reading, by=coder)


def lock(reading: CodingPass, *, by: User) -> None:
    """Finish a reading: its marks stay as they are from now on."""
    _check_own(reading, by)
    check_locks(reading.state)
    reading.version_id = latest_version_id()
    reading.state, reading.ended_at = PassState.LOCKED, now()
    _tell(Act.CODING_FINISHED, reading, by=by)


def set_limit(most: int | None, *, by: User) -> None:
    """Open at most this many cases a day from now on; None for no limit."""
    if most is not None and not 0 < most <= MOST_A_DAY:
        raise DomainError(f"Enter a whole number from 1 to {MOST_A_DAY}, or nothing.", "most")
    limit = db.session.get(CodingLimit, by.id)
    if most is None:
        if limit is not None:
            db.session.delete(limit)
    elif limit is None:
        db.session.add(CodingLimit(user_id=by.id, most=most))
    else:
        limit.most = most
    trail.record(Act.CODING_LIMIT_SET, by=by, about=())


def hold(case: Case) -> None:
    """Let nobody else give out or settle readings of `case` before this request is over.

    Raises `Refused` where it is erased.
    """
    check_takes_work(case)
    hold_rows(select(Case.id).where(Case.id == case.id).with_for_update())


def passes_of(case: Case) -> Sequence[CodingPass]:
    """Every pass on `case`, whoever has it. For actions: what people see starts from a query."""
    statement = select(CodingPass).where(CodingPass.case_id == case.id).order_by(CodingPass.id)
    return db.session.scalars(statement).all()


def missing_reading(case: Case) -> PassKind | None:
    """The reading of `case` that was passed on and that nobody has taken over."""
    found = passes_of(case)
    for kind in READINGS:
        of_kind = [one for one in found if one.kind is kind]
        if of_kind and all(one.state is PassState.SKIPPED for one in of_kind):
            return kind
    return None


def _give(case: Case, readers: dict[PassKind, User], *, by: trail.Actor) -> None:
    for kind, coder in readers.items():
        if not _may_read(case, coder):
            raise Refused(f"{coder.name} may not code this case. Choose somebody who may read it.")
        reading = CodingPass(
            case=case, coder_id=coder.id, kind=kind, assigned_by=by.ref, assigned_at=now()
        )
        db.session.add(reading)
    trail.record(Act.CODING_ASSIGNED, by=by, about=case.ref, readings=len(readers))
    db.session.flush()


def _may_read(case: Case, coder: User) -> bool:
    """Whether `coder` may read the case, and its words do not name them."""
    found = cases_to_code(coder).where(Case.id == case.id)
    if not coder.is_active or db.session.scalar(found) is None:
        return False
    return not surely_named([case], [coder])


def _next_coder(case: Case) -> User | None:
    """Whoever codes, has not had the case, may read it, and has least to do. Leads adjudicate."""
    had = {one.coder_id for one in passes_of(case)}
    able = [
        one
        for one in coders()
        if one.id not in had and not one.may(Permission.ADJUDICATE) and _may_read(case, one)
    ]
    statement = (
        select(CodingPass.coder_id, func.count())
        .where(TO_FINISH)
        .group_by(CodingPass.coder_id)
        .order_by(CodingPass.coder_id)
    )
    load = dict(db.session.execute(statement).all())
    return min(able, key=lambda one: (load.get(one.id, 0), one.id), default=None)


def _check_own(reading: CodingPass, user: User) -> None:
    if reading.coder_id != user.id:
        raise Refused("This reading is somebody else’s.")
    check_takes_work(reading.case)


def _tell(act: Act, reading: CodingPass, *, by: User) -> None:
    force = reading.case.force.code if reading.case.force else None
    trail.record(act, by=by, about=(reading.ref, reading.case.ref), force=force)
