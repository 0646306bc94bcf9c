"""The record as it stands when cases are linked: chosen answers are laid over, nothing is copied.

An answer that was chosen from another case counts until the case itself gets a newer one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select

from dhp.cases.answers.book import AnswerBook, Key
from dhp.cases.answers.table import read_answers
from dhp.cases.incident_then import incidents_at
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Case
from dhp.cases.people.standing import Places, places_of
from dhp.column_types import AS_AT
from dhp.dictionary import DICTIONARY, Column, Given, Subject, column_named
from dhp.errors import DomainError
from dhp.extensions import db


@dataclass(frozen=True)
class Linked:
    """Cases with the links that give them answers, and the cases that were merged into them."""

    cases: Sequence[Case]
    links: Sequence[CaseLink]
    merged: Sequence[Case]

    @property
    def incidents(self) -> set[int]:
        """The keys of the incidents whose answers the links bring together."""
        return {key for link in self.links for key in (link.incident_id, link.former_incident_id)}

    @property
    def everyone(self) -> list[Case]:
        """All whose answers and people have to be read."""
        return [*self.cases, *self.merged]


def linked(cases: Sequence[Case], as_at: datetime | None = None) -> Linked:
    """`cases` with what is linked to them at the instant `as_at`; now, when that is None."""
    ids, incidents = [case.id for case in cases], set(incidents_at(cases, as_at).values())
    incidents |= {case.incident_id for case in cases}
    given = {"ids": ids, "incidents": sorted(incidents)} | ({"as_at": as_at} if as_at else {})
    rows = db.session.execute(_link_rows(now=as_at is None), given).all()
    others = [
        other for link, other in rows if link.kind is LinkKind.SAME_DEATH and link.case_id in ids
    ]
    return Linked(cases, [link for link, _other in rows], others)


@cache
def _link_rows(*, now: bool) -> Select[CaseLink, Case]:
    """The links that concern given cases, each with its other case; built once."""
    incidents: Any = bindparam("incidents", expanding=True)
    own = CaseLink.case_id.in_(bindparam("ids", expanding=True))
    of_incident = or_(Case.incident_id.in_(incidents), CaseLink.incident_id.in_(incidents))
    return (
        select(CaseLink, Case)
        .join(Case, Case.id == CaseLink.other_id)
        .where(
            or_(
                and_(CaseLink.kind == LinkKind.SAME_DEATH, own),
                and_(CaseLink.kind != LinkKind.NOT_THE_SAME, of_incident),
            )
        )
        .where(stood_at(None if now else AS_AT))
        .order_by(CaseLink.decided_at, CaseLink.id)
    )


def chosen(links: Iterable[CaseLink], book: AnswerBook, places: Mapping[int, Places]) -> AnswerBook:
    """`book` with the answers that were chosen from other cases laid over, in the order of `links`.

    `places` are those of the cases that stay and of the ones merged into them, by case id.
    """
    rivals = dict(book.rivals)
    for link in links:
        for name in sorted(link.columns_taken):
            column = column_named(name, DICTIONARY)
            for here, there in _keys(link, column, places) if column else ():
                own, theirs = rivals.get(here, []), rivals.get(there, [])
                newer = [answer for answer in own if answer.recorded_at > link.decided_at]
                older = [answer for answer in own if answer not in newer]
                rivals[here] = [*newer, *theirs, *older]
    return AnswerBook({key: found for key, found in rivals.items() if found})


def read_standing(
    cases: Sequence[Case], as_at: datetime | None = None
) -> tuple[dict[int, dict[str, Given]], dict[int, Places]]:
    """The answers of several cases by column name, and their places, by case id.

    At the instant `as_at`; now, when that is None. Three statements, however many cases; two more
    for an instant.
    """
    found = linked(cases, as_at)
    places = places_of(found.everyone, as_at)
    incidents = found.incidents | {one.incident_then or 0 for one in places.values()}
    book = chosen(found.links, read_answers(found.everyone, as_at, incidents), places)
    return {case.id: places[case.id].answers(book) for case in cases}, places


def overruled(case: Case, told: Iterable[Key]) -> set[Key]:
    """Those of `told` where an answer that was chosen from another case counts now.

    One statement where nothing is linked to `case`, else three.
    """
    found = linked([case])
    if not any(link.columns_taken for link in found.links):
        return set()
    book = read_answers(found.everyone, incidents=found.incidents)
    laid = chosen(found.links, book, places_of(found.everyone))
    return {key for key in told if laid.standing(*key) is not book.standing(*key)}


def stood_at(as_at: Any) -> ColumnElement[bool]:
    """The condition that a link stood at the instant `as_at`, or `AS_AT`; now, when that is None."""
    if as_at is None:
        return CaseLink.undone_at.is_(None)
    return and_(
        CaseLink.decided_at <= as_at,
        or_(CaseLink.undone_at.is_(None), CaseLink.undone_at > as_at),
    )


def merged_away(as_at: Any = AS_AT) -> ColumnElement[bool]:
    """The condition that another case stood for `Case` at an instant, that of the run unless named."""
    return exists().where(
        CaseLink.other_id == Case.id, CaseLink.kind == LinkKind.SAME_DEATH, stood_at(as_at)
    )


def _keys(
    link: CaseLink, column: Column, places: Mapping[int, Places]
) -> Iterable[tuple[Key, Key]]:
    """Where the answer in `column` belongs, and where the chosen one is kept; once, or not here."""
    code = column.characteristic.code
    if column.characteristic.subject is Subject.INCIDENT:
        if link.incident_id != link.former_incident_id:
            here = (Subject.INCIDENT, link.incident_id, code)
            yield here, (Subject.INCIDENT, link.former_incident_id, code)
    elif link.case_id in places and link.other_id in places:
        try:
            targets = [places[number].target(column) for number in (link.case_id, link.other_id)]
        except DomainError:  # a suspect that one of the two does not have
            return
        one, other = ((target.subject, target.subject_id, code) for target in targets)
        if one != other:  # one person in both cases has one set of answers
            yield one, other
