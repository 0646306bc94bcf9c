"""Looking for cases that may be the same death as one: for the unit, across all forces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, and_, or_, select

from dhp.accounts.models import User
from dhp.cases.links.likeness import LEAST, Likeness, likeness
from dhp.cases.links.models import CaseLink
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.cases.queries import visible_to
from dhp.extensions import db
from dhp.folding import bare

MOST = 20  # candidates on a page
_NEAR = timedelta(days=14)
_RECEIVED_NEAR = timedelta(days=60)  # where a date of death is not known
_ALIKE_REFERENCE = 88  # of 100


@dataclass(frozen=True)
class Candidate:
    """A case that may be the same death, and why."""

    case: Case
    likeness: Likeness


def candidates_for(case: Case, user: User) -> list[Candidate]:
    """The cases most like `case` that `user` may read, best first.

    Left out are those about which somebody decided, and other deaths of the same incident.
    """
    near = _near(case, user)
    if not near:
        return []
    answers, _places = read_standing([case, *near])
    found = [
        Candidate(
            other,
            likeness(
                answers[case.id],
                answers[other.id],
                same_force=case.force_id is not None and case.force_id == other.force_id,
            ),
        )
        for other in near
    ]
    alike = [candidate for candidate in found if candidate.likeness.score >= LEAST]
    return sorted(alike, key=lambda c: (-c.likeness.score, c.case.id))[:MOST]


def _near(case: Case, user: User) -> Sequence[Case]:
    """The cases worth reading: died or came in at about the time, or with such a reference."""
    statement = (
        visible_to(user)
        .where(Case.id != case.id, Case.incident_id != case.incident_id, _undecided(case))
        .where(or_(_about_the_time(case), Case.id.in_(_with_alike_reference(case, user))))
        .order_by(Case.id)
    )
    return db.session.scalars(statement).all()


def _about_the_time(case: Case) -> ColumnElement[bool]:
    came = and_(
        Case.received_at >= case.received_at - _RECEIVED_NEAR,
        Case.received_at <= case.received_at + _RECEIVED_NEAR,
    )
    if case.died_first is None or case.died_last is None:
        return came
    return or_(
        and_(Case.died_first <= case.died_last + _NEAR, Case.died_last >= case.died_first - _NEAR),
        and_(Case.died_first.is_(None), came),
    )


def _with_alike_reference(case: Case, user: User) -> list[int]:
    """Cases whose force reference is nearly that of `case`; compared here, as they are encrypted."""
    wanted = bare(case.force_ref)
    if not wanted:
        return []
    rows = db.session.execute(
        visible_to(user)
        .where(Case.force_ref.is_not(None), Case.id != case.id)
        .with_only_columns(Case.id, Case.force_ref)
        .order_by(Case.id)
    )
    references = {number: bare(reference) for number, reference in rows}
    found = process.extract(
        wanted, references, scorer=fuzz.ratio, score_cutoff=_ALIKE_REFERENCE, limit=MOST
    )
    return [number for _text, _score, number in found]


def _undecided(case: Case) -> ColumnElement[bool]:
    standing = CaseLink.undone_at.is_(None)
    one = select(CaseLink.other_id).where(CaseLink.case_id == case.id, standing)
    other = select(CaseLink.case_id).where(CaseLink.other_id == case.id, standing)
    return and_(Case.id.not_in(one), Case.id.not_in(other))
