"""The page for leaders, on the screen and on paper. It is of this moment and is not kept."""

from flask import current_app, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.context.rules import latest_week
from dhp.reports.actions import front_block
from dhp.reports.document import Document
from dhp.reports.html import render_html
from dhp.reports.library.leadership import leadership, quoted
from dhp.reports.pdf.rendering import render_pdf
from dhp.reports.views import bp
from dhp.web.access import requires


@bp.get("/leadership")
@requires(Permission.ISSUE_REPORTS)
def leaders() -> ResponseReturnValue:
    """Threat by strand, response and asks, as the record stands now."""
    body = render_html(_document(), standalone=False)
    return render_template("reports/leadership.html", body=body)


@bp.get("/leadership.pdf")
@requires(Permission.ISSUE_REPORTS)
def leaders_file() -> ResponseReturnValue:
    """The same as a PDF."""
    document = _document()
    response = make_response(render_pdf(document))
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{document.reference}.pdf"'
    return response


def _document() -> Document:
    """The page; what partners told is read with it, and the reading recorded."""
    week = latest_week().previous  # whose figures were due by the last cut-off
    notes = quoted(week, now())
    front = front_block(current_app.config, current_user.name)
    made = leadership(week, notes, front, current_user)
    if notes:
        about = sorted({note.ref for note in notes})
        trail.record_read(Act.INSIGHT_LISTED, by=current_user, about=about, form="leadership")
    return made
