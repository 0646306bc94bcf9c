"""Importing deaths in the browser: template, a look at every row, and only then keeping them."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError
from dhp.exchange.incoming.actions import confirm, discard, take_in
from dhp.exchange.incoming.forms import ConfirmForm, FileForm, file_form
from dhp.exchange.incoming.guide import XLSX, columns_for, guide, workbook
from dhp.exchange.incoming.looking import file_with, look_at, sends_notices, waiting
from dhp.exchange.incoming.models import ImportFile
from dhp.exchange.incoming.notices import NOTICES
from dhp.exchange.reading.package import MOST_BYTES
from dhp.exchange.returns.plan import RETURNS
from dhp.exchange.returns.template import COLUMNS, NIL, returns_guide
from dhp.exchange.returns.template import returns_template as returns_waiting
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("imports", __name__, url_prefix="/import")
_SHOWN = 200  # lines on the page; all are in the file


@bp.url_value_preprocessor
def _take_larger_files(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """A file may be larger than a form; this comes before anything reads the request."""
    if request.endpoint == "imports.look":
        request.max_content_length = MOST_BYTES + 100_000


@bp.get("")
@requires(Permission.IMPORT_DEATHS)
def index() -> ResponseReturnValue:
    """Where a file is chosen, with the template and what waits to be confirmed."""
    return _choosing(file_form(current_user))


@bp.get("/guide")
@requires(Permission.IMPORT_DEATHS)
def explain() -> ResponseReturnValue:
    """What each column asks and what to write."""
    notices = sends_notices(current_user)
    lines = list(guide(columns_for(notices=notices)))
    return render_template("exchange/import_guide.html", lines=lines)


@bp.get("/template.<any(csv,xlsx):ending>")
@requires(Permission.IMPORT_DEATHS)
def template(ending: str) -> ResponseReturnValue:
    """The file to fill in."""
    columns = columns_for(notices=sends_notices(current_user), suspects=2)
    if ending == "xlsx":
        return _file("deaths.xlsx", workbook(columns))
    return _file("deaths.csv", _csv([columns]))


@bp.get("/returns.<any(csv,xlsx):ending>")
@requires(Permission.IMPORT_DEATHS)
def returns_template(ending: str) -> ResponseReturnValue:
    """The returns that wait, with what is held of each, to be answered."""
    rows = returns_waiting(current_user)
    refs = [plain_reference(row[2]) for row in rows if row[2] != NIL]
    trail.record_read(Act.IMPORT_READ, by=current_user, about=refs, rows=len(rows))
    if ending == "xlsx":
        return _file("returns.xlsx", workbook(COLUMNS, returns_guide(), rows, name="Returns"))
    return _file("returns.csv", _csv([COLUMNS, *rows]))


@bp.post("", endpoint="look")
@requires(Permission.IMPORT_DEATHS)
@writes
def take() -> ResponseReturnValue:
    """Read the file and hold it; what it says is not in the record yet."""
    form, chosen = file_form(current_user), request.files.get("file")
    with trying(form) as tried:
        if not form.validate() or chosen is None or not chosen.filename:
            raise DomainError("Choose a file.", "file")
        with chosen.stream as stream:
            data = stream.read(MOST_BYTES + 1)
        file = take_in(data, chosen.filename, form.scheme.data or "", by=current_user)
    if tried.refused:
        return _choosing(form), tried.refused
    return redirect(url_for(".show", ref=file.ref), 303)


@bp.get("/<ref>")
@requires(Permission.IMPORT_DEATHS)
def show(ref: str) -> ResponseReturnValue:
    """What the file would do, row by row; or that it was imported."""
    return _page(file_with(ref, current_user), ConfirmForm(formdata=None))


@bp.get("/<ref>/report.csv")
@requires(Permission.IMPORT_DEATHS)
def report(ref: str) -> ResponseReturnValue:
    """Every row with all that was found in it, as a file."""
    file, out = file_with(ref, current_user), StringIO()
    if file.run is not None:
        return redirect(url_for(".show", ref=ref))
    found = look_at(file, current_user)
    _record(file)
    found.outcome.write_csv(out)
    headers = {"Content-Disposition": "attachment; filename=found.csv"}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)


@bp.post("/<ref>/confirm", endpoint="confirm")
@requires(Permission.IMPORT_DEATHS)
@writes
def confirm_file(ref: str) -> ResponseReturnValue:
    """Keep all rows, or none."""
    file, form = file_with(ref, current_user), ConfirmForm()
    with trying(form) as tried:
        check_sound(form)
        kept = confirm(file, form.gap_reason.data or "", by=current_user)
    if tried.refused:
        return _page(file_with(ref, current_user), form), tried.refused
    what = "Sent" if file.scheme == NOTICES.name else "Imported"
    noun = "return" if file.scheme == RETURNS.name else "death"
    return say_done(f"{what}: {kept:,} {noun}{'' if kept == 1 else 's'}.", ".show", ref=ref)


@bp.post("/<ref>/discard", endpoint="discard")
@requires(Permission.IMPORT_DEATHS)
@writes
def throw_away(ref: str) -> ResponseReturnValue:
    """Throw the file away."""
    discard(file_with(ref, current_user), by=current_user)
    return say_done("The file is thrown away. Nothing of it was kept.", ".index")


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()  # spreadsheets then read the file as UTF-8


def _file(name: str, data: bytes) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(data, mimetype=XLSX if name.endswith("xlsx") else "text/csv", headers=headers)


def _choosing(form: FileForm) -> str:
    notices = sends_notices(current_user)
    page: dict[str, object] = {"form": form, "notices": notices, "files": waiting(current_user)}
    return render_template("exchange/imports.html", **page)


def _page(file: ImportFile, form: ConfirmForm) -> str:
    page: dict[str, object] = {"file": file, "form": form}
    if file.run is not None:
        return render_template("exchange/import_done.html", **page)
    found, chosen = look_at(file, current_user), request.args.get("show", "")
    if request.method == "GET":
        _record(file)
    page |= {"look": found, "lines": found.having(chosen), "chosen": chosen, "shown": _SHOWN}
    return render_template("exchange/import.html", **page)


def _record(file: ImportFile) -> None:
    trail.record_read(Act.IMPORT_READ, by=current_user, about=file.ref)
