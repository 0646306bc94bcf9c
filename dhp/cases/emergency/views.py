"""The pages of emergencies: what was opened, opening a restricted case, and ending it early."""

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import cookie
from dhp.accounts.permissions import Permission
from dhp.accounts.proof import forget_form
from dhp.accounts.proof_views import ask_for_proof, typed_before
from dhp.audit import trail
from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.cases.emergency.actions import end, open_in_emergency
from dhp.cases.emergency.forms import EmergencyForm
from dhp.cases.emergency.queries import lasting, latest, opening_with
from dhp.cases.queries import case_with
from dhp.errors import Absent, DomainError
from dhp.references import is_reference, plain_reference
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("emergency", __name__, url_prefix="/emergency")
_NONE = "Nothing can be opened with this reference. Check it with whoever gave it to you."


@bp.get("")
@requires(Permission.SEE_EMERGENCIES)
def index() -> ResponseReturnValue:
    """What was opened in an emergency, of the cases that the person may read."""
    openings = latest(current_user)
    about = [one.case.ref for one in openings]
    trail.record_read(Act.EMERGENCIES_LISTED, by=current_user, about=about)
    return render_template("cases/emergencies.html", openings=openings)


@bp.get("/new")
@requires(Permission.OPEN_IN_EMERGENCY)
def new() -> ResponseReturnValue:
    """Ask which case must be opened, and what the emergency is."""
    return render_template("cases/emergency.html", form=EmergencyForm(data=typed_before()))


@bp.post("/new", endpoint="open")
@requires(Permission.OPEN_IN_EMERGENCY)
@writes
def open_now() -> ResponseReturnValue:
    """Open the case for an hour, once the person has proved who they are."""
    form = EmergencyForm()
    proof = ask_for_proof("emergency.new", keep=form)
    if proof is not None:
        return proof
    ref = plain_reference(form.case_ref.data or "")
    if not (form.validate() and (_readable_anyway(ref) or _opened(ref, form))):
        return render_template("cases/emergency.html", form=form), 422
    forget_form(cookie.present())
    return redirect(url_for("cases.case", ref=ref), 303)


@bp.post("/<ref>/end", endpoint="end")
@requires(Permission.SEE_EMERGENCIES)
@writes
def end_now(ref: str) -> ResponseReturnValue:
    """End an opening before its hour is over."""
    end(opening_with(ref, current_user), by=current_user)
    return say_done("It is ended. The case is closed to whoever opened it.", ".index")


def init_app(app: Flask) -> None:
    """Say on every page what the person who asks has open in an emergency, and until when."""
    app.register_blueprint(bp)
    app.before_request(_look)
    app.jinja_env.globals["emergencies"] = lambda: g.get("emergencies", ())


def _look() -> None:
    # Before the page, so that the page of a fault need not ask the database.
    known = request.endpoint not in (None, "static") and current_user.is_authenticated
    if known:
        g.emergencies = [(one.case.ref, one.ref, one.until) for one in lasting(current_user)]


def _readable_anyway(ref: str) -> bool:
    try:
        case_with(ref, current_user)
    except Absent:
        return False
    flash("This case is open to you. Nobody was told of an emergency.")
    return True


def _opened(ref: str, form: EmergencyForm) -> bool:
    try:
        open_in_emergency(ref, form.reason.data or "", by=current_user)
    except Absent:
        form.fail(DomainError(_NONE, "case_ref"))
        _note(ref)
        return False
    except DomainError as error:
        form.fail(error)
        return False
    flash("The case is open to you for an hour. Those it concerns are told.", "success")
    return True


def _note(ref: str) -> None:
    """Whoever tries references is seen by whoever looks at refusals."""
    about = [ref] if is_reference(ref) else []
    trail.record_read(AccountAct.ACCESS_REFUSED, by=current_user, about=about, result=trail.DENIED)
