"""Building a draft of a report, and building it again from later knowledge."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.calendar.issues import issue_of
from dhp.errors import Stale
from dhp.extensions import db
from dhp.reports.building import Built, Order, built
from dhp.reports.commentary.queries import present
from dhp.reports.commentary.sections import with_comments
from dhp.reports.document import Document, Edition, Front, Notice
from dhp.reports.life.moving import CHANGED, rewrite
from dhp.reports.models import Run
from dhp.reports.queries import last_issued
from dhp.reports.rules import check_may_change
from dhp.statistics.releases.actions import Showing, prepare

APOLOGY = "We are sorry for the mistake."
REFRESHED = "It was built again from later knowledge."

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


@dataclass(frozen=True)
class Correction:
    """The issued run that a draft corrects, and what was wrong with it, in a sentence."""

    of: Run
    wrong: str


def build_report(
    kind: str,
    ending: date,
    front: Front,
    as_at: datetime | None = None,
    *,
    by: trail.Named,
    edition: Edition = Edition.RESTRICTED,
    force: str | None = None,
) -> Run:
    """Build a draft of `kind` whose last period holds `ending`, and keep it.

    `as_at` is the present where None; `force` the code of the force that a force pack is for. What a
    shareable edition hides waits for another person's sign-off.
    """
    return draft(Order(kind, ending, front, as_at, None, edition, force), by=by)


def draft(order: Order, *, by: trail.Named, corrects: Correction | None = None) -> Run:
    """Build the draft that `order` asks for, and keep it; it may correct an issued run."""
    made = _made(order)
    document = _noticed(made.document, corrects) if corrects else made.document
    planned = issue_of(order.kind, document.period.end)
    run = Run(
        kind=order.kind,
        edition=document.edition,
        force=order.force or "",
        title=document.title,
        period_from=document.period.start,
        period_to=document.period.end,
        as_at=document.as_at,
        due_at=planned.at if planned else None,
        content=document.to_json(),
        checksum=document.checksum,
        built_by=by.ref,
        built_by_name=by.name,
        built_at=now(),
        number=document.version,
        replaces=corrects.of if corrects else None,
        correction=corrects.wrong if corrects else None,
    )
    db.session.add(run)
    db.session.flush()
    trail.record(Act.REPORT_BUILT, by=by, about=run.ref, kind=run.kind, checksum=run.checksum)
    _prepare(made, run, by)
    return run


def refresh(
    run: Run, front: Front, checksum: str, as_at: datetime | None = None, *, by: trail.Named
) -> None:
    """Build the draft `run` again from what the record knows at `as_at`, now where None.

    `checksum` is that of the report `by` read. Its comments stay; those whose section has other
    numbers wait to be confirmed. An approval is void, and a sign-off with it. Raises `Refused` once
    it is issued, `Stale` where somebody else changed it meanwhile.
    """
    check_may_change(run)
    if checksum != run.checksum:
        raise Stale(CHANGED)
    force = run.force or None
    made = _made(Order(run.kind, run.period_to, front, as_at, None, run.edition, force))
    document = made.document
    if run.replaces is not None and run.correction is not None:
        document = _noticed(document, Correction(run.replaces, run.correction))
    document = with_comments(document, present(run))
    built_by = {"built_by": by.ref, "built_by_name": by.name, "built_at": now()}
    rewrite(run, document, REFRESHED, by=by, **built_by)
    trail.record(Act.REPORT_REFRESHED, by=by, about=run.ref, checksum=run.checksum)
    _prepare(made, run, by)


def _made(order: Order) -> Built:
    """What `order` asks for, compared with the edition before; its instant is the present if none."""
    before = last_issued(order.kind, order.ending, order.edition, order.force or "")
    then = before.as_at if before else None
    return built(replace(order, as_at=order.as_at or now(), before_as_at=then))


def _prepare(made: Built, run: Run, by: trail.Named) -> None:
    """Let what a shareable edition hides wait for its sign-off."""
    if made.clearing:
        days = run.period_from, run.period_to
        prepare(made.clearing, Showing(run.ref, run.title, *days, run.as_at), by=by)


def _noticed(document: Document, correction: Correction) -> Document:
    """`document` as a corrected version, with its dated notice."""
    old = correction.of
    notice = Notice(london_date(document.as_at), correction.wrong, APOLOGY, old.number)
    return replace(document, version=old.number + 1, notice=notice)
