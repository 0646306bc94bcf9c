"""What changes an account: invited, joined, disabled, enabled, a new password."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import update

from dhp.accounts import codes, passwords, sessions, sign_in
from dhp.accounts.models import Force, Invitation, Region, SignIn, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.queries import check_email_is_free
from dhp.accounts.rules import (
    check_email,
    check_force_follows_role,
    check_may_change_region,
    check_may_disable,
    check_may_enable,
    check_may_invite_again,
    check_may_let_in,
    check_region_follows_role,
    normal_email,
)
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import Actor, record
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.extensions import db, rows_changed

INVITATION_DAYS = 7
USED = "This invitation was used already or has expired. Ask for a new one."


def invite(
    *,
    email: str,
    name: str,
    role: RoleName,
    force: Force | None,
    region: Region | None = None,
    by: Actor,
) -> tuple[User, str]:
    """A new user, and the token of the invitation by which the person joins.

    Raises `DomainError`, with its field, for an address in use, and for a force or a region that
    does not fit the role.
    """
    check_may_let_in(role, by=by)
    user = add(email=email, name=name, role=role, force=force, region=region)
    return user, _invitation(user, by)


def add(
    *, email: str, name: str, role: RoleName, force: Force | None, region: Region | None = None
) -> User:
    """A new user whom nobody has invited yet; the caller records why. Raises as `invite` does."""
    email = normal_email(email)
    check_email(email)
    check_force_follows_role(role, force)
    check_region_follows_role(role, region)
    check_email_is_free(email)
    user = User(email=email, name=name.strip(), role=role, force=force)
    if region is not None:
        user.region_system, user.region_name = region.system, region.name
    db.session.add(user)
    db.session.flush()
    return user


def invite_again(user: User, *, by: Actor) -> str:
    """The token of a new invitation; those before it end. Raises `Refused` once joined."""
    check_may_invite_again(user)
    check_may_let_in(user.role, by=by)
    end_invitations(user)
    return _invitation(user, by)


def choose_password(
    invitation: Invitation, password: str, *, second_factor: bool, known: Iterable[str]
) -> None:
    """Set the first password, and a fresh secret for codes where `second_factor` asks for one.

    The account stays unusable until `join`. Raises `DomainError` for a weak password.
    """
    user = invitation.user
    user.password_hash = _checked(user, password, second_factor=second_factor, known=known)
    user.code_secret = codes.new_secret() if second_factor else None


def join(invitation: Invitation, *, typed_code: str | None) -> User:
    """Use the invitation up. `typed_code` confirms the app, and is None where no code is used.

    Raises `DomainError` for a wrong code, `Refused` when the invitation was used meanwhile.
    """
    user = invitation.user
    if typed_code is not None and not sign_in.spend_code(user, typed_code):
        message = "The code is not right. Check that the app has this account, and enter its code."
        raise DomainError(message, "code")
    if user.password_hash is None:
        raise Refused(USED)
    use_up(invitation)
    user.joined_at = now()
    record(AccountAct.ACCOUNT_JOINED, by=user, about=user.ref, force=user.force_code)
    return user


def use_up(invitation: Invitation) -> None:
    """Let an invitation work no more. Raises `Refused` when it was used meanwhile."""
    at = now()
    used = rows_changed(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > at,
        )
        .values(used_at=at)
    )
    if used != 1:
        raise Refused(USED)


def change_region(user: User, region: Region | None, *, by: User) -> None:
    """Give an analyst another region, from the next request on.

    Raises `DomainError` without a region, `Refused` for whoever is no analyst.
    """
    check_may_change_region(user)
    check_may_let_in(user.role, by=by)
    check_region_follows_role(user.role, region)
    if region is not None and region != user.region:
        user.region_system, user.region_name = region.system, region.name
        facts = {"system": region.system.value, "region": region.name}
        record(AccountAct.REGION_CHANGED, by=by, about=user.ref, **facts)


def set_collar_number(user: User, number: str, *, by: User) -> None:
    """Keep by which number a force calls the person, or that it has none: an empty text."""
    wanted = number.strip() or None
    if wanted != user.collar_number:
        user.collar_number = wanted
        record(AccountAct.COLLAR_NUMBER_SET, by=by, about=user.ref, force=user.force_code)


def disable(user: User, *, by: User) -> None:
    """Shut the account from its next request on. Raises `Refused` where that is not allowed."""
    check_may_disable(user, by=by)
    user.disabled_at = now()
    end_invitations(user)
    ended = sessions.end_all(user, by=by)
    record(
        AccountAct.ACCOUNT_DISABLED, by=by, about=user.ref, force=user.force_code, sessions=ended
    )


def enable(user: User, *, by: User) -> None:
    """Open a disabled account again; its password and codes are as before."""
    check_may_enable(user)
    check_may_let_in(user.role, by=by)
    user.disabled_at, user.enabled_at = None, now()
    record(AccountAct.ACCOUNT_ENABLED, by=by, about=user.ref, force=user.force_code)


def change_password(
    password: str, *, by: User, present: SignIn, second_factor: bool, known: Iterable[str]
) -> str:
    """A new password; the user is signed out everywhere else. Gives this session's new token."""
    by.password_hash = _checked(by, password, second_factor=second_factor, known=known)
    ended = sessions.end_all(by, by=by, but=present)
    record(AccountAct.PASSWORD_CHANGED, by=by, about=by.ref, sessions=ended)
    return sessions.renew(present)


def _checked(user: User, password: str, *, second_factor: bool, known: Iterable[str]) -> str:
    shortest = passwords.SHORTEST if second_factor else passwords.SHORTEST_ALONE
    passwords.check_strength(password, shortest=shortest, known=[user.name, user.email, *known])
    return passwords.hashed(password)


def _invitation(user: User, by: Actor) -> str:
    token = secrets.token_urlsafe(32)
    expires = now() + timedelta(days=INVITATION_DAYS)
    db.session.add(
        Invitation(token_hash=sessions.digest(token), user_id=user.id, expires_at=expires)
    )
    record(
        AccountAct.ACCOUNT_INVITED,
        by=by,
        about=user.ref,
        force=user.force_code,
        given_role=user.role.value,
    )
    return token


def end_invitations(user: User) -> None:
    """Let no link work any more by which `user` could join."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.user_id == user.id, Invitation.used_at.is_(None))
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )
