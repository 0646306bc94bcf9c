"""What the unit does with a recommendation: writing, changing, issuing under a number, closing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from dhp.accounts.forces import forces
from dhp.accounts.models import Force, User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.learning.finding_actions import LONGEST_TITLE, LONGEST_WORDS
from dhp.learning.finding_models import Finding, FindingUse
from dhp.learning.listing import like_ones
from dhp.learning.models import Addressee, Recommendation, RecommendationYear
from dhp.learning.rules import Closing, Stage, check_seen, check_stage
from dhp.web.text import clean_text, required

LONGEST_NAME = 120  # characters of an owner's role, and of a body
_INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True)
class Draft:
    """A recommendation before it is issued. `national` asks every force, whatever `forces` says.

    `compared` says that a person looked at earlier ones like it and chose `repeats`, or none.
    """

    title: str
    words: str
    owner: str
    due_on: date | None
    national: bool = False
    forces: Sequence[Force] = ()
    bodies: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    indicator: str = ""
    check_on: date | None = None
    repeats: Recommendation | None = None
    compared: bool = field(default=False)


def write(draft: Draft, *, by: User) -> Recommendation:
    """Keep a new draft. Raises `DomainError` for what is missing.

    Where earlier ones are like it, a person has to say first whether it repeats one of them.
    """
    recommendation = Recommendation()
    _fill(recommendation, draft, by)
    db.session.add(recommendation)
    db.session.flush()
    _address(recommendation, draft)
    trail.record(Act.RECOMMENDATION_WRITTEN, by=by, about=recommendation.ref)
    return recommendation


def revise(recommendation: Recommendation, draft: Draft, *, by: User, version: int) -> None:
    """Change a draft; `version` is the one that the person saw. Raises as `write` does."""
    hold(recommendation, version)
    check_stage(recommendation.stage, Stage.DRAFT, "changed")
    _fill(recommendation, draft, by)
    for table in (Addressee, FindingUse):
        for row in db.session.scalars(
            select(table).where(table.recommendation_id == recommendation.id)
        ):
            db.session.delete(row)
    db.session.flush()
    _address(recommendation, draft)
    trail.record(Act.RECOMMENDATION_CHANGED, by=by, about=recommendation.ref)


def issue(recommendation: Recommendation, *, by: User, version: int) -> None:
    """Give a draft the next number of the year and put it to everybody whom it is addressed to."""
    hold(recommendation, version)
    check_stage(recommendation.stage, Stage.DRAFT, "issued")
    at = now()
    today = london_date(at)
    if recommendation.due_on <= today:
        raise DomainError("The day by which it is due has passed. Change the draft first.")
    if recommendation.national:
        db.session.add_all(
            Addressee(recommendation=recommendation, force=force) for force in forces()
        )
    recommendation.year, recommendation.number = today.year, _next_number(today.year)
    recommendation.stage = Stage.ISSUED
    recommendation.issued_by, recommendation.issued_at = by.ref, at
    db.session.flush()
    about = recommendation.ref
    trail.record(Act.RECOMMENDATION_ISSUED, by=by, about=about, number=recommendation.name)


def close(
    recommendation: Recommendation, closing: Closing, words: str, *, by: User, version: int
) -> None:
    """End an issued recommendation: nobody is asked any more, and it is overdue for nobody."""
    hold(recommendation, version)
    check_stage(recommendation.stage, Stage.ISSUED, "closed")
    if closing is Closing.SETTLED and _unsettled(recommendation):
        raise DomainError(
            "Not everybody has done it or said why not. Judge their answers first, or choose "
            "another reason.",
            "closing",
        )
    why = required(words, LONGEST_WORDS, "words", "Say what came of it.")
    recommendation.stage, recommendation.closing = Stage.CLOSED, closing
    recommendation.closing_words = why
    recommendation.closed_by, recommendation.closed_at = by.ref, now()
    db.session.flush()
    about = recommendation.ref
    trail.record(Act.RECOMMENDATION_CLOSED, by=by, about=about, reason=closing.value)


def hold(recommendation: Recommendation, version: int) -> None:
    """Read a recommendation as it stands now, and keep others from it until the commit.

    Raises `Stale` when it has changed since the `version` that the person saw.
    """
    db.session.refresh(recommendation, with_for_update={"of": Recommendation})
    check_seen(version, recommendation.version)


def check_due_on(day: date | None) -> date:
    """The day; raises `DomainError` for none, or one that is not to come."""
    if day is None or day <= london_date(now()):
        raise DomainError("Enter a day to come by which it is due.", "due_on")
    return day


def _fill(recommendation: Recommendation, draft: Draft, by: User) -> None:
    """Put the words of `draft` into a recommendation, once it is known to be whole."""
    recommendation.title = required(
        draft.title, LONGEST_TITLE, "title", "Enter the recommendation in one line."
    )
    recommendation.words = required(
        draft.words, LONGEST_WORDS, "words", "Enter what should change."
    )
    recommendation.owner = required(
        draft.owner, LONGEST_NAME, "owner", "Enter the role that owns it in each addressee."
    )
    recommendation.due_on = check_due_on(draft.due_on)
    if not (draft.national or draft.forces or _bodies(draft)):
        raise DomainError("Choose at least one force, or name a body.", "forces")
    recommendation.national = draft.national
    _fill_check(recommendation, draft)
    like = [one.recommendation.id for one in like_ones(draft.title, draft.words, by)]
    if like and not draft.compared:
        raise DomainError(
            "Earlier recommendations are like this one. Say whether it repeats one of them.",
            "repeats",
        )
    recommendation.repeats = draft.repeats
    recommendation.written_by, recommendation.written_at = by.ref, now()


def _fill_check(recommendation: Recommendation, draft: Draft) -> None:
    indicator = clean_text(draft.indicator, longest=LONGEST_WORDS, field="indicator").strip()
    if bool(indicator) is not (draft.check_on is not None):
        raise DomainError(
            "Name both the indicator and the day to look at it, or neither.",
            "indicator" if draft.check_on else "check_on",
        )
    recommendation.indicator, recommendation.check_on = indicator, draft.check_on


def _address(recommendation: Recommendation, draft: Draft) -> None:
    """Address a draft, and tie it to its findings. All forces are added when it is issued."""
    chosen = () if draft.national else draft.forces
    db.session.add_all(Addressee(recommendation=recommendation, force=force) for force in chosen)
    db.session.add_all(
        Addressee(recommendation=recommendation, body=body) for body in _bodies(draft)
    )
    db.session.add_all(
        FindingUse(recommendation_id=recommendation.id, finding_id=finding.id)
        for finding in draft.findings
    )
    db.session.flush()


def _bodies(draft: Draft) -> list[str]:
    """The other bodies by name, each once, however its letters were typed."""
    names: dict[str, str] = {}
    for typed in draft.bodies:
        name = " ".join(clean_text(typed, longest=LONGEST_NAME, field="bodies").split())
        if name:
            names.setdefault(name.casefold(), name)
    return list(names.values())


def _unsettled(recommendation: Recommendation) -> bool:
    statement = select(Addressee).where(Addressee.recommendation_id == recommendation.id)
    return any(not one.status.is_settled for one in db.session.scalars(statement))


def _next_number(year: int) -> int:
    """The next number of `year`. Whoever asks second waits until the first has committed."""
    insert = _INSERT[db.engine.dialect.name](RecommendationYear).values(year=year, last=1)
    counted = insert.on_conflict_do_update(
        index_elements=["year"], set_={"last": RecommendationYear.last + 1}
    ).returning(RecommendationYear.last)
    number: int = db.session.execute(counted).scalar_one()
    return number
