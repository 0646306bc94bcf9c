"""Proving again who one is, before what a session left open must not do. Knows no page."""

import json
from collections.abc import Mapping
from datetime import timedelta

from dhp.accounts import sessions, sign_in
from dhp.accounts.guesses import Guesser
from dhp.accounts.models import SignIn
from dhp.calendar import now

PROOF_HOLDS = timedelta(minutes=10)


def is_proved(session: SignIn) -> bool:
    """Whether the user of `session` has proved who they are within the last `PROOF_HOLDS`."""
    return session.proved_at is not None and session.proved_at > now() - PROOF_HOLDS


def keep_form(session: SignIn, typed: Mapping[str, object]) -> None:
    """Keep what was `typed` in a form, by field, until `forget_form`: a proof must not lose it."""
    session.kept_form = json.dumps(typed)


def kept_form(session: SignIn) -> dict[str, object]:
    """What `keep_form` kept; nothing where it did not."""
    typed: dict[str, object] = json.loads(session.kept_form or "{}")
    return typed


def forget_form(session: SignIn) -> None:
    """Let go of what was kept: the form was taken."""
    session.kept_form = None


def prove(session: SignIn, password: str, code: str | None, *, guesser: Guesser) -> str:
    """Take the password, and the code where one is asked for; gives the session's new token.

    `code` is None where the service asks for none. Raises `TooManyGuesses` or `SignInFailed`.
    """
    sign_in.check_own_password(session.user, password, guesser=guesser)
    if code is not None:
        sign_in.check_code(session.user, code, guesser=guesser)
    return sessions.prove(session)
