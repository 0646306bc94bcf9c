"""What may be done with a release, by where it stands, who made it, and what was issued since."""

from dhp.errors import Refused, Stale
from dhp.statistics.releases.models import Release, ReleaseStatus

AGAIN = "Build the report again, so that its figures are cleared against what was issued since."


def check_may_sign(release: Release, user_ref: str, against: str) -> None:
    """Raise `Refused` unless the release waits for a person other than its maker, and `Stale` where
    the releases issued by now are not those it was cleared against.
    """
    if release.status is not ReleaseStatus.PREPARED:
        raise Refused(f"This release does not wait for a sign-off: it is {release.status.value}.")
    if release.made_by == user_ref:
        raise Refused(
            "You made this release, so a second person must sign it off. Ask another lead."
        )
    check_current(release, against)


def check_may_issue(release: Release, against: str) -> None:
    """Raise `Refused` unless the release is signed off, and `Stale` where others were issued since."""
    if release.status is not ReleaseStatus.SIGNED:
        raise Refused("Nobody has signed off what this edition hides. Ask a lead to sign it off.")
    check_current(release, against)


def check_may_withdraw(release: Release) -> None:
    """Raise `Refused` for what was issued, or is withdrawn already."""
    if release.status is ReleaseStatus.ISSUED:
        raise Refused("This release was issued. What people have read cannot be taken back.")
    if release.status is ReleaseStatus.WITHDRAWN:
        raise Refused("This release is withdrawn already.")


def check_current(release: Release, against: str) -> None:
    """Raise `Stale` where the issued releases are no longer those it was cleared against."""
    if release.against != against:
        raise Stale(f"Other figures of these tables were issued meanwhile. {AGAIN}")


def may_sign(release: Release, user_ref: str) -> bool:
    """Whether the release waits for this person's sign-off."""
    try:
        check_may_sign(release, user_ref, release.against)
    except Refused:
        return False
    return True


def may_withdraw(release: Release) -> bool:
    """Whether the release can be withdrawn."""
    return release.status in (ReleaseStatus.PREPARED, ReleaseStatus.SIGNED)
