"""The leads' pages about erasing cases: asking for it, agreeing or refusing, and what was erased."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import cookie
from dhp.accounts.permissions import Permission
from dhp.accounts.proof import forget_form
from dhp.accounts.proof_views import ask_for_proof, typed_before
from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.cases.erasing.actions import agree_to_erase, ask_to_erase, refuse_to_erase
from dhp.cases.erasing.forms import EraseForm
from dhp.cases.erasing.models import Ground
from dhp.cases.erasing.queries import decided, erasure_with, waiting
from dhp.cases.models import Case
from dhp.cases.queries import case_to_change
from dhp.errors import Absent, DomainError
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("erasures", __name__, url_prefix="/erasures")


@bp.get("")
@requires(Permission.ERASE_CASES)
def index() -> ResponseReturnValue:
    """What waits for a second lead, and what was decided."""
    asked, past = waiting(current_user), decided(current_user)
    about = [one.case.ref for one in (*asked, *past)]
    trail.record_read(KeepingAct.ERASURES_LISTED, by=current_user, about=about)
    return render_template("cases/erasures.html", asked=asked, past=past)


@bp.get("/new")
@requires(Permission.ERASE_CASES)
def new() -> ResponseReturnValue:
    """Ask which case is to be erased and why."""
    named = {"case_ref": request.args.get("case", "")}
    return render_template("cases/erase.html", form=EraseForm(data=typed_before() or named))


@bp.post("/new", endpoint="ask")
@requires(Permission.ERASE_CASES)
@writes
def ask() -> ResponseReturnValue:
    """Ask a second lead, once the person has proved who they are."""
    form = EraseForm()
    proof = ask_for_proof("erasures.new", keep=form)
    if proof is not None:
        return proof
    with trying(form) as tried:
        check_sound(form)
        case, ground = _case(form.case_ref.data or ""), Ground(form.ground.data)
        ask_to_erase(case, ground, form.reason.data or "", by=current_user)
    if tried.refused:
        return render_template("cases/erase.html", form=form), tried.refused
    forget_form(cookie.present())
    return say_done("Another lead has to agree. Until then nothing changes.", ".index")


@bp.get("/<ref>")
@requires(Permission.ERASE_CASES)
def erasure(ref: str) -> ResponseReturnValue:
    """One request: which case, on what ground, who asks."""
    found = erasure_with(ref, current_user)
    trail.record_read(KeepingAct.ERASURE_READ, by=current_user, about=found.case.ref)
    return render_template("cases/erasure.html", erasure=found)


@bp.post("/<ref>/agree")
@requires(Permission.ERASE_CASES)
@writes
def agree(ref: str) -> ResponseReturnValue:
    """Erase the case, once the person has proved who they are."""
    found = erasure_with(ref, current_user)
    proof = ask_for_proof("erasures.index")
    if proof is not None:
        return proof
    agree_to_erase(found, by=current_user)
    return say_done("The case is erased. Nobody can read its texts again.", ".index")


@bp.post("/<ref>/refuse")
@requires(Permission.ERASE_CASES)
@writes
def refuse(ref: str) -> ResponseReturnValue:
    """Leave the case as it is."""
    refuse_to_erase(erasure_with(ref, current_user), by=current_user)
    return say_done("It is refused. Nothing has changed.", ".index")


def _case(typed: str) -> Case:
    try:
        return case_to_change(plain_reference(typed), current_user)
    except Absent:
        raise DomainError("There is no such case. Check its reference.", "case_ref") from None
