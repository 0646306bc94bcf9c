"""Keeping the library: submitting and revising an entry, reviewing it, saying what a force does with it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.definitions import DeathType
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db, hold_rows
from dhp.practice.models import Practice, PracticeAdoption, PracticeJudgement, PracticeWording
from dhp.practice.rules import (
    Label,
    Standing,
    Status,
    after_revision,
    check_past,
    check_review_day,
    check_reviewer,
    check_revision,
)
from dhp.practice.searching import put_in_index
from dhp.web.text import clean_text, required

LONGEST_TITLE = 120  # characters
LONGEST_SUMMARY = 500
LONGEST_TEXT = 5_000
LONGEST_NAME = 200
LONGEST_REASON = 500
TYPES = tuple(one for one in DeathType if one is not DeathType.UNCLASSIFIED)


@dataclass(frozen=True)
class Words:
    """What an entry says: what it is, what is done, what is known of it, and what it is for."""

    title: str
    summary: str
    done: str
    found: str
    contact: str
    types: tuple[DeathType, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """What a review found. Without a label the entry is not taken up, and `review_on` is None."""

    label: Label | None
    judged_by: str
    judged_on: date
    grounds: str
    review_on: date | None


@dataclass(frozen=True)
class Adopted:
    """What a force does with an entry, and since which day."""

    force: Force
    standing: Standing
    since: date
    note: str = ""


def submit(words: Words, organisation: str, *, by: User) -> Practice:
    """Send an entry for review: in the name of the person's force or, by the unit, of others.

    Raises `DomainError` for what is missing; `organisation` counts for people of no force only.
    """
    name = None if by.force_id else _said(organisation, "organisation", LONGEST_TITLE)
    practice = Practice(force=by.force, organisation=name, submitted_by=by.ref, submitted_at=now())
    db.session.add(practice)
    db.session.flush()
    wording = _wording(words, practice, 1, by)
    db.session.add(wording)
    db.session.flush()
    put_in_index(practice, wording)
    trail.record(Act.PRACTICE_SUBMITTED, by=by, about=practice.ref, force=by.force_code)
    return practice


def revise(practice: Practice, seen: int, words: Words, reason: str, *, by: User) -> None:
    """Let other words stand. `seen` is the number of the wording that the person saw.

    Raises `Stale`, `Refused` for an entry that only a reviewer may change, and `DomainError`.
    """
    old = _held(practice, seen)
    check_revision(practice.status, reviewer=by.may(Permission.REVIEW_PRACTICE))
    wording = _wording(words, practice, old.number + 1, by)
    wording.reason = _said(reason, "reason", LONGEST_REASON)
    old.superseded_at = wording.recorded_at
    practice.status = after_revision(practice.status)
    db.session.flush()  # the old one ends before the new one begins to stand
    db.session.add(wording)
    db.session.flush()
    put_in_index(practice, wording)
    db.session.expire(practice, ["wording"])
    trail.record(Act.PRACTICE_REVISED, by=by, about=practice.ref, number=wording.number)


def review(practice: Practice, seen: int, judged: Judged, *, by: User) -> PracticeJudgement:
    """Judge an entry, again or for the first time. An earlier judgement is kept.

    Raises `Refused` where the person wrote what stands, `Stale`, and `DomainError`.
    """
    check_reviewer(by.ref, _held(practice, seen).recorded_by)
    if judged.label is None and practice.status is Status.LISTED:
        raise Refused("It is in the library, and forces may use it. Give it another label instead.")
    check_past(judged.judged_on, london_date(now()), "judged_on")
    if judged.label is not None:
        check_review_day(judged.review_on, london_date(now()))
    judgement = PracticeJudgement(
        practice_id=practice.id,
        number=seen,
        label=judged.label,
        judged_by=_said(judged.judged_by, "judged_by", LONGEST_NAME),
        judged_on=judged.judged_on,
        grounds=_said(judged.grounds, "grounds", LONGEST_TEXT),
        review_on=judged.review_on if judged.label else None,
        recorded_by=by.ref,
        recorded_at=now(),
    )
    practice.status = Status.LISTED if judged.label else Status.DECLINED
    practice.label, practice.review_on = judged.label, judgement.review_on
    db.session.add(judgement)
    db.session.flush()
    label = judged.label.value if judged.label else None
    trail.record(Act.PRACTICE_REVIEWED, by=by, about=practice.ref, label=label, number=seen)
    return judgement


def record_adoption(practice: Practice, adopted: Adopted, *, by: User) -> PracticeAdoption:
    """Say what a force does with a listed entry now. What was said before is kept.

    Raises `Refused` for another force than the person's own and for an entry that is not listed.
    """
    if by.force_id not in (None, adopted.force.id):
        raise Refused("You can say this for your own force only.")
    _hold(practice)
    if practice.status is not Status.LISTED:
        raise Refused("Only what is in the library can be used. This entry waits for its review.")
    check_past(adopted.since, london_date(now()), "since")
    note = clean_text(adopted.note, longest=LONGEST_REASON, field="note").strip() or None
    old = db.session.scalar(
        select(PracticeAdoption).where(
            PracticeAdoption.practice_id == practice.id,
            PracticeAdoption.force_id == adopted.force.id,
            PracticeAdoption.superseded_at.is_(None),
        )
    )
    if old is not None:
        old.superseded_at = now()
        db.session.flush()
    adoption = PracticeAdoption(
        practice_id=practice.id,
        force=adopted.force,
        standing=adopted.standing,
        since=adopted.since,
        note=note,
        recorded_by=by.ref,
        recorded_at=now(),
    )
    db.session.add(adoption)
    db.session.flush()
    code = adopted.force.code
    what = adopted.standing.value
    trail.record(Act.ADOPTION_RECORDED, by=by, about=practice.ref, force=code, standing=what)
    return adoption


def _held(practice: Practice, seen: int) -> PracticeWording:
    """The wording that stands, kept from others until the commit, if it is the one seen."""
    _hold(practice)
    statement = select(PracticeWording).where(
        PracticeWording.practice_id == practice.id, PracticeWording.superseded_at.is_(None)
    )
    standing = db.session.scalars(statement).one()
    if standing.number != seen:
        raise Stale("Somebody changed this entry since you opened it. Read it again first.")
    return standing


def _hold(practice: Practice) -> None:
    hold_rows(select(Practice.id).where(Practice.id == practice.id).with_for_update())
    db.session.refresh(practice)


def _wording(words: Words, practice: Practice, number: int, by: User) -> PracticeWording:
    if not words.types:
        raise DomainError("Choose at least one type of death.", "types")
    if not words.themes:
        raise DomainError("Choose what it is about.", "domains")
    return PracticeWording(
        practice_id=practice.id,
        number=number,
        title=_said(words.title, "title", LONGEST_TITLE),
        summary=_said(words.summary, "summary", LONGEST_SUMMARY),
        done=_said(words.done, "done", LONGEST_TEXT),
        found=_said(words.found, "found", LONGEST_TEXT),
        contact=_said(words.contact, "contact", LONGEST_NAME),
        types=tuple(one.value for one in words.types),
        themes=words.themes,
        recorded_by=by.ref,
        recorded_at=now(),
    )


_MISSING = {
    "organisation": "Enter whose practice it is.",
    "title": "Enter a title.",
    "summary": "Say in one or two sentences what it is.",
    "done": "Say what is done.",
    "found": "Say what is known of its effect.",
    "contact": "Enter which team can be asked.",
    "reason": "Say why.",
    "judged_by": "Enter who judged it.",
    "grounds": "Say on what evidence.",
}


def _said(text: str, field: str, longest: int) -> str:
    """The text without what surrounds it; raises `DomainError` where nothing is left."""
    return required(text, longest, field, _MISSING[field])
