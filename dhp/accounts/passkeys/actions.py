"""Adding, using and removing passkeys. The user is told of each change by mail."""

from sqlalchemy import delete, select
from webauthn.helpers import bytes_to_base64url

from dhp.accounts import guesses, sessions, sign_in
from dhp.accounts.guesses import Guesser, Proof
from dhp.accounts.letters import tell
from dhp.accounts.models import SignIn, User
from dhp.accounts.passkeys import ceremonies
from dhp.accounts.passkeys.ceremonies import Asking
from dhp.accounts.passkeys.models import Passkey
from dhp.accounts.passkeys.queries import passkeys_of
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import record
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.mail.wording import letter

MOST = 10  # of one user
_NOT_YOU = "If that was not you, change your password and tell the unit at once."


def add(asking: Asking, answer: str, name: str, *, by: User) -> Passkey:
    """Keep the passkey in the browser's `answer` under `name`. Raises `DomainError`."""
    if len(passkeys_of(by)) >= MOST:
        raise Refused(f"You have {MOST} passkeys. Remove one that you no longer use first.")
    made = ceremonies.added(asking, answer)
    return keep(
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        name,
        count=made.sign_count,
        by=by,
    )


def keep(credential: str, public_key: str, name: str, *, count: int = 0, by: User) -> Passkey:
    """Keep a passkey whose answer was checked. Raises `DomainError` where it is kept already."""
    if db.session.scalar(select(Passkey.id).where(Passkey.credential == credential)):
        raise DomainError("This passkey is in use already. Take another device.")
    facts = {"credential": credential, "public_key": public_key, "count": count}
    kept = Passkey(user_id=by.id, name=name.strip(), **facts)
    db.session.add(kept)
    db.session.flush()
    record(AccountAct.PASSKEY_ADDED, by=by, about=(by.ref, kept.ref))
    _tell(by, "A passkey was added to your account", kept, "added")
    return kept


def remove(passkey: Passkey, *, by: User) -> None:
    """Let a passkey of `by` work no more."""
    record(AccountAct.PASSKEY_REMOVED, by=by, about=(by.ref, passkey.ref))
    _tell(by, "A passkey was removed from your account", passkey, "removed")
    db.session.delete(passkey)


def remove_all(user: User) -> None:
    """Let no passkey of `user` work any more: the second factor is set anew."""
    db.session.execute(delete(Passkey).where(Passkey.user_id == user.id))


def use(asking: Asking, answer: str, user: User, *, guesser: Guesser, alone: bool = False) -> None:
    """Take a passkey as `user`'s second proof, or `alone`. Raises `TooManyGuesses` or `SignInFailed`."""
    guesses.admit(guesser, Proof.PASSKEY)
    credential = ceremonies.credential_in(answer)
    found = next((one for one in passkeys_of(user) if one.credential == credential), None)
    try:
        if found is None:
            raise DomainError(ceremonies.NOT_TAKEN)
        proved = ceremonies.used(
            asking, answer, public_key=found.public_key, count=found.count, alone=alone
        )
    except DomainError as error:
        raise sign_in.failed(guesser, Proof.PASSKEY, user, error.message) from error
    found.count, found.used_at = proved.new_sign_count, now()


def prove(session: SignIn, asking: Asking, answer: str, *, guesser: Guesser) -> str:
    """Take a passkey for the proof that a session left open cannot give; gives the new token.

    Raises as `use` does, also where the device did not ask who it was.
    """
    use(asking, answer, session.user, guesser=guesser, alone=True)
    return sessions.prove(session, way="passkey")


def tell_of_code(session: SignIn) -> None:
    """Tell a user who has a passkey that a code was taken instead: it may have been a stranger."""
    if passkeys_of(session.user):
        text = letter("Somebody signed in to your account with a code, not a passkey.", _NOT_YOU)
        tell(session.user, "A code was used to sign in", text, key=f"code of {session.id}")


def _tell(user: User, subject: str, passkey: Passkey, what: str) -> None:
    tell(user, subject, letter(f"{subject}.", _NOT_YOU), key=f"passkey {passkey.ref} {what}")
