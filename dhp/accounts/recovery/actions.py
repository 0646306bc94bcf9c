"""Sending the link to a new second factor, and taking the new factor in place of the old one."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from dhp.accounts import codes, sessions, sign_in
from dhp.accounts.guesses import Guesser
from dhp.accounts.letters import tell, tell_leads
from dhp.accounts.models import User
from dhp.accounts.passkeys.actions import remove_all
from dhp.accounts.recovery.models import Recovery
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import record
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.extensions import db, rows_changed
from dhp.mail.wording import address, letter

LINK_HOURS = 24
OVER = "This link was used already or has expired. Ask for a new one."
_WRONG = "The code is not right. Check that the app has this account, and enter its code."
_LINK = (
    "Two people have agreed that you set up a new authenticator. Open this link. It asks for your "
    "password, then for a code from the new app:"
)
_NOT_YOU = "If you did not ask for this, do not open it. Tell the unit at once."
_CHANGED = (
    "Your authenticator was set up anew. The old one, and every passkey, no longer works. You are "
    "signed out everywhere."
)
_UNIT = (
    "Somebody has set up a new authenticator, to which a lead had agreed. “Access requests” says "
    "who. If you did not expect this, speak to the lead at once."
)


def send_link(user: User, *, by: User) -> None:
    """Post the link that works for `LINK_HOURS`, to the user alone; earlier ones end."""
    end_links(user)
    token, at = secrets.token_urlsafe(32), now()
    expires = at + timedelta(hours=LINK_HOURS)
    made = Recovery(token_hash=sessions.digest(token), user=user, expires_at=expires)
    db.session.add(made)
    db.session.flush()
    record(AccountAct.RECOVERY_SENT, by=by, about=user.ref, force=user.force_code)
    link = address(f"/recovery/{token}")
    text = letter(f"{_LINK}\n{link}", f"It works once, for {LINK_HOURS} hours.", _NOT_YOU)
    subject = "Set up a new authenticator"
    tell(user, subject, text, key=f"recovery {made.id} link", until=expires)


def end_links(user: User) -> None:
    """Let no link work any more by which `user` could set a new factor."""
    db.session.execute(
        update(Recovery)
        .where(Recovery.user_id == user.id, Recovery.used_at.is_(None))
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )


def open_recovery(token: str) -> Recovery | None:
    """What the link of `token` leads to; None when it is unknown, used, expired or replaced."""
    return db.session.scalar(
        select(Recovery)
        .join(Recovery.user)
        .where(
            Recovery.token_hash == sessions.digest(token),
            Recovery.used_at.is_(None),
            Recovery.expires_at > now(),
            User.is_active,
        )
    )


def give_password(recovery: Recovery, password: str, *, guesser: Guesser) -> None:
    """Take the first proof, and make the secret for the new app.

    Raises `TooManyGuesses` or `SignInFailed`.
    """
    sign_in.check_own_password(recovery.user, password, guesser=guesser)
    recovery.code_secret = recovery.code_secret or codes.new_secret()


def set_factor(recovery: Recovery, typed: str) -> None:
    """Put the new app in place of the old one; whoever is signed in as its user is out.

    `typed` is a code of the new app. Raises `DomainError` for a wrong one, `Refused` when the link
    was used meanwhile.
    """
    user, secret, at = recovery.user, recovery.code_secret, now()
    step = codes.matching_step(secret, typed, at=at) if secret else None
    if step is None:
        raise DomainError(_WRONG, "code")
    used = rows_changed(
        update(Recovery)
        .where(Recovery.id == recovery.id, Recovery.used_at.is_(None), Recovery.expires_at > at)
        .values(used_at=at, code_secret=None)
    )
    if used != 1:
        raise Refused(OVER)
    user.code_secret, user.code_step = secret, step
    remove_all(user)
    ended = sessions.end_all(user, by=user)
    record(AccountAct.FACTOR_RESET, by=user, about=user.ref, force=user.force_code, sessions=ended)
    key = f"recovery {recovery.id} done"
    tell(user, "Your authenticator has changed", letter(_CHANGED, _NOT_YOU), key=key)
    tell_leads("Somebody has a new authenticator", letter(_UNIT), key=key, but=user)
