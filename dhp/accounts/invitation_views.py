"""The pages by which an invited person chooses a password, sets up codes and joins."""

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dhp.accounts import actions, codes, passwords
from dhp.accounts.forces import forces
from dhp.accounts.forms import CodeForm, FirstPasswordForm
from dhp.accounts.models import Invitation, User
from dhp.accounts.queries import open_invitation
from dhp.accounts.views import bp
from dhp.errors import DomainError
from dhp.web.access import public
from dhp.web.acting import say_done
from dhp.web.edge import writes


@bp.get("/invitations/<token>", endpoint="invitation")
@public
def show_invitation(token: str) -> ResponseReturnValue:
    """Ask for a password."""
    invitation = open_invitation(token)
    return _password_page(FirstPasswordForm(), invitation, token) if invitation else _over()


@bp.post("/invitations/<token>")
@public
@writes
def choose_password(token: str) -> ResponseReturnValue:
    """Take the password; go on to the code, or let the person in."""
    invitation = open_invitation(token)
    if invitation is None:
        return _over()
    form, second = FirstPasswordForm(), second_factor()
    if not form.validate():
        return _password_page(form, invitation, token)
    try:
        actions.choose_password(
            invitation, form.password.data or "", second_factor=second, known=known_words()
        )
    except DomainError as error:
        form.fail(error)
        return _password_page(form, invitation, token)
    return redirect(url_for(".set_up_code", token=token)) if second else _join(invitation, None)


@bp.get("/invitations/<token>/code", endpoint="set_up_code")
@public
def show_set_up_code(token: str) -> ResponseReturnValue:
    """Show the secret for the app, and ask for a code that proves it arrived."""
    invitation = open_invitation(token)
    if invitation is None:
        return _over()
    return _code_page(CodeForm(), invitation, token)


@bp.post("/invitations/<token>/code")
@public
@writes
def confirm_code(token: str) -> ResponseReturnValue:
    """Take the first code and let the person in."""
    invitation = open_invitation(token)
    if invitation is None:
        return _over()
    form = CodeForm()
    if invitation.user.code_secret is None or not form.validate():
        return _code_page(form, invitation, token)
    try:
        return _join(invitation, form.code.data or "")
    except DomainError as error:
        form.fail(error)
        return _code_page(form, invitation, token)


def second_factor() -> bool:
    """Whether people sign in with a code as well."""
    asked: bool = current_app.config["SECOND_FACTOR"]
    return asked


def shortest_password() -> int:
    """The least number of characters of a password here."""
    return passwords.SHORTEST if second_factor() else passwords.SHORTEST_ALONE


def known_words() -> list[str]:
    """What a stranger would try first in a password: the names of the forces and the service."""
    names = [force.name for force in forces()]
    return [*names, current_app.config["SERVICE_NAME"], current_app.config["UNIT_NAME"]]


def app_facts(user: User, secret: str) -> dict[str, object]:
    """What a page shows of `secret` for an authenticator app: as a picture and as text."""
    address = codes.address_for_app(
        secret, email=user.email, service=current_app.config["SERVICE_NAME"]
    )
    side, dark = codes.picture(address)
    groups = [secret[i : i + 4] for i in range(0, len(secret), 4)]
    return {"side": side, "dark": dark, "groups": groups}


def _join(invitation: Invitation, typed_code: str | None) -> ResponseReturnValue:
    actions.join(invitation, typed_code=typed_code)
    return say_done(
        "Your account is ready. Sign in with your e-mail address and password.", ".sign_in"
    )


def _password_page(form: FirstPasswordForm, invitation: Invitation, token: str) -> str:
    return render_template(
        "accounts/first_password.html",
        form=form,
        user=invitation.user,
        token=token,
        shortest=shortest_password(),
        second_factor=second_factor(),
    )


def _code_page(form: CodeForm, invitation: Invitation, token: str) -> ResponseReturnValue:
    user = invitation.user
    if user.code_secret is None:
        return redirect(url_for(".invitation", token=token))
    facts = app_facts(user, user.code_secret)
    return render_template("accounts/set_up_code.html", form=form, **facts)


def _over() -> ResponseReturnValue:
    return render_template("accounts/invitation_over.html"), 404
