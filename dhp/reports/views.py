"""Pages of reports: the list, one report in each of its forms, building and issuing."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError
from dhp.reports import actions, queries
from dhp.reports.document import Document
from dhp.reports.forms import BuildForm
from dhp.reports.html import render_fragment, render_html
from dhp.reports.models import Run
from dhp.reports.pdf import render_pdf
from dhp.reports.rules import may_issue
from dhp.web.access import requires
from dhp.web.edge import writes

bp = Blueprint("reports", __name__, url_prefix="/reports")

# Each form of a report by its file's ending: media type, and the bytes from the document.
FILES: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    "pdf": ("application/pdf", render_pdf),
    "json": ("application/json", lambda document: document.to_json().encode()),
    "html": ("text/html; charset=utf-8", lambda document: render_html(document).encode()),
}


@bp.get("/")
@requires(Permission.READ_ISSUED_REPORTS)
def index() -> ResponseReturnValue:
    """Every report that the person may read, latest first."""
    return render_template("reports/index.html", runs=queries.latest_runs(current_user))


@bp.get("/<ref>")
@requires(Permission.READ_ISSUED_REPORTS)
def report(ref: str) -> ResponseReturnValue:
    """One report as a page."""
    run = queries.run_with(ref, current_user)
    return _page(run, None)


@bp.get("/<ref>/report.<ending>")
@requires(Permission.READ_ISSUED_REPORTS)
def report_file(ref: str, ending: str) -> ResponseReturnValue:
    """One report as a file."""
    run = queries.run_with(ref, current_user)
    media_type, render = FILES.get(ending) or _no_such_file()
    body = render(queries.document_of(run))
    trail.record_read(Act.REPORT_READ, by=current_user, about=run.ref, form=ending, checksum=run.checksum)
    response: Response = make_response(body)
    response.headers["Content-Type"] = media_type
    name = f"{run.kind}-{run.period_to.isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.route("/build", methods=["GET"])
@requires(Permission.BUILD_REPORTS)
def build() -> ResponseReturnValue:
    """Ask which week."""
    return render_template("reports/build.html", form=BuildForm().offer_weeks())


@bp.post("/build")
@requires(Permission.BUILD_REPORTS)
@writes
def build_now() -> ResponseReturnValue:
    """Build a draft and open it."""
    form = BuildForm().offer_weeks()
    if not form.validate_on_submit():
        return render_template("reports/build.html", form=form), 422
    front = actions.front_block(current_app.config, current_user.name)
    run = actions.build_report("weekly", form.day, front, by=current_user)
    return redirect(url_for("reports.report", ref=run.ref))


@bp.post("/<ref>/issue")
@requires(Permission.ISSUE_REPORTS)
@writes
def issue(ref: str) -> ResponseReturnValue:
    """Issue a draft that somebody else built."""
    run = queries.run_with(ref, current_user)
    try:
        actions.issue(run, request_checksum(), by=current_user)
    except DomainError as error:
        return _page(run, error.message)
    flash("The report is issued. Readers can open it now.", "success")
    return redirect(url_for("reports.report", ref=ref))
