"""The calendar of the next 12 months, as a page and as a file."""

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from dhp.calendar import last_listed_year, now
from dhp.rhythm.dates import ahead, by_month
from dhp.rhythm.ics import calendar_file
from dhp.web.access import signed_in

bp = Blueprint("calendar", __name__)


@bp.get("/calendar")
@signed_in
def index() -> ResponseReturnValue:
    """Cut-offs, briefings, returns and bank holidays, month by month."""
    found = ahead(now())
    return render_template(
        "rhythm/calendar.html", months=by_month(found), last_listed=last_listed_year()
    )


@bp.get("/calendar.ics")
@signed_in
def file() -> ResponseReturnValue:
    """The same dates for a calendar program."""
    at = now()
    host = current_app.config["SERVICE_URL"].rpartition("/")[2].partition(":")[0] or "localhost"
    text = calendar_file(current_app.config["SERVICE_NAME"], ahead(at), host, at)
    answer = Response(text, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="dates.ics"'
    return answer
