"""Approving a report: exactly these bytes, by a person who neither built nor commented on it."""

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Refused, Stale
from dhp.reports.commentary.queries import authors_in, to_confirm
from dhp.reports.document import Edition
from dhp.reports.life.moving import move
from dhp.reports.models import Run, RunStatus
from dhp.reports.rules import check_may_approve
from dhp.statistics.releases.queries import issued_before, named, release_of
from dhp.statistics.releases.rules import check_may_issue as check_release

NOT_READ = "This report is no longer the one you read. Open it again before you approve it."


def approve(run: Run, checksum: str, *, by: User) -> None:
    """Approve the draft `run`, if it still is what `by` read: the one with `checksum`.

    Raises `Refused` for the builder and for who wrote in it, while a comment speaks of numbers that
    have changed, and for a shareable edition until what it hides is signed off; `Stale` where the
    report was changed meanwhile.
    """
    check_may_approve(run, by.ref, authors_in(run))
    if checksum != run.checksum:
        raise Stale(NOT_READ)
    check_ready(run)
    move(
        run,
        status=RunStatus.APPROVED,
        approved_by=by.ref,
        approved_by_name=by.name,
        approved_at=now(),
        approved_checksum=checksum,
        void_approver=None,
        void_at=None,
        void_because=None,
    )
    trail.record(Act.REPORT_APPROVED, by=by, about=run.ref, kind=run.kind, checksum=checksum)


def check_ready(run: Run) -> None:
    """Raise `Refused` or `Stale` while anything is missing that nobody can approve without."""
    if to_confirm(run):
        raise Refused(
            "A comment speaks of numbers that have changed. It is confirmed, changed or removed first."
        )
    check_figures(run)


def check_figures(run: Run) -> None:
    """Raise `Refused` or `Stale` unless what a shareable edition hides is signed off and current."""
    if run.edition is not Edition.SHAREABLE:
        return
    release = release_of(run.ref)
    if release is None:
        raise Refused("This edition has no release to sign off. Build the report again.")
    against = named(issued_before(table.series for table in release.tables))
    check_release(release, against)
