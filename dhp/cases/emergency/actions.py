"""Opening a restricted case in an emergency, and ending that before its hour is over."""

from datetime import timedelta

from sqlalchemy import func, select

from dhp.accounts.letters import tell, tell_leads
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.row_security.reach import whole_record
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import long_instant, now
from dhp.cases.conflicts.models import Conflict
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.forces.restricting import readers_of
from dhp.cases.models import Case
from dhp.errors import DomainError, Refused
from dhp.existing import the_one
from dhp.extensions import db, hold_rows
from dhp.mail.wording import address, letter
from dhp.web.text import clean_text

LASTS = timedelta(minutes=60)
SHORTEST_REASON = 15  # characters: less says nothing to whoever has to look at it afterwards
MOST_A_DAY = 3  # openings of one person; who needs more needs a lead


def open_in_emergency(ref: str, reason: str, *, by: User) -> EmergencyOpening:
    """Open the restricted case `ref`, as stored, to `by` for an hour; everybody it concerns is told.

    Raises `Absent` where there is no such restricted case, `DomainError` without a reason that says
    something, and `Refused` for whoever declared a conflict with it or opened too many lately, and
    where it is erased.
    """
    words = clean_text(reason, field="reason").strip()
    if len(words) < SHORTEST_REASON:
        raise DomainError("Say what the emergency is, in a sentence.", field="reason")
    with whole_record():
        # First of all, as a request of the person does: two at once would each count one too few.
        hold_rows(select(User.id).where(User.id == by.id).with_for_update(key_share=True))
        case = _restricted_case(ref)
        _check_may_open(case, by)
        by.emergency_until = now() + LASTS
        opening = EmergencyOpening(case=case, user=by, reason=words, until=by.emergency_until)
        db.session.add(opening)
        db.session.flush()
        named, force = readers_of(case), case.force.code if case.force else None
    about, until = (case.ref, opening.ref), opening.until.isoformat()
    trail.record(Act.EMERGENCY_OPENED, by=by, about=about, force=force, until=until)
    _tell_all(opening, named)
    return opening


def end(opening: EmergencyOpening, *, by: User) -> None:
    """End an opening now. Raises `Refused` for anybody but the opener and a lead."""
    if by.id != opening.user_id and not by.may(Permission.RESTRICT_CASES):
        raise Refused("Only the person who opened the case, or a lead, can end this.")
    if not opening.lasts:
        raise Refused("This has ended already.")
    refs = opening.case.ref, opening.ref
    opening.ended_at = now()
    db.session.flush()
    trail.record(Act.EMERGENCY_ENDED, by=by, about=refs)


def _restricted_case(ref: str) -> Case:
    found = select(Case).where(Case.ref == ref, Case.restricted, Case.survivor_id.is_(None))
    return the_one(found.with_for_update(of=Case), ref)


def _check_may_open(case: Case, by: User) -> None:
    if case.erased_at is not None:
        raise Refused("This case is erased: nobody can read what it said. Ask a lead what remains.")
    ties = select(Conflict.id).join(Conflict.case).where(Case.incident_id == case.incident_id)
    own = ties.where(Conflict.user_id == by.id, Conflict.ended_at.is_(None))
    if db.session.scalar(own.limit(1)):
        raise Refused("You declared a conflict of interest with this case. Ask a lead.")
    since = now() - timedelta(days=1)
    lately = select(func.count(EmergencyOpening.id)).where(
        EmergencyOpening.user_id == by.id, EmergencyOpening.opened_at > since
    )
    if (db.session.scalar(lately) or 0) >= MOST_A_DAY:
        raise Refused(f"You opened {MOST_A_DAY} cases in this way within a day. Ask a lead.")


def _tell_all(opening: EmergencyOpening, named: list[User]) -> None:
    """Write to the people named and to the leads: that it happened and where to look, no more."""
    subject = "A restricted death was opened in an emergency"
    text = letter(
        "Somebody in the unit who is not named for a restricted death opened it in an emergency "
        f"on {long_instant(opening.opened_at)}. It ends by itself on {long_instant(opening.until)}.",
        f"Who it was, which death and why is said here, after you sign in:\n\n{address('/emergency')}",
        "If you know of no emergency, tell a lead of the unit at once. A lead can end it there.",
    )
    key = f"emergency {opening.ref}"
    for person in named:
        if person.is_active and person != opening.user:
            tell(person, subject, text, key=key)
    tell_leads(subject, text, key=key, but=opening.user)
