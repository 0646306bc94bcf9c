"""Pages of the library: the shelf of reports, what changed since the last, and one page of a report."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.reports import queries as reports
from dhp.reports.distribution.files import mark_for
from dhp.reports.html import render_html
from dhp.reports.library.changes import compared
from dhp.reports.library.queries import (
    Wanted,
    before,
    in_work,
    is_withdrawn,
    issued,
    latest,
    shelves,
)
from dhp.reports.library.stored import stored
from dhp.reports.library.summary import summary
from dhp.reports.models import Run
from dhp.reports.pdf.rendering import render_pdf
from dhp.reports.views import bp
from dhp.web.access import requires
from dhp.web.text import number_in

_MOST_PAGES = 500


@bp.get("/")
@requires(Permission.READ_ISSUED_REPORTS)
def index() -> ResponseReturnValue:
    """The issued reports that the person may read, by kind, year and words; for the unit its drafts."""
    wanted, unit = _wanted(), current_user.may(Permission.BUILD_REPORTS)
    shelf, (kinds, years) = issued(current_user, wanted), shelves(current_user)
    drafts = in_work(current_user) if unit else []
    told = [one.run.ref for one in shelf.reports if one.headline]
    if told:
        trail.record_read(Act.REPORTS_LISTED, by=current_user, about=told)
    return render_template(
        "reports/library.html", shelf=shelf, wanted=wanted, kinds=kinds, years=years, drafts=drafts
    )


@bp.get("/latest")
@requires(Permission.READ_ISSUED_REPORTS)
def newest() -> ResponseReturnValue:
    """Straight to the latest issued report; to the library while there is none."""
    found = latest(current_user, 1)
    if not found:
        return redirect(url_for("reports.index"))
    return redirect(url_for("reports.report", ref=found[0].ref))


@bp.get("/<ref>/changes")
@requires(Permission.READ_ISSUED_REPORTS)
def changes(ref: str) -> ResponseReturnValue:
    """The figures that the last issue of the same report showed otherwise."""
    run = reports.run_with(ref, current_user)
    if is_withdrawn(run):
        return redirect(url_for("reports.report", ref=run.ref))
    then = before(run, current_user)
    found = compared(stored(then), stored(run)) if then else None
    _record([one for one in (run, then) if one], "changes")
    return render_template("reports/changes.html", run=run, then=then, found=found)


@bp.get("/<ref>/summary")
@requires(Permission.READ_ISSUED_REPORTS)
def summary_page(ref: str) -> ResponseReturnValue:
    """One page of a report, for the screen and for one sheet of paper."""
    run = reports.run_with(ref, current_user)
    if is_withdrawn(run):
        return redirect(url_for("reports.report", ref=run.ref))
    unit = current_user.may(Permission.BUILD_REPORTS)
    body = render_html(summary(reports.document_of(run)), standalone=False, traced=unit)
    _record([run], "summary")
    return render_template("reports/summary.html", run=run, body=body)


@bp.get("/<ref>/summary.pdf")
@requires(Permission.READ_ISSUED_REPORTS)
def summary_file(ref: str) -> ResponseReturnValue:
    """The same page as a PDF."""
    run = reports.run_with(ref, current_user)
    if is_withdrawn(run):
        return redirect(url_for("reports.report", ref=run.ref))
    document = summary(reports.document_of(run))
    response = make_response(render_pdf(document, mark_for(run, current_user)))
    _record([run], "summary.pdf")
    name = f"{run.kind}-{run.period_to.isoformat()}-summary.pdf"
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _record(runs: list[Run], form: str) -> None:
    about = [run.ref for run in runs]
    trail.record_read(Act.REPORT_READ, by=current_user, about=about, form=form)


def _wanted() -> Wanted:
    number = number_in(request.args.get("page"), digits=3) or 1
    kind, year, words = (request.args.get(name, "").strip()[:100] for name in ("kind", "year", "q"))
    return Wanted(kind, year, words, min(number, _MOST_PAGES))
