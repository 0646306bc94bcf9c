"""Where two readings differ: the list of cases, and the readings of one beside each other."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.queries import case_with
from dhp.coding.codebook import book
from dhp.coding.marks.desk import code_named
from dhp.coding.marks.forms import DecideForm
from dhp.coding.marks.views import bp
from dhp.coding.passes.oversight import to_adjudicate
from dhp.coding.settling.adjudication import check_adjudicator, check_waits, decide
from dhp.coding.settling.comparing import Comparison, comparison
from dhp.errors import DomainError
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/adjudication")
@requires(Permission.ADJUDICATE)
def adjudication() -> ResponseReturnValue:
    """The cases on which two readings differ and nobody has decided."""
    rows = to_adjudicate(current_user, book())
    trail.record_read(Act.CODING_LISTED, by=current_user, about=[row.case.ref for row in rows])
    return render_template("coding/adjudication.html", rows=rows)


@bp.get("/cases/<ref>")
@requires(Permission.CODE_THEMES)
def readings(ref: str) -> ResponseReturnValue:
    """The readings of one case, once all of them are finished."""
    found = comparison(case_with(plain_reference(ref), current_user), current_user)
    return _page(found, DecideForm(formdata=None))


@bp.post("/cases/<ref>/settle", endpoint="decide")
@requires(Permission.ADJUDICATE)
@writes
def settle(ref: str) -> ResponseReturnValue:
    """Decide on one code."""
    case, form = case_with(plain_reference(ref), current_user), DecideForm()
    found = comparison(case, current_user)
    with trying(form) as tried:
        code_id = code_named(form.code.data or "", found.book)
        check_waits(found.readings, code_id)
        check_adjudicator(case, current_user)
        check_sound(form)
        decide(case, {code_id: form.decision}, found.book, by=current_user)
    if tried.refused:
        return _page(comparison(case, current_user), form), tried.refused
    return say_done("Decided. Both readings stay as they are.", ".readings", ref=case.ref)


def _page(found: Comparison, form: DecideForm) -> str:
    case = found.case
    force = case.force.code if case.force else None
    about = (case.ref, *(one.case.ref for one in found.before))
    trail.record_read(Act.MARKS_READ, by=current_user, about=about, force=force)
    return render_template("coding/readings.html", found=found, form=form, why_not=_why_not(found))


def _why_not(found: Comparison) -> str:
    """Why the person may not decide here; nothing where it is possible or not needed."""
    if not found.readings.undecided:
        return ""
    if not current_user.may(Permission.ADJUDICATE):
        return "A third person settles where the two readings differ."
    try:
        check_adjudicator(found.case, current_user)
    except DomainError as error:
        return error.message
    return ""
