"""Keeping what partners tell: recording a note, correcting it, retracting it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import london_date, now
from dhp.context.insight_rules import Basis, Consent
from dhp.context.models import InsightNote, Strand
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db, hold_rows
from dhp.web.text import clean_text

LONGEST_WORDS = 2_000  # characters
LONGEST_NAME = 120
LONGEST_REASON = 500


@dataclass(frozen=True)
class Insight:
    """What was told: on which strand, by whom, when, how it is known, and whether it may be quoted."""

    strand: Strand
    organisation: str
    told_on: date
    basis: Basis
    consent: Consent
    words: str


def record_insight(insight: Insight, *, by: Actor) -> InsightNote:
    """Keep a new note. Raises `DomainError` for a blank or for a day still to come."""
    note = _version(insight, by)
    note.first_at = note.recorded_at
    db.session.add(note)
    db.session.flush()
    _tell(Act.INSIGHT_RECORDED, note, by)
    return note


def correct_insight(note: InsightNote, insight: Insight, reason: str, *, by: Actor) -> InsightNote:
    """Let another version take the place of `note`, which the person saw. Gives the new one.

    Raises `DomainError` as `record_insight` does, `Stale` when `note` no longer stands and `Refused`
    when it was retracted.
    """
    _hold(note)
    version = _version(insight, by)
    _follow(version, note, reason)
    _tell(Act.INSIGHT_CORRECTED, version, by)
    return version


def retract_insight(note: InsightNote, reason: str, *, by: Actor) -> InsightNote:
    """Say that `note` is not to be relied on. It keeps its words and is never quoted again."""
    _hold(note)
    same = Insight(
        note.strand, note.organisation, note.told_on, note.basis, note.consent, note.words
    )
    version = _version(same, by)
    version.retracted = True
    _follow(version, note, reason)
    _tell(Act.INSIGHT_RETRACTED, version, by)
    return version


def check_told_on(day: date) -> None:
    """Raise `DomainError` for a day to come."""
    if day > london_date(now()):
        raise DomainError("The day must not be in the future.", "told_on")


def _version(insight: Insight, by: Actor) -> InsightNote:
    """A version made from `insight`, once it is known to be whole."""
    organisation = clean_text(
        insight.organisation, longest=LONGEST_NAME, field="organisation"
    ).strip()
    words = clean_text(insight.words, longest=LONGEST_WORDS, field="words").strip()
    if not organisation:
        raise DomainError("Enter who told it.", "organisation")
    if not words:
        raise DomainError("Enter what was told.", "words")
    check_told_on(insight.told_on)
    return InsightNote(
        strand=insight.strand,
        organisation=organisation,
        told_on=insight.told_on,
        basis=insight.basis,
        consent=insight.consent,
        words=words,
        recorded_by=by.ref,
        recorded_at=now(),
    )


def _hold(note: InsightNote) -> None:
    """Keep others from the note until the commit, and see that it is the one that stands."""
    hold_rows(
        select(InsightNote.id)
        .where(InsightNote.ref == note.ref, InsightNote.number == 1)
        .with_for_update()
    )
    db.session.refresh(note)
    if note.superseded_at is not None:
        raise Stale("Somebody else has changed this note since you opened it. Read it again first.")
    if note.retracted:
        raise Refused("This note was retracted. Record a new one.")


def _follow(version: InsightNote, note: InsightNote, reason: str) -> None:
    """Put `version` into the place of `note`."""
    why = clean_text(reason, longest=LONGEST_REASON, field="reason").strip()
    if not why:
        raise DomainError("Say why.", "reason")
    version.ref, version.number, version.first_at = note.ref, note.number + 1, note.first_at
    version.reason = why
    note.superseded_at = version.recorded_at
    db.session.add(version)
    db.session.flush()


def _tell(act: Act, note: InsightNote, by: Actor) -> None:
    trail.record(act, by=by, about=note.ref, strand=note.strand.code, number=note.number)
