"""The page on which somebody of the unit declares a conflict of interest, without opening the case."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.cases.conflicts.actions import declare
from dhp.cases.conflicts.forms import ConflictForm
from dhp.cases.conflicts.models import Tie
from dhp.cases.models import Case
from dhp.cases.queries import case_with
from dhp.errors import Absent, DomainError
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("conflicts", __name__, url_prefix="/conflicts")


@bp.get("")
@requires(Permission.DECLARE_CONFLICTS)
def index() -> ResponseReturnValue:
    """Ask with which case, and what the tie is. Nothing of the case is shown."""
    named = {"case_ref": request.args.get("case", "")}
    return render_template("cases/conflict.html", form=ConflictForm(data=named))


@bp.post("", endpoint="declare")
@requires(Permission.DECLARE_CONFLICTS)
@writes
def declare_one() -> ResponseReturnValue:
    """Close the case to the person."""
    form = ConflictForm()
    with trying(form) as tried:
        check_sound(form)
        declare(_case(form.case_ref.data or ""), Tie(form.tie.data), by=current_user)
    if tried.refused:
        return render_template("cases/conflict.html", form=form), tried.refused
    words = "It is declared. The case is closed to you, and other leads are told."
    return say_done(words, ".index")


def _case(typed: str) -> Case:
    try:
        return case_with(plain_reference(typed), current_user)
    except Absent:
        raise DomainError("There is no such case. Check its reference.", "case_ref") from None
