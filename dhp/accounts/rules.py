"""What a user's account must be like, and what its present state allows."""

import re
from enum import StrEnum

from dhp.accounts.models import Force, Region, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.roles import ROLES
from dhp.errors import DomainError, Refused

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
