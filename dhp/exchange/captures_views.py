"""Returning weekly figures as a file: template, a look at every row, and only then keeping them."""

import csv
from io import StringIO

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.context.actions import hold, keep
from dhp.context.rules import Source
from dhp.errors import DomainError
from dhp.exchange.captures_file import COLUMNS, LINES, MOST_BYTES, Plan, plan, template
from dhp.exchange.captures_forms import FileForm, KeepForm
from dhp.exchange.incoming.guide import XLSX, workbook
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("captures_file", __name__, url_prefix="/captures/file")

_SHOWN = 200  # rows and findings on the page; all are counted
_NAME = "weekly-figures.csv"
_MEANWHILE = "The figures have changed since you looked at them. Look again, then keep them."


@bp.get("")
@requires(Permission.ENTER_CAPTURES)
def upload() -> ResponseReturnValue:
    """Where a file is chosen."""
    return render_template("exchange/captures_upload.html", form=FileForm())


@bp.get("/template.csv")
@requires(Permission.ENTER_CAPTURES)
def empty() -> ResponseReturnValue:
    """The template, made from the strands and the person's forces."""
    headers = {"Content-Disposition": f"attachment; filename={_NAME}"}
    text = "\ufeff" + template(current_user)  # with it, spreadsheets read the file as UTF-8
    return Response(text, mimetype="text/csv", headers=headers)


@bp.get("/template.xlsx")
@requires(Permission.ENTER_CAPTURES)
def empty_workbook() -> ResponseReturnValue:
    """The same as a workbook, whose cells stay as they are typed."""
    rows = list(csv.reader(StringIO(template(current_user), newline="")))[1:]
    headers = {"Content-Disposition": "attachment; filename=weekly-figures.xlsx"}
    data = workbook(COLUMNS, LINES, rows, name="Figures")
    return Response(data, mimetype=XLSX, headers=headers)


@bp.post("", endpoint="look")
@requires(Permission.ENTER_CAPTURES)
def look_at() -> ResponseReturnValue:
    """What the file would do, row by row. Nothing is kept."""
    chosen, form = request.files.get("file"), FileForm()
    if chosen is None or not chosen.filename:
        form.validate()
        form.fail(DomainError("Choose a file.", "file"))
        return render_template("exchange/captures_upload.html", form=form), 422
    found = plan(chosen.stream.read(MOST_BYTES + 1), chosen.filename[:100], current_user)
    return _page(found), 422 if found.findings else 200


@bp.post("/keep", endpoint="keep")
@requires(Permission.ENTER_CAPTURES)
@writes
def keep_rows() -> ResponseReturnValue:
    """Keep the rows that were looked at, all or none."""
    sent = KeepForm()
    rows = (sent.rows.data or "").encode()
    hold(plan(rows, _NAME, current_user).entries)
    found = plan(rows, _NAME, current_user)  # again, now that nobody else can change anything
    if found.findings or not sent.validate():
        return _page(found), 422
    if found.mark != sent.seen.data:
        return _page(found, _MEANWHILE), 409
    kept = keep(found.entries, by=current_user, source=Source.FILE)
    return say_done(f"Kept: {kept.new:,} new figures, {kept.changed:,} replaced.", "captures.index")


def _page(found: Plan, late: str = "") -> str:
    form = KeepForm(formdata=None, data={"rows": found.text, "seen": found.mark})
    return render_template(
        "exchange/captures_look.html", plan=found, keeping=form, shown=_SHOWN, late=late
    )
