"""Declaring a conflict of interest with a case before it is opened, and ending one."""

from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy import exists, select

from dhp.accounts.letters import tell_leads
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.queries import leads
from dhp.accounts.row_security.reach import whole_record
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.conflicts.models import Conflict, Tie
from dhp.cases.models import Case, Incident
from dhp.errors import DomainError, Refused
from dhp.extensions import db, hold_rows
from dhp.mail.wording import address, letter

_DECLARED = "conflict declared"
Follow = Callable[[Case, User], None]


def when_declared(app: Flask, follow: Follow) -> None:
    """Call `follow` with the case and the person when a conflict is declared: a room above has work."""
    app.extensions.setdefault(_DECLARED, []).append(follow)


def declare(case: Case, tie: Tie, *, by: User) -> Conflict:
    """Close `case`, and every other death of its event, to `by` until a lead ends it.

    Declaring it again changes nothing. The other leads are told that somebody did, and not who.
    Raises `Refused` for the last lead who may still read the case: somebody must decide on it.
    """
    with whole_record():
        same = select(Conflict).where(Conflict.case_id == case.id, Conflict.user_id == by.id)
        found = db.session.scalar(same.where(Conflict.ended_at.is_(None)))
        if found is not None:
            return found
        if by.may(Permission.RESTRICT_CASES):
            _check_another_lead(case, by)
        for follow in current_app.extensions.get(_DECLARED, ()):
            follow(case, by)
        found = Conflict(case=case, user=by, tie=tie)
        db.session.add(found)
        db.session.flush()
        force = case.force.code if case.force else None
    trail.record(Act.CONFLICT_DECLARED, by=by, about=case.ref, force=force, tie=tie.value)
    _tell(found)
    return found


def end_conflict(conflict: Conflict, *, by: User) -> None:
    """Let the person read the case again.

    Raises `Refused` where it has ended, `DomainError` for one's own.
    """
    if conflict.ended_at is not None:
        raise Refused("This conflict was ended already.")
    if conflict.user_id == by.id:
        raise DomainError("You declared this conflict, so somebody else ends it.")
    conflict.ended_at, conflict.ended_by = now(), by.ref
    db.session.flush()
    about = conflict.case.ref, conflict.user.ref
    trail.record(Act.CONFLICT_ENDED, by=by, about=about)


def _check_another_lead(case: Case, by: User) -> None:
    # Two leads who declare at once wait for each other here, and the second one is counted out.
    its = Incident.id == case.incident_id
    hold_rows(select(Incident.id).where(its).with_for_update())
    tied = exists().where(
        *(Conflict.user_id == User.id, Conflict.ended_at.is_(None)),
        *(Conflict.case_id == Case.id, Case.incident_id == case.incident_id),
    )
    if db.session.scalar(leads().where(User.id != by.id, ~tied).limit(1)) is None:
        raise Refused(
            "No other lead could read this death, so nobody could decide on it. Ask an administrator "
            "to invite another lead first. Until you can declare this, do not open the death."
        )


def _tell(conflict: Conflict) -> None:
    text = letter(
        "Somebody in the unit declared a conflict of interest with a death before opening it. It is "
        "closed to them. If they were to code it or to settle it, it was passed on.",
        "Who may see a death, and who declared what, is on its page “Who may see it”:\n\n"
        f"{address('/cases')}",
    )
    subject, key = "A conflict of interest was declared", f"conflict {conflict.ref}"
    tell_leads(subject, text, key=key, but=conflict.user)
