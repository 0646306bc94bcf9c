"""Pages of reports: one report in each of its forms, building and issuing."""

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError
from dhp.reports import actions, queries
from dhp.reports.document import Edition
from dhp.reports.files import FORMS
from dhp.reports.forms import BuildForm, IssueForm
from dhp.reports.html import render_html
from dhp.reports.models import Run
from dhp.reports.rules import may_issue
from dhp.statistics.releases.queries import release_of
from dhp.statistics.releases.rules import may_be_issued
from dhp.web.access import requires
from dhp.web.edge import writes

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/<ref>")
@requires(Permission.READ_ISSUED_REPORTS)
def report(ref: str) -> ResponseReturnValue:
    """One report as a page."""
    run = queries.run_with(ref, current_user)
    return _page(run, IssueForm(data={"checksum": run.checksum}))


@bp.get("/<ref>/files/<ending>")
@requires(Permission.READ_ISSUED_REPORTS)
def report_file(ref: str, ending: str) -> ResponseReturnValue:
    """One report as a file."""
    if ending not in FORMS:
        abort(404)
    run = queries.run_with(ref, current_user)
    media_type, render = FORMS[ending]
    body = render(queries.document_of(run))
    trail.record_read(
        Act.REPORT_READ, by=current_user, about=run.ref, form=ending, checksum=run.checksum
    )
    response = make_response(body)
    response.content_type = media_type
    name = f"{run.kind}-{run.period_to.isoformat()}-{run.edition.value}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/build")
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
    edition = Edition(form.edition.data)
    front = actions.front_block(current_app.config, current_user.name, edition)
    run = actions.build_report("weekly", form.day, front, by=current_user, edition=edition)
    return redirect(url_for("reports.report", ref=run.ref))


@bp.post("/<ref>/issue")
@requires(Permission.ISSUE_REPORTS)
@writes
def issue(ref: str) -> ResponseReturnValue:
    """Issue a draft that somebody else built."""
    run = queries.run_with(ref, current_user)
    form = IssueForm()
    try:
        actions.issue(run, form.checksum.data or "", by=current_user)
    except DomainError as error:
        form.fail(error)
        return _page(run, form), 409
    flash("The report is issued. Readers can open it now.", "success")
    return redirect(url_for("reports.report", ref=ref))


def _page(run: Run, form: IssueForm) -> str:
    """The page of `run`, its opening recorded."""
    document = queries.document_of(run)
    trail.record_read(
        Act.REPORT_READ, by=current_user, about=run.ref, form="page", checksum=run.checksum
    )
    release = release_of(run.ref) if current_user.may(Permission.BUILD_REPORTS) else None
    ready = release is None or may_be_issued(release)
    may = current_user.may(Permission.ISSUE_REPORTS) and may_issue(run, current_user.ref)
    return render_template(
        "reports/report.html",
        run=run,
        body=render_html(document, standalone=False),
        form=form,
        may_issue=may and ready,
        release=release,
    )
