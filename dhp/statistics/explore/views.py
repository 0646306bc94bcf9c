"""The pages that cross any two characteristics, and the cases behind a number."""

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError
from dhp.statistics.explore.actions import ask_release, check_may_be_released, issue_explored
from dhp.statistics.explore.asking import Faults, Wanted, wanted_in
from dhp.statistics.explore.files import file_forms
from dhp.statistics.explore.forms import ExploreForm
from dhp.statistics.explore.issued import issued_tables, latest_of_each
from dhp.statistics.explore.laying import Explored, explored
from dhp.statistics.explore.pictures import caption, pictures
from dhp.statistics.explore.tracing import MOST, may_trace, traced, traced_columns
from dhp.statistics.measures import MEASURES
from dhp.statistics.releases.queries import release_with
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("explore", __name__, url_prefix="/explore")


@bp.get("")
@requires(Permission.READ_ISSUED_REPORTS)
def index() -> ResponseReturnValue:
    """The form, and the table that the address asks for; for readers what was issued."""
    if not current_user.may(Permission.BUILD_REPORTS):
        tables = latest_of_each(issued_tables(current_user))
        return render_template("explore/issued.html", tables=tables)
    wanted, added = wanted_here(), request.args.get("filter", "")[:80]
    if not request.args.get("measure"):
        return _page(ExploreForm(wanted, added=added))
    try:
        found = explored(wanted, current_user)
    except Faults as faults:
        return _page(ExploreForm(wanted, faults.by_field, added)), 422
    return _page(ExploreForm(wanted, added=added), found)


@bp.get("/measures")
@requires(Permission.READ_ISSUED_REPORTS)
def measures() -> ResponseReturnValue:
    """What each measure counts."""
    return render_template("explore/measures.html", measures=MEASURES.values())


@bp.get("/cases")
@requires(Permission.READ_CASES)
def cases() -> ResponseReturnValue:
    """The cases behind one number, as far as the person may read them; each reading is recorded."""
    wanted = wanted_here()
    place = request.args.get("row", ""), request.args.get("column", "")
    try:
        number = traced(wanted, place, current_user)
    except (Faults, DomainError):
        abort(404)
    trail.record_read(
        Act.EXPLORED_CASES_LISTED,
        by=current_user,
        about=[case.ref for case in number.cases],
        measure=number.measure.name,
        told_apart=",".join(number.question.names),
    )
    query = urlencode(wanted.pinned(number.question).pairs)
    return render_template("explore/cases.html", number=number, query=query, most=MOST)


@bp.post("/release")
@requires(Permission.BUILD_REPORTS)
@writes
def release() -> ResponseReturnValue:
    """Prepare the table for readers; it opens as a release that waits for a signature."""
    wanted = wanted_here()
    try:
        found = explored(wanted, None)
    except Faults as faults:
        return _page(ExploreForm(wanted, faults.by_field)), 422
    try:
        made = ask_release(found, by=current_user)
    except DomainError as error:
        form = ExploreForm(wanted, form_errors=(error.message,))
        return _page(form, explored(wanted, current_user)), 409
    return say_done(
        "Prepared. A second person signs off what it hides, then a lead issues it.",
        "releases.show",
        ref=made.ref,
    )


@bp.post("/releases/<ref>/issue")
@requires(Permission.SIGN_RELEASES)
@writes
def issue(ref: str) -> ResponseReturnValue:
    """Give readers a release that was asked for here."""
    made = release_with(ref, current_user)
    try:
        issue_explored(made, by=current_user)
    except DomainError as error:
        flash(error.message, "error")
        return redirect(url_for("releases.show", ref=ref), 303)
    return say_done(
        "The figures are issued. Readers find them under Explore.", "releases.show", ref=ref
    )


def wanted_here() -> Wanted:
    """What the present address asks."""
    return wanted_in(dict(request.args.lists()))


def _page(form: ExploreForm, found: Explored | None = None) -> str:
    return render_template(
        "explore/index.html",
        form=form,
        found=found,
        pictures=pictures(found.table) if found else [],
        caption=caption(found.table) if found else "",
        traced=found and may_trace(current_user, found.measure.name),
        traced_columns=traced_columns(found.table) if found else frozenset(),
        refusal=_refusal(found) if found else "",
        files=file_forms(),
    )


def _refusal(found: Explored) -> str:
    """Why this table cannot be released, or nothing."""
    try:
        check_may_be_released(found)
    except DomainError as error:
        return error.message
    return ""
