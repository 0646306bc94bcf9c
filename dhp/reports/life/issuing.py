"""Issuing an approved report: to every recipient in the same instant, and what it replaces ends."""

from dataclasses import replace

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Refused, Stale
from dhp.reports.distribution.actions import distribute
from dhp.reports.document import Document, Edition
from dhp.reports.life.approving import NOT_READ, check_figures
from dhp.reports.life.moving import document_of, move
from dhp.reports.models import Run, RunStatus
from dhp.reports.rules import check_may_issue
from dhp.statistics.releases.actions import issue_release
from dhp.statistics.releases.queries import release_of


def issue(run: Run, checksum: str, *, by: trail.Named) -> Document:
    """Issue the approved `run`, if it still is what was approved: the bytes with `checksum`.

    Every recipient gets it in this transaction, and the version that it corrects is superseded.
    Raises `Refused` unless it is approved and somebody else built it, and `Stale` where it is no
    longer what was approved, or other figures of a shareable edition were issued meanwhile.
    """
    check_may_issue(run, by.ref)
    if checksum != run.checksum or checksum != run.approved_checksum:
        raise Stale(NOT_READ)
    check_figures(run)
    if run.edition is Edition.SHAREABLE:
        release = release_of(run.ref)
        if release is None:
            raise Refused("This edition has no release to sign off. Build the report again.")
        issue_release(release, by=by)
    if run.replaces is not None:
        _supersede(run.replaces, run, by)
    at = now()
    document = replace(document_of(run), issued=at)
    move(
        run,
        status=RunStatus.ISSUED,
        issued_at=at,
        issued_by=by.ref,
        issued_by_name=by.name,
        content=document.to_json(),
        checksum=document.checksum,
    )
    facts = {"checksum": document.checksum, "approved": checksum}
    trail.record(Act.REPORT_ISSUED, by=by, about=run.ref, kind=run.kind, **facts)
    distribute(run, by=by)
    return document


def _supersede(old: Run, run: Run, by: trail.Named) -> None:
    """End the version that `run` corrects; one that was withdrawn stays so."""
    if old.status is RunStatus.ISSUED:
        move(old, status=RunStatus.SUPERSEDED, superseded_at=now())
        trail.record(Act.REPORT_SUPERSEDED, by=by, about=(old.ref, run.ref), kind=run.kind)
