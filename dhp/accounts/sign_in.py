"""Signing in: the two proofs, and what is recorded when one of them fails. Knows no page."""

from dataclasses import dataclass

from sqlalchemy import select, update

from dhp.accounts import codes, guesses, passwords
from dhp.accounts.dormancy import is_dormant
from dhp.accounts.guesses import Guesser, Proof
from dhp.accounts.models import User
from dhp.accounts.rules import normal_email
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import record
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.extensions import db, rows_changed

WRONG_PAIR = "The e-mail address and password do not belong together. Check both and try again."
DORMANT = "This account was not used for a long time and is shut. Ask for it to be enabled."
WRONG_CODE = (
    "The code is not right, or was used already. Wait until your app shows a new one and enter it."
)


class SignInFailed(DomainError):
    """The proof was wrong. The failure is counted and recorded: commit, then show it."""


@dataclass(frozen=True)
class Nobody:
    """Whoever tried to sign in and could not."""

    ref: str = "nobody"
    role_name: str = "nobody"
    force_code: str | None = None


def check_password(email: str, password: str, *, guesser: Guesser) -> User:
    """The user with this e-mail address and password.

    Raises `TooManyGuesses` or `SignInFailed`, each alike whether or not there is such an account.
    """
    guesses.admit(guesser, Proof.PASSWORD)
    user = db.session.scalar(select(User).where(User.email == normal_email(email)))
    kept = user.password_hash if user and user.is_active else None
    if not passwords.matches(kept, password) or user is None:
        raise failed(guesser, Proof.PASSWORD, user, WRONG_PAIR)
    if is_dormant(user):
        raise failed(guesser, Proof.PASSWORD, user, DORMANT)
    if kept and passwords.outdated(kept):
        user.password_hash = passwords.hashed(password)
    return user


def check_own_password(user: User, password: str, *, guesser: Guesser) -> None:
    """Whether it is really `user` who is at the keyboard. Raises as `check_password` does."""
    guesses.admit(guesser, Proof.PASSWORD)
    if not passwords.matches(user.password_hash, password):
        message = "This is not your present password. Enter the one you signed in with."
        raise failed(guesser, Proof.PASSWORD, user, message, field="current_password")


def check_code(user: User, typed: str, *, guesser: Guesser) -> None:
    """Spend the code that `user`'s app shows. Raises `TooManyGuesses` or `SignInFailed`."""
    guesses.admit(guesser, Proof.CODE)
    if not spend_code(user, typed):
        raise failed(guesser, Proof.CODE, user, WRONG_CODE, field="code")


def spend_code(user: User, typed: str) -> bool:
    """Whether `typed` is right and was never used. Of any number of tries at once one succeeds."""
    step = codes.matching_step(user.code_secret, typed, at=now()) if user.code_secret else None
    if step is None:
        return False
    unspent = update(User).where(User.id == user.id, User.code_step < step)
    return rows_changed(unspent.values(code_step=step)) == 1


def failed(
    guesser: Guesser, proof: Proof, user: User | None, message: str, field: str | None = None
) -> SignInFailed:
    """The error to raise for a wrong proof, which is counted and recorded."""
    guesses.count(guesser, proof)
    record(
        AccountAct.SIGN_IN_FAILED, by=Nobody(), about=user.ref if user else (), proof=proof.value
    )
    return SignInFailed(message, field)
