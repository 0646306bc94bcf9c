"""The unit's pages of disputes."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.returns.actions import resolve
from dhp.returns.coverage_views import bp
from dhp.returns.forms import ResolveForm
from dhp.returns.models import ReturnLine
from dhp.returns.queries import line_with, open_disputes
from dhp.returns.showing import line_rows
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/disputes")
@requires(Permission.SETTLE_DISPUTES)
def disputes() -> ResponseReturnValue:
    """What forces said does not belong, the oldest first."""
    rows = line_rows(open_disputes(current_user))
    trail.record_read(Act.DISPUTES_LISTED, by=current_user, about=[row.ref for _, row in rows])
    return render_template("returns/disputes.html", rows=rows)


@bp.get("/disputes/<ref>")
@requires(Permission.SETTLE_DISPUTES)
def dispute(ref: str) -> ResponseReturnValue:
    """One disputed line, with a form to settle it."""
    return _page(line_with(ref, current_user), ResolveForm())


@bp.post("/disputes/<ref>", endpoint="settle")
@requires(Permission.SETTLE_DISPUTES)
@writes
def settle(ref: str) -> ResponseReturnValue:
    """Settle a dispute in words that the force reads."""
    line, form = line_with(ref, current_user), ResolveForm()
    with trying(form) as tried:
        check_sound(form)
        resolve(line, form.resolution.data or "", by=current_user)
    if tried.refused:
        return _page(line, form), tried.refused
    return say_done("The dispute is settled. The force reads what you decided.", ".disputes")


def _page(line: ReturnLine, form: ResolveForm) -> str:
    rows = line_rows([line])
    trail.record_read(
        Act.RETURN_READ,
        by=current_user,
        about=[row.ref for _, row in rows],
        force=line.made_in.force.code,
        period=line.made_in.first.isoformat(),
    )
    return render_template("returns/dispute.html", line=line, row=rows[0][1], form=form)
