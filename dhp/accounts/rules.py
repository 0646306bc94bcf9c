"""What a user's account must be like, and what its present state allows."""

import re
from enum import StrEnum

from dhp.accounts.approval_models import Approval
from dhp.accounts.models import Force, Region, User
from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.audit.trail import Actor
from dhp.errors import DomainError, Refused

# Whoever has one of these reads deaths, or says what a force says of them.
_OF_DEATHS = {Permission.READ_CASES, Permission.OPEN_CASE_PAGES, Permission.NOTIFY}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class AccountState(StrEnum):
    """How far an account is, in words for a list."""

    INVITED = "Invited, not joined yet"
    IN_USE = "In use"
    DISABLED = "Disabled"


def state_of(user: User) -> AccountState:
    """The state of `user`'s account."""
    if user.disabled_at is not None:
        return AccountState.DISABLED
    return AccountState.INVITED if user.joined_at is None else AccountState.IN_USE


def normal_email(email: str) -> str:
    """`email` as it is kept and compared."""
    return email.strip().lower()


def check_email(email: str) -> None:
    """Raise `DomainError` for what cannot be an e-mail address."""
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        raise DomainError("Enter an e-mail address, like name@example.police.uk.", "email")


def check_force_follows_role(role: RoleName, force: Force | None) -> None:
    """Raise `DomainError` unless exactly the roles of a force have one."""
    of_a_force = ROLES[role].of_a_force
    if of_a_force and force is None:
        raise DomainError("Choose the force that this person notifies for.", "force")
    if not of_a_force and force is not None:
        message = "Only a force’s single point of contact has a force. Choose “No force”."
        raise DomainError(message, "force")


def check_region_follows_role(role: RoleName, region: Region | None) -> None:
    """Raise `DomainError` unless exactly the roles of a region have one."""
    of_a_region = ROLES[role].of_a_region
    if of_a_region and region is None:
        raise DomainError("Choose the region whose forces this person looks after.", "region")
    if not of_a_region and region is not None:
        raise DomainError("Only a regional analyst has a region. Choose “No region”.", "region")


def check_may_change_region(user: User) -> None:
    """Raise `Refused` unless `user` looks after a region."""
    if not ROLES[user.role].of_a_region:
        raise Refused("Only a regional analyst has a region.")


def check_may_disable(user: User, *, by: User) -> None:
    """Raise `Refused` where `by` must not disable `user` now."""
    if user.id == by.id:
        raise Refused("You cannot disable your own account. Ask another administrator.")
    if user.disabled_at is not None:
        raise Refused("This account is disabled already.")


def check_may_enable(user: User) -> None:
    """Raise `Refused` unless the account is disabled."""
    if user.disabled_at is None:
        raise Refused("This account is not disabled.")


def check_may_invite_again(user: User) -> None:
    """Raise `Refused` unless the person is still expected."""
    if state_of(user) is not AccountState.INVITED:
        raise Refused("Only a person who has not joined yet can be sent a new invitation.")


def check_may_ask_recovery(user: User, *, by: User) -> None:
    """Raise `Refused` unless `by` may ask for a new second factor of `user`."""
    if not (by.may(Permission.MANAGE_ACCOUNTS) or by.may(Permission.GRANT_ACCESS)):
        raise Refused("Only an administrator or a lead asks for a new authenticator.")
    if user.id == by.id:
        raise Refused("Somebody else must ask for you: another administrator, or a lead.")
    if state_of(user) is not AccountState.IN_USE or user.password_hash is None:
        raise Refused("This account has no authenticator to replace.")


def needs_second_person(role: RoleName) -> bool:
    """Whether a lead must agree before somebody is let in with `role`: those that read deaths."""
    return bool(ROLES[role].permissions & _OF_DEATHS)


def check_may_let_in(role: RoleName, *, by: Actor) -> None:
    """Raise `Refused` where a user who is no lead lets somebody in alone; a command may."""
    if not needs_second_person(role) or not isinstance(by, User):
        return
    if not by.may(Permission.GRANT_ACCESS):
        raise Refused("This role reads deaths: a lead must agree first.")


def check_may_decide(approval: Approval, *, by: User) -> None:
    """Raise `Refused` where `by` must not decide what was asked, or it is decided."""
    if approval.agreed is not None:
        raise Refused("This request is decided already.")
    if not by.may(Permission.GRANT_ACCESS):
        raise Refused("Only a lead decides this.")
    if by.ref in (approval.asked_by, approval.user.ref):
        raise Refused("Somebody else must decide this: you asked for it, or it is about you.")
