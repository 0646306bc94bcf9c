"""The pages of signing in and out. The other pages of accounts hang on the same blueprint."""

from flask import Blueprint, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import cookie, sessions, sign_in
from dhp.accounts.forms import CodeForm, SignInForm
from dhp.accounts.guesses import TooManyGuesses
from dhp.accounts.models import SignIn, User
from dhp.accounts.passkeys.actions import tell_of_code
from dhp.accounts.passkeys.ceremonies import options_to_use
from dhp.accounts.passkeys.queries import is_wanted, passkeys_of
from dhp.errors import DomainError
from dhp.web.access import public, signed_in
from dhp.web.edge import writes
from dhp.web.forms import Form
from dhp.web.templating import has_endpoint

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in", endpoint="sign_in")
@public
def show_sign_in() -> ResponseReturnValue:
    """Ask for e-mail address and password."""
    if current_user.is_authenticated:
        return redirect(home())
    return render_template("accounts/sign_in.html", form=SignInForm())


@bp.post("/sign-in")
@public
@writes
def check_password() -> ResponseReturnValue:
    """Take the first proof."""
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form)
    email = form.email.data or ""
    try:
        user = sign_in.check_password(
            email, form.password.data or "", guesser=cookie.guesser(email)
        )
    except DomainError as error:
        return refused("accounts/sign_in.html", form, error)
    return _after_password(user)


@bp.get("/sign-in/code", endpoint="code")
@public
def show_code() -> ResponseReturnValue:
    """Ask for the code."""
    awaiting = cookie.awaiting_code()
    if awaiting is None:
        return redirect(url_for(".sign_in"))
    return render_template("accounts/code.html", form=CodeForm(), **code_facts(awaiting.user))


@bp.post("/sign-in/code")
@public
@writes
def check_code() -> ResponseReturnValue:
    """Take the second proof."""
    awaiting = cookie.awaiting_code()
    if awaiting is None:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    facts = code_facts(awaiting.user)
    if not form.validate():
        return render_template("accounts/code.html", form=form, **facts)
    try:
        token = _complete(awaiting, form.code.data or "")
    except DomainError as error:
        return refused("accounts/code.html", form, error, **facts)
    wanted = cookie.signed_in(token, home=home())
    return redirect(url_for(".passkeys") if is_wanted(awaiting.user) else wanted)


@bp.post("/sign-out")
@signed_in
@writes
def sign_out() -> ResponseReturnValue:
    """End this session."""
    sessions.end(cookie.present())
    cookie.signed_out()
    return redirect(url_for(".sign_in"))


def home() -> str:
    """The path of the first page after signing in."""
    return url_for("home.index") if has_endpoint("home.index") else "/"


def code_facts(user: User) -> dict[str, object]:
    """What the page of the second step needs to ask for a passkey; no options without any."""
    known = [one.credential for one in passkeys_of(user)]
    return {"options": options_to_use(cookie.asking("use"), known=known) if known else ""}


def refused(
    template: str, form: Form, error: DomainError | None, **values: object
) -> ResponseReturnValue:
    """The form again with what is wrong; with 429 when it is too early for another try.

    Without an `error` the form itself has faults. Its answer is a success all the same: what was
    counted of the try is to be kept.
    """
    if error is not None:
        form.fail(error)
    page = make_response(render_template(template, form=form, **values))
    if isinstance(error, TooManyGuesses):
        page.status_code = 429
        page.headers["Retry-After"] = str(error.seconds)
    return page


def _after_password(user: User) -> ResponseReturnValue:
    if current_app.config["SECOND_FACTOR"]:
        cookie.password_given(user)
        return redirect(url_for(".code"))
    return redirect(cookie.signed_in(sessions.begin(user, complete=True), home=home()))


def _complete(awaiting: SignIn, typed: str) -> str:
    sign_in.check_code(awaiting.user, typed, guesser=cookie.guesser(awaiting.user.email))
    tell_of_code(awaiting)
    return sessions.confirm(awaiting)
