"""Pages of packs: the list of the own force, one pack, and its files."""

from datetime import date

from flask import Blueprint, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.calendar.clock import days_after
from dhp.calendar.issues import issues_between
from dhp.reports.contents.force_pack import FORCE_PACK
from dhp.reports.distribution.files import file_for
from dhp.reports.files import FORMS
from dhp.reports.html import render_html
from dhp.reports.life.moving import document_of
from dhp.reports.models import Run, RunStatus
from dhp.reports.packs import queries
from dhp.web.access import requires

_AHEAD = 62  # days: packs are issued once a month
bp = Blueprint("packs", __name__, url_prefix="/packs")


@bp.get("/")
@requires(Permission.READ_FORCE_PACKS)
def index() -> ResponseReturnValue:
    """Every pack of the own force, latest first."""
    packs = queries.latest_packs(current_user)
    return render_template("reports/packs.html", packs=packs, issued_on=_next_issue())


@bp.get("/<ref>")
@requires(Permission.READ_FORCE_PACKS)
def pack(ref: str) -> ResponseReturnValue:
    """One pack as a page."""
    run = queries.pack_with(ref, current_user)
    _record(run, "page")
    withdrawn = run.status is RunStatus.WITHDRAWN
    body = "" if withdrawn else render_html(document_of(run), standalone=False)
    return render_template("reports/pack.html", run=run, body=body)


@bp.get("/<ref>/files/<ending>")
@requires(Permission.READ_FORCE_PACKS)
def pack_file(ref: str, ending: str) -> ResponseReturnValue:
    """One pack as a file."""
    if ending not in FORMS:
        abort(404)
    run = queries.pack_with(ref, current_user)
    if run.status is RunStatus.WITHDRAWN:
        return redirect(url_for(".pack", ref=ref))  # which says why
    media_type, body = file_for(run, ending, current_user)
    _record(run, ending)
    response = make_response(body)
    response.content_type = media_type
    name = f"{run.kind}-{run.force}-{run.period_to.isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _next_issue() -> date | None:
    """The day on which the next packs are issued."""
    today = london_date(now())
    planned = issues_between(FORCE_PACK.kind, today, days_after(today, _AHEAD))
    return min((one.day for one in planned if one.day >= today), default=None)


def _record(run: Run, form: str) -> None:
    trail.record_read(
        Act.REPORT_READ, by=current_user, about=run.ref, form=form, checksum=run.checksum
    )
