"""Approving and issuing the packs of many forces in one act: each its own bytes, its own event."""

from collections.abc import Callable, Sequence

from dhp.accounts.forces import names_of_forces
from dhp.accounts.models import User
from dhp.errors import DomainError, Refused
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run

Read = tuple[Run, str]  # a pack, and the checksum of what was read of it


def approve_together(packs: Sequence[Read], *, by: User) -> None:
    """Approve these packs as they were read: all of them or, where one cannot be, none.

    Raises `Refused` with the pack that is in the way, and for an empty choice.
    """
    _each(packs, lambda run, checksum: approve(run, checksum, by=by), "approved")


def issue_together(packs: Sequence[Read], *, by: User) -> None:
    """Issue these approved packs, each to the contacts of its force: all of them or none."""
    _each(packs, lambda run, checksum: issue(run, checksum, by=by), "issued")


def _each(packs: Sequence[Read], act: Callable[[Run, str], object], done: str) -> None:
    if not packs:
        raise Refused("Choose at least one pack.")
    for run, checksum in packs:
        try:
            if not run.force:
                raise Refused("This is not the pack of a force.")
            act(run, checksum)
        except DomainError as error:
            force = names_of_forces().get(run.force, "no force")
            raise Refused(
                f"The pack of {force}: {error.message} No pack was {done}. Take this one out, or read "
                "the list again."
            ) from error
