"""Pages on which the unit approves and issues the packs of a month together."""

from collections.abc import Callable, Sequence
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.reports import queries
from dhp.reports.packs.forms import ChosenForm
from dhp.reports.packs.month import lines, months
from dhp.reports.packs.together import Read, approve_together, issue_together
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("months", __name__, url_prefix="/reports/packs")


@bp.get("")
@requires(Permission.BUILD_REPORTS)
def index() -> ResponseReturnValue:
    """The packs of one month, the latest where none is asked for."""
    return _page(ChosenForm(formdata=None))


@bp.post("/approve")
@requires(Permission.APPROVE_REPORTS)
@writes
def approve() -> ResponseReturnValue:
    """Approve exactly the packs that were chosen, as they were read."""
    return _acted(lambda packs: approve_together(packs, by=current_user), "approved")


@bp.post("/issue")
@requires(Permission.ISSUE_REPORTS)
@writes
def issue() -> ResponseReturnValue:
    """Issue the approved packs that were chosen, each to the contacts of its force."""
    return _acted(lambda packs: issue_together(packs, by=current_user), "issued")


def _acted(act: Callable[[Sequence[Read]], None], done: str) -> ResponseReturnValue:
    """Do it to what was chosen, or to none of it; then the page of the same month."""
    form = ChosenForm()
    try:
        packs = [(queries.run_with(ref, current_user), checksum) for ref, checksum in form.read]
        act(packs)
    except DomainError as error:
        db.session.rollback()
        form.fail(error)
        return _page(form), 409
    return say_done(
        f"{len(packs)} {'pack' if len(packs) == 1 else 'packs'} {done}.",
        ".index",
        month=form.month.data,
    )


def _page(form: ChosenForm) -> str:
    every = months(current_user)
    wanted = form.month.data or request.args.get("month", "")
    month = next((day for day in every if day.isoformat() == wanted), every[0] if every else None)
    packs = lines(month, current_user) if isinstance(month, date) else []
    return render_template("reports/month.html", form=form, months=every, month=month, packs=packs)
