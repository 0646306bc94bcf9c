"""The page of the calendar of issues, for everybody who reads reports."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from dhp.accounts.permissions import Permission
from dhp.calendar import last_listed_year, now
from dhp.calendar.issues import RULES
from dhp.reports.schedule.page import ahead, behind, kinds
from dhp.web.access import requires

bp = Blueprint("issues", __name__, url_prefix="/reports")


@bp.get("/calendar")
@requires(Permission.READ_ISSUED_REPORTS)
def calendar() -> ResponseReturnValue:
    """The dates of the next year, and how punctual the last issues were."""
    return render_template(
        "reports/calendar.html",
        months=ahead(now()),
        behind=behind(now()),
        rules=[(kind, RULES[kind].words) for kind in kinds()],
        last_listed=last_listed_year(),
    )
