"""The pages of whole versions: opening, publishing and starting over; files out and in."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.coding.codebook import book, csv_file, qdc_file
from dhp.coding.codebook.beside import BESIDE_PUBLISHING
from dhp.coding.codebook.forms import FileForm, PublishForm, publish_form
from dhp.coding.codebook.history import happenings
from dhp.coding.codebook.importing import rows_in, take_in
from dhp.coding.codebook.publishing import open_version, publish, start_over
from dhp.coding.codebook.queries import chosen, open_book, open_one, pointing_nowhere, versions
from dhp.coding.codebook.rows import MOST_BYTES, Row, rows_of
from dhp.coding.codebook.views import bp
from dhp.coding.codebook.wording import PARTS
from dhp.errors import DomainError, Refused
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.post("/open", endpoint="open")
@requires(Permission.EDIT_CODEBOOK)
@writes
def open_next() -> ResponseReturnValue:
    """Open the next version for changes."""
    version = open_version(by=current_user)
    flash(f"Version {version.number} is open. Nobody codes with it until it is published.")
    return redirect(url_for(".index", version=version.number), 303)


@bp.get("/publish")
@requires(Permission.EDIT_CODEBOOK)
def publishing() -> ResponseReturnValue:
    """What the open version changes, and the form that puts it into force."""
    return _publish_page(publish_form(open_book()))


@bp.post("/publish", endpoint="publish")
@requires(Permission.EDIT_CODEBOOK)
@writes
def publish_open() -> ResponseReturnValue:
    """Put the open version into force."""
    form = publish_form(open_book())
    with trying(form) as tried:
        check_sound(form)
        look = form.look
        version = publish(form.note.data or "", by=current_user)
        confirm_look(look, about=f"codebook-{version.number}", by=current_user)
    if tried.refused:
        return _publish_page(form), tried.refused
    return say_done(f"Version {version.number} is in force.", ".index")


@bp.post("/start-over", endpoint="start_over")
@requires(Permission.EDIT_CODEBOOK)
@writes
def give_up_changes() -> ResponseReturnValue:
    """Give up every change of the open version."""
    start_over(by=current_user)
    return say_done("Every change of the open version is given up.", ".changes")


@bp.get("/files")
@requires(Permission.READ_ISSUED_REPORTS)
def files() -> ResponseReturnValue:
    """Each version as a file to download."""
    known = versions(current_user)
    return render_template("coding/codebook_files.html", versions=known, open=open_one(known))


@bp.get("/files/codebook.csv")
@requires(Permission.READ_ISSUED_REPORTS)
def as_csv() -> ResponseReturnValue:
    """One version as CSV."""
    number, rows = _asked_for()
    text = "\ufeff" + csv_file.written(rows)  # with it, spreadsheets read the file as UTF-8
    headers = {"Content-Disposition": f"attachment; filename=codebook-{number}.csv"}
    return Response(text, mimetype="text/csv", headers=headers)


@bp.get("/files/codebook.qdc")
@requires(Permission.READ_ISSUED_REPORTS)
def as_qdc() -> ResponseReturnValue:
    """One version as REFI-QDA, for programs of qualitative analysis."""
    number, rows = _asked_for()
    text = qdc_file.written(rows, current_app.config["SERVICE_NAME"])
    headers = {"Content-Disposition": f"attachment; filename=codebook-{number}.qdc"}
    return Response(text, mimetype="application/xml", headers=headers)


@bp.get("/take-in")
@requires(Permission.EDIT_CODEBOOK)
def taking_in() -> ResponseReturnValue:
    """Where a file is chosen."""
    return _take_in_page(FileForm())


@bp.post("/take-in", endpoint="take_in")
@requires(Permission.EDIT_CODEBOOK)
@writes
def take_file_in() -> ResponseReturnValue:
    """Take a file's entries into the open version, all or none."""
    form, sent = FileForm(), request.files.get("file")
    with trying(form) as tried:
        if not form.validate() or sent is None or not sent.filename:
            raise DomainError("Choose a file.", "file")
        taken = take_in(rows_in(sent.stream.read(MOST_BYTES + 1)), by=current_user)
    if tried.refused:
        return _take_in_page(form), tried.refused
    return say_done(
        f"Taken in: {taken.new} new, {taken.revised} reworded, {taken.same} the same.", ".changes"
    )


def _asked_for() -> tuple[int, list[Row]]:
    """The number of the version that the address names, and its entries."""
    version = chosen(request.args.get("version", ""), versions(current_user))
    return version.number, rows_of(book(version.number))


def _take_in_page(form: FileForm) -> str:
    number = open_book().number
    return render_template("coding/codebook_take_in.html", form=form, number=number)


def _publish_page(form: PublishForm) -> str:
    version = open_one(versions(current_user))
    if version is None:
        raise Refused("No version of the codebook is open. Open a new version first.")
    told = happenings([version.number])
    page: dict[str, object] = {"form": form, "version": version, "told": told, "parts": PARTS}
    page["nowhere"] = pointing_nowhere(book(version.number))
    page["beside"] = BESIDE_PUBLISHING.of(version, current_user)
    return render_template("coding/codebook_publish.html", **page)
