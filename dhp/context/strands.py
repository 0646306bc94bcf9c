"""The strands: the first ones, and what the lead adds or ends."""

import re
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import Week, now, start_of
from dhp.context.models import Strand
from dhp.errors import DomainError, Refused
from dhp.existing import the_one
from dhp.extensions import db
from dhp.web.text import clean_text

# The first Friday after forces were first asked for weekly figures, in April 2020.
FIRST_DAY = date(2020, 4, 17)
_FIRST = (
    (
        "da_incidents",
        "Domestic abuse incidents",
        "Incidents recorded in the week and marked as domestic abuse, crime or not.",
        "Incidents",
    ),
    (
        "da_crimes",
        "Domestic abuse crimes",
        "Notifiable crimes recorded in the week and flagged as domestic abuse.",
        "Crimes",
    ),
    (
        "missing",
        "Missing people",
        "Reports of a missing person, child or adult, recorded in the week. Each report counts.",
        "Reports",
    ),
    (
        "csae_crimes",
        "Child sexual abuse and exploitation",
        "Notifiable crimes recorded in the week and flagged as CSAE.",
        "Crimes",
    ),
    (
        "section_136",
        "Section 136 detentions",
        "Detentions in the week under section 136 of the Mental Health Act 1983.",
        "Detentions",
    ),
)
_ALL = select(Strand).order_by(Strand.id)
_LONGEST_NAME, _LONGEST_DEFINITION = 80, 1000  # characters
_CODE = re.compile("[a-z][a-z0-9_]{1,39}")
_SERVICE = "reference data"


def load_strands(session: Session) -> int:
    """Add those of the first strands that are missing; gives how many. Commits nothing."""
    known = set(session.scalars(select(Strand.code)))
    missing = [row for row in _FIRST if row[0] not in known]
    session.add_all(
        Strand(
            code=code,
            name=name,
            definition=definition,
            unit=unit,
            since=FIRST_DAY,
            added_by=_SERVICE,
            added_at=start_of(FIRST_DAY),  # as old as the collection, whenever it is loaded
        )
        for code, name, definition, unit in missing
    )
    session.flush()
    return len(missing)


def strands() -> list[Strand]:
    """Every strand, ended ones too, in the order in which they came."""
    return list(db.session.scalars(_ALL))


def strands_known(week: Week, as_at: datetime) -> list[Strand]:
    """The strands of `week` as they stood at `as_at`: an end decided later had not come yet."""
    listed = (strand for strand in strands() if strand.added_at <= as_at)
    return [
        strand
        for strand in listed
        if strand.asked_in(week)
        or (strand.ended_at and strand.ended_at > as_at and strand.since <= week.start)
    ]


def strand_with(code: str) -> Strand:
    """The strand with this code; raises `Absent`."""
    return the_one(select(Strand).where(Strand.code == code))


def add_strand(
    *, code: str, name: str, definition: str, unit: str, since: date, by: Actor
) -> Strand:
    """Ask forces for another count from `since` on.

    Raises `DomainError` for a blank, for a code or a name that a strand has or had.
    """
    if not _CODE.fullmatch(code):
        raise DomainError(
            "The code must begin with a letter and hold only a to z, 0 to 9 and underscores.",
            "code",
        )
    words = {
        "name": clean_text(name, longest=_LONGEST_NAME, field="name").strip(),
        "definition": clean_text(
            definition, longest=_LONGEST_DEFINITION, field="definition"
        ).strip(),
        "unit": clean_text(unit, longest=_LONGEST_NAME, field="unit").strip(),
    }
    for field, text in words.items():
        if not text:
            raise DomainError(f"Enter the {field}.", field)
    for field, value in (("code", code), ("name", words["name"])):
        if db.session.scalar(select(Strand.id).where(getattr(Strand, field) == value)):
            raise DomainError(f"A strand has or had this {field}. Choose another.", field)
    strand = Strand(code=code, since=since, added_by=by.ref, **words)
    db.session.add(strand)
    db.session.flush()
    trail.record(Act.STRAND_ADDED, by=by, about=f"strand-{code}"[:40], since=since.isoformat())
    return strand


def end_strand(strand: Strand, last: date, *, by: Actor) -> None:
    """Ask forces for it no longer after the day `last`. What they returned stays.

    It is decided once, so that what a report asked for can be told later. Raises `DomainError`.
    """
    db.session.refresh(strand, with_for_update=True)
    if strand.until is not None:
        raise Refused("This strand has ended already. To count it again, add another strand.")
    if last < strand.since:
        raise DomainError("The last day must not be before the first.", "last")
    strand.until, strand.ended_by, strand.ended_at = last, by.ref, now()
    trail.record(
        Act.STRAND_ENDED, by=by, about=f"strand-{strand.code}"[:40], until=last.isoformat()
    )
