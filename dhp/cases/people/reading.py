"""Everybody in a death and how they are tied, as pages show it, now or as at an instant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select

from dhp.cases.answers.book import AnswerBook
from dhp.cases.models import Case, Involvement, Relationship
from dhp.cases.people.standing import PlaceRow, Places, place_named, places_from
from dhp.cases.vocabularies import Part, RoleInAbuse
from dhp.cases.wording import place_words
from dhp.dictionary import DICTIONARY, Role, State, Subject, shown
from dhp.extensions import db

# What is recorded of people who are neither victim nor suspect, as answers like any other.
OF_OTHERS = ("sex", "age")
# Built once, for every page of a case.
_CASE: Any = bindparam("case")
_IDS: Any = bindparam("ids", expanding=True)
_TIE = and_(
    Relationship.from_person_id == Involvement.person_id,
    Relationship.case_id == Involvement.case_id,
    Relationship.case_id == _CASE,
)
_ROWS = (
    select(Involvement, Relationship)
    .outerjoin(Relationship, _TIE)
    .where(Involvement.case_id.in_(_IDS))
    .order_by(Involvement.id, Relationship.id)
)
_ORDER = (Role.VICTIM, Role.SUSPECT, Role.OTHER)


@dataclass(frozen=True)
class Member:
    """A person of a case. `elsewhere` are the other deaths of the incident, each with the role."""

    place: str
    words: str
    person_id: int
    role: Role
    part: Part | None
    in_abuse: RoleInAbuse | None
    phrase: str
    elsewhere: tuple[tuple[Case, Role], ...]

    @property
    def in_abuse_words(self) -> str:
        """The role in the abuse in words."""
        return self.in_abuse.label if self.in_abuse else "Not recorded"


@dataclass(frozen=True)
class Tie:
    """What one person is to another, in words; `relationship` is empty where nobody has said."""

    id: int
    of: str
    to: str
    relationship: str


@dataclass(frozen=True)
class Cast:
    """The people of a case and their ties."""

    members: tuple[Member, ...]
    ties: tuple[Tie, ...]

    def at(self, place: str) -> Member | None:
        """Whoever stands at `place`."""
        return next((member for member in self.members if member.place == place), None)


@dataclass(frozen=True)
class PeopleRows:
    """The rows of people of a case and of the other deaths of its incident, ended ones included."""

    case: Case
    others: Sequence[Case]
    involvements: Sequence[Involvement]
    relationships: Sequence[Relationship]

    def standing(self, case_id: int, as_at: datetime | None) -> list[Involvement]:
        """Who had a part in a death at an instant, victim first, then suspects, then others."""
        found = [i for i in self.involvements if i.case_id == case_id and stood(i, as_at)]
        return sorted(found, key=lambda i: (_ORDER.index(i.role), i.ordinal))

    def places(self, as_at: datetime | None = None) -> Places:
        """The places of the case at an instant."""
        rows: list[PlaceRow] = []
        for i in self.standing(self.case.id, as_at):
            ties = [tie for tie in self.relationships if tie.from_person_id == i.person_id]
            pairs: list[tuple[int | None, int | None]] = [(t.id, t.to_person_id) for t in ties]
            if i.role is not Role.OTHER:
                rows += [
                    (i.person_id, i.role, i.ordinal, *pair) for pair in pairs or [(None, None)]
                ]
        return places_from(self.case, rows)


def people_rows(case: Case, others: Sequence[Case]) -> PeopleRows:
    """The people of `case`, and of `others` of its incident that may be shown. One statement."""
    given = {"case": case.id, "ids": [case.id, *(other.id for other in others)]}
    pairs = db.session.execute(_ROWS, given).all()
    ties = {tie.id: tie for _, tie in pairs if tie is not None}
    involvements = list(dict.fromkeys(involvement for involvement, _ in pairs))
    return PeopleRows(case, others, involvements, [ties[number] for number in sorted(ties)])


def stood(row: Involvement, as_at: datetime | None) -> bool:
    """Whether an involvement stood at an instant; stands now, when that is None."""
    if as_at is None:
        return row.ended_at is None
    begun = row.recorded_at is None or row.recorded_at <= as_at
    return begun and (row.ended_at is None or row.ended_at > as_at)


def cast_of(rows: PeopleRows, book: AnswerBook, as_at: datetime | None = None) -> Cast:
    """The people of the case and their ties, with what `book` says of them."""
    standing = rows.standing(rows.case.id, as_at)
    suspects = sum(1 for i in standing if i.role is Role.SUSPECT)
    victim = next((i.person_id for i in standing if i.role is Role.VICTIM), None)
    words = {i.person_id: member_words(i.role, i.ordinal, suspects) for i in standing}
    ties = tuple(
        Tie(tie.id, words[tie.from_person_id], words[tie.to_person_id], _tie_words(tie.id, book))
        for tie in rows.relationships
        if tie.from_person_id in words and tie.to_person_id in words
    )
    to_victim = {t.from_person_id: t.id for t in rows.relationships if t.to_person_id == victim}
    members = tuple(
        Member(
            place_named(i.role, i.ordinal),
            words[i.person_id],
            i.person_id,
            i.role,
            i.part,
            i.role_in_abuse,
            _phrase(i, to_victim.get(i.person_id), book),
            tuple(_elsewhere(i.person_id, rows, as_at)),
        )
        for i in standing
    )
    return Cast(members, ties)


def member_words(role: Role, ordinal: int, suspects: int) -> str:
    """A person as people read it: "Victim", "Suspect 2", "Other person 1"."""
    if role is Role.OTHER:
        return f"Other person {ordinal}"
    return place_words(place_named(role, ordinal), suspects)


def _elsewhere(
    person_id: int, rows: PeopleRows, as_at: datetime | None
) -> Iterable[tuple[Case, Role]]:
    for other in rows.others:
        for row in rows.standing(other.id, as_at):
            if row.person_id == person_id:
                yield other, row.role


def _known(book: AnswerBook, subject: Subject, subject_id: int, code: str) -> str:
    given = book.given(subject, subject_id, code)
    return shown(DICTIONARY[code], given) if given.state is State.ANSWERED else ""


def _tie_words(tie_id: int, book: AnswerBook) -> str:
    return _known(book, Subject.RELATIONSHIP, tie_id, "relationship")


def _phrase(row: Involvement, tie_id: int | None, book: AnswerBook) -> str:
    """Sex, age and what they are to the victim: "Male, 36. To the victim: son"."""
    parts = [_known(book, Subject.PERSON, row.person_id, code) for code in OF_OTHERS]
    phrase = ", ".join(part for part in parts if part) or "Sex and age not known yet"
    if row.part:
        phrase = f"{row.part.label}. {phrase}"
    tie = _tie_words(tie_id, book) if tie_id is not None else ""
    return f"{phrase}. To the victim: {tie[:1].lower()}{tie[1:]}" if tie else phrase
