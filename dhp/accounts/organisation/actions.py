"""Whose account here an organisation's account is, and how it first comes to be somebody's."""

from flask import current_app
from sqlalchemy import select

from dhp.accounts import actions, guesses
from dhp.accounts.dormancy import is_dormant
from dhp.accounts.guesses import Guesser, Proof
from dhp.accounts.models import Invitation, User
from dhp.accounts.organisation.models import Identity
from dhp.accounts.organisation.tokens import NotTrusted, Told
from dhp.accounts.sign_in import DORMANT, Nobody, SignInFailed
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import record
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.extensions import db

UNIT = "unit"  # in the settings, in place of a force: whoever belongs to none
_UNKNOWN = (
    "Your organisation’s account is not known here. Ask the person who manages accounts for an "
    "invitation, and open its link first."
)


def user_of(told: Told) -> User:
    """The user whom an organisation's account belongs to.

    Raises `DomainError` where it belongs to nobody who may come in. An address never decides.
    """
    found = _identity(told)
    if found is None or not found.user.is_active:
        raise DomainError(_UNKNOWN)
    _check_force(told, found.user)
    if is_dormant(found.user):
        raise DomainError(DORMANT)
    return found.user


def attach(told: Told, invitation: Invitation) -> User:
    """Let the invited person join with an organisation's account. Raises `DomainError`."""
    user = invitation.user
    _check_force(told, user)
    if _identity(told) is not None:
        raise Refused("This account of your organisation belongs to a user here already.")
    actions.use_up(invitation)
    db.session.add(Identity(user_id=user.id, issuer=told.issuer, subject=told.subject))
    db.session.flush()
    user.joined_at = now()
    record(
        AccountAct.ACCOUNT_JOINED,
        by=user,
        about=user.ref,
        force=user.force_code,
        way="organisation",
    )
    return user


def check_same(told: Told, user: User) -> None:
    """Raise `NotTrusted` unless `told` speaks of `user`."""
    found = _identity(told)
    if found is None or found.user_id != user.id:
        raise NotTrusted("another person")


def failed(guesser: Guesser, error: DomainError) -> SignInFailed:
    """The error to show for a try that failed, which is counted and recorded: commit, then show."""
    reason = error.reason if isinstance(error, NotTrusted) else "account"
    guesses.count_at_source(guesser, Proof.ORGANISATION)
    proof = Proof.ORGANISATION.value
    record(AccountAct.SIGN_IN_FAILED, by=Nobody(), about=(), proof=proof, reason=reason)
    return SignInFailed(error.message)


def _identity(told: Told) -> Identity | None:
    return db.session.scalar(
        select(Identity).where(Identity.issuer == told.issuer, Identity.subject == told.subject)
    )


def _check_force(told: Told, user: User) -> None:
    if current_app.config["OIDC_TENANTS"].get(told.issuer) != (user.force_code or UNIT):
        raise NotTrusted("force")
