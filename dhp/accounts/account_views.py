"""The pages of one's own account: who one is here, where one is signed in, the password."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import actions, cookie, sessions, sign_in
from dhp.accounts.forms import ChangePasswordForm
from dhp.accounts.invitation_views import known_words, second_factor, shortest_password
from dhp.accounts.passkeys.queries import passkeys_of
from dhp.accounts.roles import ROLES
from dhp.accounts.views import bp, home, refused
from dhp.errors import DomainError
from dhp.web.access import signed_in
from dhp.web.acting import say_done
from dhp.web.edge import writes


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Show the account and its sessions."""
    return render_template(
        "accounts/account.html",
        role=ROLES[current_user.role],
        sign_ins=sessions.open_sign_ins(current_user, cookie.limits()),
        present=cookie.present(),
        passkeys=passkeys_of(current_user),
    )


@bp.post("/account/end-others")
@signed_in
@writes
def end_others() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    sessions.end_all(current_user, by=current_user, but=cookie.present())
    return say_done("You are signed out everywhere else.", ".account")


@bp.get("/account/password", endpoint="password")
@signed_in
def show_password() -> ResponseReturnValue:
    """Ask for the present password and a new one."""
    return render_template(
        "accounts/password.html", form=ChangePasswordForm(), shortest=shortest_password()
    )


@bp.post("/account/password")
@signed_in
@writes
def change_password() -> ResponseReturnValue:
    """Change the password and sign out everywhere else."""
    form = ChangePasswordForm()
    if not form.validate():
        return _again(form)
    try:
        token = _changed(form)
    except DomainError as error:
        return _again(form, error)
    cookie.signed_in(token, home=home())
    return say_done("Your password is changed. You are signed out everywhere else.", ".account")


def _changed(form: ChangePasswordForm) -> str:
    guesser = cookie.guesser(current_user.email)
    sign_in.check_own_password(current_user, form.current_password.data or "", guesser=guesser)
    return actions.change_password(
        form.password.data or "",
        by=current_user,
        present=cookie.present(),
        second_factor=second_factor(),
        known=known_words(),
    )


def _again(form: ChangePasswordForm, error: DomainError | None = None) -> ResponseReturnValue:
    return refused("accounts/password.html", form, error, shortest=shortest_password())
