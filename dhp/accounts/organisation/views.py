"""The way to the provider of organisations' accounts and back, to sign in, to join, to prove again.

The provider sends the browser back by a link, and a link changes nothing here: the person presses
a button, whose form brings what the provider gave.
"""

from dataclasses import astuple

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from dhp.accounts import cookie, guesses, sessions
from dhp.accounts.guesses import Proof, TooManyGuesses
from dhp.accounts.organisation import actions, provider
from dhp.accounts.organisation.forms import BackForm
from dhp.accounts.organisation.provider import Try
from dhp.accounts.organisation.tokens import FRESH, NotTrusted, Told
from dhp.accounts.proof_views import back_from_proof
from dhp.accounts.queries import open_invitation
from dhp.accounts.views import bp, home, refused
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.web.access import public, signed_in
from dhp.web.edge import writes

_KEPT, _TEMPLATE = "organisation", "accounts/organisation.html"
_JOIN, _PROVE, _IN = "join", "prove", "in"


@bp.get("/sign-in/organisation")
@public
def organisation() -> ResponseReturnValue:
    """Send the browser away to sign in."""
    return _away(_IN)


@bp.get("/invitations/<token>/organisation")
@public
def join_by_organisation(token: str) -> ResponseReturnValue:
    """Send an invited person's browser away to join."""
    if open_invitation(token) is None:
        abort(404)
    return _away(_JOIN, token)


@bp.get("/account/proof/organisation")
@signed_in
def prove_by_organisation() -> ResponseReturnValue:
    """Send the browser away to prove again who the person is."""
    return _away(_PROVE)


@bp.get("/sign-in/organisation/back", endpoint="organisation_back")
@public
def show_organisation_back() -> ResponseReturnValue:
    """Ask the person to press a button, whose form holds what the provider gave."""
    _check_set_up()
    return render_template(_TEMPLATE, form=BackForm(request.args))


@bp.post("/sign-in/organisation/back")
@public
@writes
def come_back() -> ResponseReturnValue:
    """Take what the provider gave."""
    _check_set_up()
    form, guesser = BackForm(), cookie.guesser()
    *kept, purpose, token = session.pop(_KEPT, ["", "", "", _IN, ""])
    try:
        told = _told(form, Try(*kept))
        guesses.check_source(guesser, Proof.ORGANISATION)
        return _done(told, purpose, token)
    except TooManyGuesses as error:
        return refused(_TEMPLATE, form, error)
    except DomainError as error:
        return refused(_TEMPLATE, form, actions.failed(guesser, error))


def _told(form: BackForm, one: Try) -> Told:
    if not one.state or form.state.data != one.state:
        raise NotTrusted("state")
    if not form.code.data:
        raise NotTrusted("refused there")
    return provider.told_by(form.code.data, one, back=_back(), at=now())


def _done(told: Told, purpose: str, token: str) -> ResponseReturnValue:
    if purpose == _PROVE:
        return _prove(told)
    if purpose == _JOIN:
        invitation = open_invitation(token)
        if invitation is None:
            raise NotTrusted("invitation")
        user = actions.attach(told, invitation)
    else:
        user = actions.user_of(told)
    begun = sessions.begin(user, complete=True, way="organisation")
    return redirect(cookie.signed_in(begun, home=home()))


def _prove(told: Told) -> ResponseReturnValue:
    here = cookie.present()
    actions.check_same(told, here.user)
    if told.proved_at is None or told.proved_at < now() - FRESH:
        raise NotTrusted("stale proof")
    return back_from_proof(sessions.prove(here))


def _away(purpose: str, token: str = "") -> ResponseReturnValue:
    _check_set_up()
    one = Try.begun()
    try:
        address = provider.address_for(one, back=_back(), again=purpose == _PROVE)
    except NotTrusted as error:
        form = BackForm(formdata=None)
        return refused(_TEMPLATE, form, error)
    session[_KEPT] = [*astuple(one), purpose, token]
    return redirect(address)


def _back() -> str:
    return url_for("accounts.organisation_back", _external=True)


def _check_set_up() -> None:
    if not provider.is_set_up():
        abort(404)
