"""The page on which one proves again who one is, and the way back to what was wanted."""

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import cookie
from dhp.accounts.forms import ProofForm
from dhp.accounts.passkeys import actions as passkeys
from dhp.accounts.passkeys.ceremonies import options_to_use
from dhp.accounts.passkeys.forms import UsePasskeyForm
from dhp.accounts.passkeys.queries import passkeys_of
from dhp.accounts.proof import is_proved, keep_form, kept_form, prove
from dhp.accounts.views import bp, home, refused
from dhp.errors import DomainError
from dhp.web.access import signed_in
from dhp.web.edge import writes
from dhp.web.forms import Form

_CSRF = "csrf_token"
_BACK = "after_proof"
_TEMPLATE = "accounts/proof.html"
_PURPOSE = "prove"  # of the passkey: what was signed for signing in proves nothing here


def ask_for_proof(back: str = "", *, keep: Form | None = None) -> ResponseReturnValue | None:
    """Where to prove who one is, or None where that was done a moment ago.

    `back` is the endpoint to return to, which takes no values; the present one without it. It finds
    there what was typed in `keep`, by `typed_before`.
    """
    if is_proved(cookie.present()):
        return None
    if keep is not None:
        keep_form(cookie.present(), {name: keep[name].data for name in keep.data if name != _CSRF})
    session[_BACK] = back or request.endpoint
    return redirect(url_for("accounts.proof"), 303)


def typed_before() -> dict[str, object]:
    """What was typed before the proof was asked for, by field."""
    return kept_form(cookie.present())


@bp.get("/account/proof", endpoint="proof")
@signed_in
def show_proof() -> ResponseReturnValue:
    """Ask for a passkey, or for the password again and for a code where codes are used."""
    return _page(_form())


@bp.post("/account/proof")
@signed_in
@writes
def take_proof() -> ResponseReturnValue:
    """Take the proof and go back to what was wanted."""
    form = _form()
    if not form.validate():
        return _page(form)
    code = form.code.data or "" if "code" in form else None
    guesser = cookie.guesser(current_user.email)
    try:
        token = prove(cookie.present(), form.current_password.data or "", code, guesser=guesser)
    except DomainError as error:
        return refused(_TEMPLATE, form, error, **_facts())
    return back_from_proof(token)


@bp.post("/account/proof/passkey")
@signed_in
@writes
def prove_by_passkey() -> ResponseReturnValue:
    """Take a passkey as the proof, from a device that asked who it was, and go back."""
    asking, guesser = cookie.asking(_PURPOSE), cookie.guesser(current_user.email)
    answer = UsePasskeyForm().answer.data or ""
    try:
        token = passkeys.prove(cookie.present(), asking, answer, guesser=guesser)
    except DomainError as error:
        return refused(_TEMPLATE, _form(), error, **_facts())
    return back_from_proof(token)


def back_from_proof(token: str) -> ResponseReturnValue:
    """Go back to what was wanted, with the session's new token."""
    back = session.get(_BACK)
    cookie.signed_in(token, home=home())
    return redirect(url_for(back) if back in current_app.view_functions else home(), 303)


def _page(form: ProofForm) -> str:
    return render_template(_TEMPLATE, form=form, **_facts())


def _facts() -> dict[str, object]:
    known = [one.credential for one in passkeys_of(current_user)]
    asking = cookie.asking(_PURPOSE)
    options = options_to_use(asking, known=known, alone=True) if known else ""
    return {"kept": bool(typed_before()), "options": options}


def _form() -> ProofForm:
    form = ProofForm()
    if not current_app.config["SECOND_FACTOR"]:
        del form.code
    return form
