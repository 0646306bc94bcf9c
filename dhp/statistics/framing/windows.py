"""The days that a frame is asked about, so that no more of a large record is read than lies in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, or_, select, union

from dhp.calendar import end_of, start_of
from dhp.cases.links.models import CaseLink
from dhp.cases.models import Answer, Case, Involvement

Clock = Literal["died", "received"]
_DATE = "date_of_death"


@dataclass(frozen=True)
class Window:
    """The days from `first` to `last`, both included, by when people died or were told of.

    What lies wholly outside may be left out of a frame; what may lie inside is there, and so is a
    death without a date.
    """

    clock: Clock
    first: date
    last: date

    def cases(self, as_at: datetime) -> Select[Any]:
        """The keys of all cases that can lie in these days at `as_at`, and some that do not."""
        if self.clock == "received":
            return select(Case.id).where(
                Case.received_at >= start_of(self.first), Case.received_at < end_of(self.last)
            )
        dated = dated_between(f"{self.first.year}", self.last.isoformat())
        # Undated then: undated now, or dated since, by an answer or by another case that was linked.
        since = select(Answer.case_id).where(
            Answer.code == _DATE, Answer.value.is_not(None), Answer.recorded_at > as_at
        )
        undated = select(Case.id).where(Case.died_first.is_(None))
        return _any_of(dated, since, undated)


@dataclass(frozen=True)
class Sight:
    """What a frame sees of the record: at an instant all of it, or what can lie in a window."""

    as_at: datetime
    window: Window | None = None

    @property
    def cases(self) -> Select[Any] | None:
        """The keys of the cases that are seen; None where all are."""
        return self.window.cases(self.as_at) if self.window else None


def these(ids: Collection[int]) -> Select[Any]:
    """The keys of the cases with these `ids`."""
    return select(Case.id).where(Case.id.in_(ids))


def dated_between(first: str, last: str) -> Select[Any]:
    """The keys of the cases with a date of death from `first` to `last`, told of them at any time.

    The texts sort as they are stored: a year before its months, a month before its days. Cases that
    took a date of another, or gave theirs, are all there.
    """
    told = select(Answer.case_id).where(
        Answer.code == _DATE, Answer.value >= first, Answer.value <= last
    )
    links = (
        select(key).where(CaseLink.date_taken) for key in (CaseLink.case_id, CaseLink.other_id)
    )
    return _any_of(told, *links)


def among(key: Any, cases: Select[Any] | None) -> list[ColumnElement[bool]]:
    """The condition that `key` is one of `cases`; none where all are."""
    return [] if cases is None else [key.in_(cases)]


def telling(cases: Select[Any]) -> Select[Any]:
    """The keys of the cases under which answers about `cases` were recorded.

    What is told of an incident, or of a person in two deaths, stands under one case for all of them,
    and links may have brought incidents together.
    """
    incidents = select(Case.incident_id).where(Case.id.in_(cases))
    linked = (select(key) for key in (CaseLink.incident_id, CaseLink.former_incident_id))
    people = select(Involvement.person_id).where(Involvement.case_id.in_(cases))
    return _any_of(
        cases,
        select(Case.id).where(
            or_(*(Case.incident_id.in_(some) for some in (incidents, *linked))),
        ),
        select(Involvement.case_id).where(Involvement.person_id.in_(people)),
    )


def _any_of(*some: Select[Any]) -> Select[Any]:
    every = union(*some).subquery()
    return select(*every.c)
