"""The pages of one's own passkeys, and the address that takes one when signing in."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import cookie, sessions
from dhp.accounts.forms import CodeForm
from dhp.accounts.passkeys import actions, ceremonies
from dhp.accounts.passkeys.forms import AddPasskeyForm, UsePasskeyForm
from dhp.accounts.passkeys.queries import is_wanted, passkey_with, passkeys_of
from dhp.accounts.proof_views import ask_for_proof
from dhp.accounts.views import bp, code_facts, home, refused
from dhp.errors import DomainError
from dhp.web.access import public, signed_in
from dhp.web.acting import say_done
from dhp.web.edge import writes

_NEW = "accounts/passkey_new.html"


@bp.post("/sign-in/passkey")
@public
@writes
def use_passkey() -> ResponseReturnValue:
    """Take a passkey as the second proof."""
    awaiting = cookie.awaiting_code()
    if awaiting is None:
        return redirect(url_for(".sign_in"))
    user, answer = awaiting.user, UsePasskeyForm().answer.data or ""
    try:
        actions.use(cookie.asking("use"), answer, user, guesser=cookie.guesser(user.email))
    except DomainError as error:
        return refused("accounts/code.html", CodeForm(), error, **code_facts(user))
    return redirect(cookie.signed_in(sessions.confirm(awaiting, way="passkey"), home=home()))


@bp.get("/account/passkeys", endpoint="passkeys")
@signed_in
def show_passkeys() -> ResponseReturnValue:
    """One's passkeys."""
    facts = {"passkeys": passkeys_of(current_user), "wanted": is_wanted(current_user)}
    return render_template("accounts/passkeys.html", most=actions.MOST, **facts)


@bp.get("/account/passkeys/new", endpoint="new_passkey")
@signed_in
def show_new_passkey() -> ResponseReturnValue:
    """Ask for a name and the passkey, of whoever has just proved who they are."""
    return ask_for_proof() or _new_page(AddPasskeyForm())


@bp.post("/account/passkeys/new")
@signed_in
@writes
def add_passkey() -> ResponseReturnValue:
    """Keep the new passkey."""
    form, answered = AddPasskeyForm(), ask_for_proof()
    if answered is not None:
        return answered
    if not form.validate():
        return _new_page(form), 422
    try:
        asking = cookie.asking("add")
        actions.add(asking, form.answer.data or "", form.name.data or "", by=current_user)
    except DomainError as error:
        form.answer.data = ""  # so that the next try asks anew
        form.fail(error)
        return _new_page(form), 422
    cookie.signed_in(sessions.renew(cookie.present()), home=home())
    return say_done("The passkey is added. Use it the next time you sign in.", ".passkeys")


@bp.post("/account/passkeys/<passkey_ref>/remove")
@signed_in
@writes
def remove_passkey(passkey_ref: str) -> ResponseReturnValue:
    """Let a passkey work no more."""
    found = passkey_with(passkey_ref, current_user)
    answered = ask_for_proof("accounts.passkeys")
    if answered is not None:
        return answered
    actions.remove(found, by=current_user)
    return say_done("The passkey is removed. It lets nobody in any more.", ".passkeys")


def _new_page(form: AddPasskeyForm) -> str:
    known = [one.credential for one in passkeys_of(current_user)]
    facts = {"handle": current_user.ref, "email": current_user.email, "known": known}
    options = ceremonies.options_to_add(cookie.asking("add"), **facts)
    return render_template(_NEW, form=form, options=options)
