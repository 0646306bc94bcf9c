"""Pages of reports: one report in each of its forms, and building a draft."""

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.forces import forces
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.reports import actions, queries
from dhp.reports.distribution.files import file_for
from dhp.reports.document import Edition
from dhp.reports.files import FORMS
from dhp.reports.forms import BuildForm
from dhp.reports.life.page import page_of
from dhp.reports.models import Run, RunStatus
from dhp.reports.schedule.page import kinds
from dhp.web.access import requires
from dhp.web.acting import check_sound, trying
from dhp.web.edge import writes

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/<ref>")
@requires(Permission.READ_ISSUED_REPORTS)
def report(ref: str) -> ResponseReturnValue:
    """One report as a page."""
    return page_of(queries.run_with(ref, current_user))


@bp.get("/<ref>/files/<ending>")
@requires(Permission.READ_ISSUED_REPORTS)
def report_file(ref: str, ending: str) -> ResponseReturnValue:
    """One report as a file."""
    if ending not in FORMS:
        abort(404)
    run = queries.run_with(ref, current_user)
    if run.status is RunStatus.WITHDRAWN and not current_user.may(Permission.BUILD_REPORTS):
        return redirect(url_for(".report", ref=ref))  # which says why
    media_type, body = file_for(run, ending, current_user)
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
    """Ask which report."""
    return render_template("reports/build.html", form=_form())


@bp.post("/build")
@requires(Permission.BUILD_REPORTS)
@writes
def build_now() -> ResponseReturnValue:
    """Build a draft and open it."""
    form = _form()
    with trying(form) as tried:
        check_sound(form)
        run = _built(form)
    if tried.refused:
        return render_template("reports/build.html", form=form), tried.refused
    return redirect(url_for("reports.report", ref=run.ref))


def _built(form: BuildForm) -> Run:
    """The draft that `form` asks for."""
    edition, force = Edition(form.edition.data), form.force.data or None
    front = actions.front_block(current_app.config, current_user.name, edition)
    about = form.kind, form.day, front
    return actions.build_report(*about, by=current_user, edition=edition, force=force)


def _form() -> BuildForm:
    return BuildForm().offer(kinds(), forces())
