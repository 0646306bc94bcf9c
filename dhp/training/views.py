"""The pages around an invented case: beginning, what there is to do, beginning again, taking away."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.training import actions
from dhp.training.kept import asked_in, decision_in, marks_in
from dhp.training.page import groups_of
from dhp.training.queries import rehearsal_of, rehearsal_with
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("training", __name__, url_prefix="/practice-case")


@bp.get("")
@requires(Permission.CODE_THEMES)
def index() -> ResponseReturnValue:
    """What practising is, and the button that begins it."""
    return render_template("training/index.html", begun=rehearsal_of(current_user))


@bp.post("", endpoint="begin")
@requires(Permission.CODE_THEMES)
@writes
def practise() -> ResponseReturnValue:
    """Begin to practise, or go on with what is there."""
    return redirect(url_for(".show", ref=actions.begin(by=current_user).ref), 303)


@bp.get("/<ref>")
@requires(Permission.CODE_THEMES)
def show(ref: str) -> ResponseReturnValue:
    """The invented case: what is known of it, and how far somebody is."""
    rehearsal = rehearsal_with(ref, current_user)
    return render_template(
        "training/show.html",
        rehearsal=rehearsal,
        groups=groups_of(rehearsal),
        decided=decision_in(rehearsal),
        asked=asked_in(rehearsal),
        marks=marks_in(rehearsal),
    )


@bp.post("/<ref>/again", endpoint="again")
@requires(Permission.CODE_THEMES)
@writes
def begin_again(ref: str) -> ResponseReturnValue:
    """Put the case back to the beginning."""
    actions.begin_again(rehearsal_with(ref, current_user), by=current_user)
    return say_done("The practice case is as it was at the beginning.", ".show", ref=ref)


@bp.post("/<ref>/remove")
@requires(Permission.CODE_THEMES)
@writes
def remove(ref: str) -> ResponseReturnValue:
    """Take the practice case away."""
    actions.remove(rehearsal_with(ref, current_user), by=current_user)
    return say_done("The practice case is deleted.", ".index")
