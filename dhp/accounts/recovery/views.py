"""The pages behind the link to a new second factor: the password, then a code of the new app."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dhp.accounts import cookie
from dhp.accounts.forms import CodeForm, PresentPasswordForm
from dhp.accounts.invitation_views import app_facts
from dhp.accounts.recovery import actions
from dhp.accounts.recovery.models import Recovery
from dhp.accounts.views import bp, refused
from dhp.errors import DomainError
from dhp.web.access import public
from dhp.web.acting import say_done
from dhp.web.edge import writes

_PASSWORD, _CODE = "accounts/recover.html", "accounts/recover_code.html"


@bp.get("/recovery/<link>", endpoint="recover")
@public
def show_recover(link: str) -> ResponseReturnValue:
    """Ask for the password."""
    found = actions.open_recovery(link)
    return _password_page(PresentPasswordForm(), found) if found else _over()


@bp.post("/recovery/<link>")
@public
@writes
def give_password(link: str) -> ResponseReturnValue:
    """Take the first proof and go on to the new app."""
    found, form = actions.open_recovery(link), PresentPasswordForm()
    if found is None:
        return _over()
    if not form.validate():
        return _password_page(form, found)
    guesser = cookie.guesser(found.user.email)
    try:
        actions.give_password(found, form.current_password.data or "", guesser=guesser)
    except DomainError as error:
        return refused(_PASSWORD, form, error, user=found.user)
    cookie.password_given(found.user)
    return redirect(url_for(".recover_code", link=link))


@bp.get("/recovery/<link>/code", endpoint="recover_code")
@public
def show_recover_code(link: str) -> ResponseReturnValue:
    """Show the secret for the new app, and ask for its code."""
    found = _proved(link)
    if found is None:
        return _not_proved(link)
    return render_template(_CODE, form=CodeForm(), **app_facts(found.user, found.code_secret or ""))


@bp.post("/recovery/<link>/code")
@public
@writes
def set_factor(link: str) -> ResponseReturnValue:
    """Take the new factor; the person then signs in with it."""
    found, form = _proved(link), CodeForm()
    if found is None:
        return _not_proved(link)
    facts = app_facts(found.user, found.code_secret or "")
    if not form.validate():
        return render_template(_CODE, form=form, **facts)
    try:
        actions.set_factor(found, form.code.data or "")
    except DomainError as error:
        return refused(_CODE, form, error, **facts)
    cookie.signed_out()
    return say_done(
        "Your new authenticator works. Sign in with your password and its next code.", ".sign_in"
    )


def _proved(link: str) -> Recovery | None:
    """What the link leads to, for the browser in which the password was given a moment ago."""
    found, awaiting = actions.open_recovery(link), cookie.awaiting_code()
    if found is None or awaiting is None or awaiting.user_id != found.user_id:
        return None
    return found if found.code_secret else None


def _not_proved(link: str) -> ResponseReturnValue:
    return redirect(url_for(".recover", link=link)) if actions.open_recovery(link) else _over()


def _password_page(form: PresentPasswordForm, found: Recovery) -> str:
    return render_template(_PASSWORD, form=form, user=found.user)


def _over() -> ResponseReturnValue:
    return render_template("accounts/recovery_over.html"), 404
