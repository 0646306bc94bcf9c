"""The page on which the unit, or the analyst of a region, reminds one force of what is missing."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.returns.choosing import force_for
from dhp.rhythm import chasing
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("chasing", __name__, url_prefix="/reminders")


@bp.get("/<code>")
@requires(Permission.CHASE_FORCES)
def show(code: str) -> ResponseReturnValue:
    """What is missing from one force, when it was last reminded, and the button that does it."""
    force = force_for(current_user, code)
    missing, last = chasing.missing_of(force, by=current_user), chasing.last_reminder(force)
    contacts = len(chasing.contacts_of(force))
    trail.record_read(Act.COVERAGE_READ, by=current_user, about=(), force=force.code)
    return render_template(
        "rhythm/chasing.html",
        force=force,
        missing=missing,
        contacts=contacts,
        last=last,
        today=chasing.reminded_today(last),
    )


@bp.post("/<code>", endpoint="remind")
@requires(Permission.CHASE_FORCES)
@writes
def remind_force(code: str) -> ResponseReturnValue:
    """Write the reminders of today."""
    force = force_for(current_user, code)
    written = chasing.remind(force, by=current_user)
    people = "1 point of contact" if written == 1 else f"{written} points of contact"
    return say_done(f"A reminder to {people} of {force.name} is written.", ".show", code=force.code)
