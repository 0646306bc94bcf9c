"""Building and issuing reports. Issuing takes a second person, and exactly what was built."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import update

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Refused
from dhp.extensions import db
from dhp.reports.building import Order, built
from dhp.reports.document import Document, Edition, Front
from dhp.reports.models import Run, RunStatus
from dhp.reports.queries import document_of, last_issued
from dhp.reports.rules import check_may_issue
from dhp.statistics.releases.actions import Showing, issue_release, prepare
from dhp.statistics.releases.queries import release_of

HANDLING = {
    Edition.RESTRICTED: (
        "OFFICIAL-SENSITIVE",
        (
            "For named recipients. Do not forward. Contains case information about deaths under "
            "investigation."
        ),
    ),
    Edition.SHAREABLE: (
        "OFFICIAL",
        "May be shared. Small numbers are withheld so that nobody can be identified.",
    ),
}


def front_block(
    settings: Mapping[str, str], author: str, edition: Edition = Edition.RESTRICTED
) -> Front:
    """The front block from the service's settings and the author's name."""
    marking, handling = HANDLING[edition]
    return Front(
        marking=marking,
        handling=handling,
        foi=settings["FOI_LINE"],
        author=author,
        organisation=settings["UNIT_NAME"],
        contact=settings["UNIT_CONTACT"],
    )


def build_report(
    kind: str,
    ending: date,
    front: Front,
    as_at: datetime | None = None,
    *,
    by: User,
    edition: Edition = Edition.RESTRICTED,
) -> Run:
    """Build a draft of `kind` whose last period holds `ending`, and keep it.

    What a shareable edition hides waits for another person's sign-off.
    """
    before = last_issued(kind, ending, edition)
    order = Order(kind, ending, front, as_at or now(), before.as_at if before else None, edition)
    made = built(order)
    document = made.document
    run = Run(
        kind=kind,
        edition=document.edition,
        title=document.title,
        period_from=document.period.start,
        period_to=document.period.end,
        as_at=document.as_at,
        content=document.to_json(),
        checksum=document.checksum,
        built_by=by.ref,
        built_by_name=by.name,
        built_at=now(),
    )
    db.session.add(run)
    db.session.flush()
    trail.record(Act.REPORT_BUILT, by=by, about=run.ref, kind=kind, checksum=run.checksum)
    if made.clearing:
        days = run.period_from, run.period_to
        prepare(made.clearing, Showing(run.ref, run.title, *days, run.as_at), by=by)
    return run


def issue(run: Run, checksum: str, *, by: User) -> Document:
    """Issue the draft `run`, if it still is what `by` saw: the one with `checksum`.

    Raises `Refused` for the builder, for a run already issued, for any other checksum, and for a
    shareable edition unless what it hides was signed off; `Stale` where that is out of date.
    """
    check_may_issue(run, by.ref)
    if checksum != run.checksum:
        raise Refused(
            "This report is no longer the one you read. Open it again before you issue it."
        )
    if run.edition is Edition.SHAREABLE:
        _issue_figures(run, by)
    at = now()
    document = replace(document_of(run), issued=at)
    moved = db.session.execute(
        update(Run)
        .where(Run.id == run.id, Run.status == RunStatus.DRAFT, Run.checksum == checksum)
        .values(
            status=RunStatus.ISSUED,
            issued_at=at,
            issued_by=by.ref,
            issued_by_name=by.name,
            content=document.to_json(),
            checksum=document.checksum,
            version=Run.version + 1,
        )
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise Refused("Somebody else issued this report a moment ago.")
    trail.record(Act.REPORT_ISSUED, by=by, about=run.ref, kind=run.kind, checksum=document.checksum)
    return document


def _issue_figures(run: Run, by: User) -> None:
    """Enter the figures of a shareable edition into the ledger of what was issued."""
    release = release_of(run.ref)
    if release is None:
        raise Refused("This edition has no release to sign off. Build the report again.")
    issue_release(release, by=by)
