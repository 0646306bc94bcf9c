"""Closing a list of others with a reason, and opening it again."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.evidence.closing import close, open_again
from dhp.evidence.list_forms import CloseForm
from dhp.evidence.list_queries import list_with
from dhp.evidence.list_views import bp, list_page
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.post("/<ref>/close", endpoint="close")
@requires(Permission.RECONCILE)
@writes
def close_list(ref: str) -> ResponseReturnValue:
    """Close the list."""
    opened, form = list_with(ref, current_user), CloseForm()
    with trying(form) as tried:
        check_sound(form)
        close(opened, form.why.data or "", by=current_user)
    if tried.refused:
        return list_page(opened, form), tried.refused
    return say_done("The list is closed.", ".show", ref=opened.ref)


@bp.post("/<ref>/open-again")
@requires(Permission.RECONCILE)
@writes
def reopen(ref: str) -> ResponseReturnValue:
    """Open the list again."""
    opened = list_with(ref, current_user)
    open_again(opened, by=current_user)
    return say_done("The list is open again.", ".show", ref=opened.ref)
