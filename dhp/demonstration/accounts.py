"""The demonstration's accounts: at least one per role, one point of contact for every force.

Their passwords are made from the service's secret key, so that they differ from one installation
to the next and can still be shown again at every start.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app
from sqlalchemy import select

from dhp.accounts import actions, approvals, passwords
from dhp.accounts.forces import forces, load_forces
from dhp.accounts.models import Force, Region, RegionSystem, User
from dhp.accounts.passkeys.actions import keep
from dhp.accounts.permissions import RoleName
from dhp.accounts.queries import open_invitation
from dhp.audit.trail import Command
from dhp.errors import DomainError
from dhp.extensions import db

DOMAIN = "demonstration.example"  # reserved: no mail can ever reach it
SHOWN_FORCE = "E23000001"
_COST = (1, 8, 1)  # of Argon2, as in the settings
_UNIT = (
    ("coder", RoleName.CODER, "First coder"),
    ("second-coder", RoleName.CODER, "Second coder"),
    ("third-coder", RoleName.CODER, "Third coder"),
    ("lead", RoleName.LEAD, "First lead"),
    ("second-lead", RoleName.LEAD, "Second lead"),
    ("reader", RoleName.READER, "Reader"),
    ("administrator", RoleName.ADMINISTRATOR, "Administrator"),
    ("auditor", RoleName.AUDITOR, "Auditor"),
)
_ANALYSTS = (
    ("analyst", "South East analyst", Region(RegionSystem.HOME_OFFICE, "South East")),
    ("rocu-analyst", "Eastern ROCU analyst", Region(RegionSystem.ROCU, "Eastern")),
)
_WORDS = """
    acorn anchor apple autumn basket beacon berry bottle bramble bridge bucket butter candle
    canyon carpet castle cedar cherry clover copper cotton cricket curtain dolphin feather
    fiddle garden ginger granite harbour hazel heather helmet honey island jigsaw kettle ladder
    lantern lemon linen magnet maple marble meadow mirror mitten needle oyster paddle pebble
    pepper pillow pocket puzzle ribbon saddle silver spanner teapot thimble timber velvet walnut
"""


@dataclass(frozen=True)
class SignIn:
    """What somebody needs to sign in to the demonstration as one of its users."""

    role: str
    email: str
    password: str


@dataclass(frozen=True)
class Staff:
    """The users who act in the invented history; `readers` code narratives, `coders` all else."""

    contacts: dict[str, User]
    coders: tuple[User, User]
    readers: tuple[User, User, User]
    lead: User
    second_lead: User


def open_accounts() -> None:
    """Load the forces and make every demonstration user that is missing, password included."""
    load_forces(db.session())
    known = set(db.session.scalars(select(User.email)))
    people: list[tuple[str, RoleName, str, Force | Region | None]] = [
        (_email(local), role, name, None) for local, role, name in _UNIT
    ]
    people += [(_email(local), RoleName.ANALYST, name, region) for local, name, region in _ANALYSTS]
    people += [
        (_contact_email(force), RoleName.SPOC, f"Contact, {force.name}", force)
        for force in forces()
    ]
    with _kept_cheaply():
        for email, role, name, of in people:
            if email not in known:
                _open(email, role, name, of)
    if _email("newcomer") not in known:
        _ask_for_newcomer()
        approvals.ask_recovery(_user("third-coder"), by=_user("administrator"))
        _keep_passkey()


@contextmanager
def _kept_cheaply() -> Iterator[None]:
    """Inside, passwords are kept at the least cost: at the full one, fifty take ten seconds.

    They are shown at every start. Whoever signs in has theirs kept anew, as the settings say.
    """
    usual = current_app.config["PASSWORD_COST"]
    current_app.config["PASSWORD_COST"] = _COST
    try:
        yield
    finally:
        current_app.config["PASSWORD_COST"] = usual


def _ask_for_newcomer() -> None:
    """Let one person wait for a lead's word, as everybody does who shall read deaths."""
    approvals.invite(
        email=_email("newcomer"),
        name="Newcomer",
        role=RoleName.CODER,
        force=None,
        region=None,
        by=_user("administrator"),
    )


def _keep_passkey() -> None:
    """Give the first lead a passkey that no device holds; the second lead has none."""
    credential, public = (
        urlsafe_b64encode(sha256(word).digest()).rstrip(b"=").decode()
        for word in (b"a passkey of the demonstration", b"its public key")
    )
    keep(credential, public, "Work laptop (invented)", by=_user("lead"))


def _user(local: str) -> User:
    return db.session.scalars(select(User).where(User.email == _email(local))).one()


def staff() -> Staff:
    """The users of the history; call it when the accounts are open."""
    users = {user.email: user for user in db.session.scalars(select(User))}
    return Staff(
        {force.code: users[_contact_email(force)] for force in forces()},
        (users[_email("coder")], users[_email("second-coder")]),
        (users[_email("coder")], users[_email("second-coder")], users[_email("third-coder")]),
        users[_email("lead")],
        users[_email("second-lead")],
    )


def sign_ins(*, every: bool = False) -> Iterator[SignIn]:
    """One sign-in per role, or `every` account's. Raises `DomainError` where none would work."""
    users = list(db.session.scalars(select(User).order_by(User.id)))
    ours = [user for user in users if user.joined_at and user.email.endswith(f"@{DOMAIN}")]
    if not ours:
        raise DomainError("There are no demonstration accounts. Run `flask seed demo` first.")
    if not passwords.matches(ours[0].password_hash, _password(ours[0].email)):
        raise DomainError(
            "The secret key is not the one that the demonstration accounts were made with. "
            "Set the former DHP_SECRET_KEY, or start again with an empty database."
        )
    ours.sort(key=lambda user: (user.force_code or "") != SHOWN_FORCE)  # stable
    for role in RoleName:
        found = [user for user in ours if user.role is role]
        for user in found if every else found[:1]:
            yield SignIn(role.value, user.email, _password(user.email))


def _open(email: str, role: RoleName, name: str, of: Force | Region | None) -> None:
    _user, token = actions.invite(
        email=email,
        name=name,
        role=role,
        force=of if isinstance(of, Force) else None,
        region=of if isinstance(of, Region) else None,
        by=Command(),
    )
    invitation = open_invitation(token)
    if invitation is None:
        raise DomainError(f"The invitation of {email} was not kept.")
    actions.choose_password(invitation, _password(email), second_factor=False, known=())
    actions.join(invitation, typed_code=None)


def _email(local: str) -> str:
    return f"{local}@{DOMAIN}"


def _contact_email(force: Force) -> str:
    return _email(f"spoc.{force.code.lower()}")


def _password(email: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(key, b"demonstration password of " + email.encode(), sha256)
    words = _WORDS.split()
    return "-".join(words[byte % len(words)] for byte in digest[:4])
