"""The few pages that only practice has: beginning, beginning again, taking away."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.errors import Absent
from dhp.notifications.rehearsing import actions
from dhp.notifications.rehearsing.models import Rehearsal
from dhp.notifications.rehearsing.queries import rehearsal_with
from dhp.notifications.views import bp
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes


@bp.post("/practise")
@requires(Permission.NOTIFY)
@writes
def practise() -> ResponseReturnValue:
    """Begin to practise, or go on with what is there."""
    rehearsal = actions.rehearse(by=current_user)
    return redirect(url_for(".show", ref=rehearsal.ref), 303)


@bp.post("/<ref>/practice/again")
@requires(Permission.NOTIFY)
@writes
def practise_again(ref: str) -> ResponseReturnValue:
    """Begin again, with the invented answers or with none."""
    empty = request.form.get("answers") == "empty"
    actions.begin_again(_own(ref), empty=empty, by=current_user)
    return redirect(url_for(".show", ref=ref), 303)


@bp.post("/<ref>/practice/remove")
@requires(Permission.NOTIFY)
@writes
def stop_practising(ref: str) -> ResponseReturnValue:
    """Take the practice notification away."""
    actions.remove(_own(ref), by=current_user)
    return say_done("The practice notification is deleted.", ".index")


def _own(ref: str) -> Rehearsal:
    rehearsal = rehearsal_with(ref, current_user)
    if rehearsal is None:
        raise Absent
    return rehearsal
