"""The pages on which a lead names the chief officer of each force."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.forces import force_with
from dhp.accounts.models import Force
from dhp.accounts.permissions import Permission
from dhp.errors import Absent
from dhp.rhythm import naming, officers
from dhp.rhythm.forms import OfficerForm
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("officers", __name__, url_prefix="/chief-officers")


@bp.get("")
@requires(Permission.NAME_CHIEF_OFFICERS)
def index() -> ResponseReturnValue:
    """Every force and who is told when it is late."""
    days = current_app.config["ESCALATE_AFTER_DAYS"]
    return render_template("rhythm/officers.html", lines=officers.lines(), days=days)


@bp.get("/<code>")
@requires(Permission.NAME_CHIEF_OFFICERS)
def show(code: str) -> ResponseReturnValue:
    """One force: who is named, who was, and when somebody was written to."""
    return _page(_force(code), OfficerForm())


@bp.post("/<code>", endpoint="name")
@requires(Permission.NAME_CHIEF_OFFICERS)
@writes
def name_one(code: str) -> ResponseReturnValue:
    """Name a chief officer in place of the present one."""
    force, form = _force(code), OfficerForm()
    with trying(form) as tried:
        check_sound(form)
        naming.name_officer(force, form.name.data or "", form.email.data or "", by=current_user)
    if tried.refused:
        return _page(force, form), tried.refused
    return say_done(f"The chief officer for {force.name} is named.", ".show", code=force.code)


@bp.post("/end/<ref>")
@requires(Permission.NAME_CHIEF_OFFICERS)
@writes
def end(ref: str) -> ResponseReturnValue:
    """Name nobody any more."""
    officer = officers.officer_with(ref)
    naming.end_officer(officer, by=current_user)
    return say_done(
        f"Nobody is named for {officer.force.name} now.", ".show", code=officer.force.code
    )


def _force(code: str) -> Force:
    force = force_with(code)
    if force is None:
        raise Absent
    return force


def _page(force: Force, form: OfficerForm) -> str:
    return render_template(
        "rhythm/officer.html",
        force=force,
        form=form,
        present=officers.present_officer(force),
        named=officers.officers_of(force),
        escalations=officers.escalations_of(force),
        days=current_app.config["ESCALATE_AFTER_DAYS"],
    )
