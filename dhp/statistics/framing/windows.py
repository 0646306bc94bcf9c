"""The days that a frame is asked about, so that no more of a large record is read than lies in them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, bindparam, select, union

from dhp.calendar import end_of, start_of
from dhp.cases.links.models import CaseLink
from dhp.cases.models import Answer, Case, Involvement
from dhp.column_types import AS_AT, UtcDateTime
from dhp.extensions import db
from dhp.statistics.held import is_held, kept

Clock = Literal["died", "received"]
MOST_NAMED = 10_000  # cases of a window that are named one by one
_DATE = "date_of_death"


@dataclass(frozen=True)
class Cases:
    """Some cases, or all where there are no `keys`: a statement of their keys that is built once, so
    that what is made of it is too, and what is given when it is run. `whole` says that the cases
    which tell of them are among them.
    """

    keys: Select[Any] | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = False


ALL = Cases()


@dataclass(frozen=True)
class Window:
    """The days from `first` to `last`, both included, by when people died or were told of, or by both.

    What lies wholly outside may be left out of a frame; what may lie inside is there, and so is a
    death without a date. By both, so is every death that shares people or an incident with these.
    """

    clock: Clock | Literal["both"]
    first: date
    last: date

    @property
    def cases(self) -> Cases:
        """All cases that can lie in these days at the instant of a run, and some that do not."""
        days = {"begins": start_of(self.first), "ends": end_of(self.last)}
        if self.clock == "received":
            return Cases(_received(), days)
        days_told = {"first_told": f"{self.first.year}", "last_told": self.last.isoformat()}
        if self.clock == "died":
            return Cases(_dated(), days_told)
        return Cases(_by_both(), days | days_told, whole=True)


@dataclass(frozen=True)
class Sight:
    """What a frame sees of the record: at an instant all of it, or what can lie in a window."""

    as_at: datetime
    window: Window | None = None

    @property
    def cases(self) -> Cases:
        """The cases that are seen; looked up once while a report is built, unless they are too many."""
        cases = self.window.cases if self.window else ALL
        return kept(("cases", self), lambda: self._named(cases)) if is_held() else cases

    def _named(self, cases: Cases) -> Cases:
        if cases.keys is None or not cases.whole:
            return cases
        ids = db.session.scalars(cases.keys, {**cases.given, "as_at": self.as_at}).all()
        return replace(these(ids), whole=True) if len(ids) <= MOST_NAMED else cases


def these(ids: Collection[int]) -> Cases:
    """The cases with these `ids`."""
    return Cases(_these(), {"these": list(ids)})


@cache
def _these() -> Select[Any]:
    return select(Case.id).where(Case.id.in_(bindparam("these", expanding=True)))


@cache
def _by_both() -> Select[Any]:
    return _telling(_any_of(_dated(), _received()))


@cache
def _received() -> Select[Any]:
    begins, ends = (bindparam(name, type_=UtcDateTime()) for name in ("begins", "ends"))
    return select(Case.id).where(Case.received_at >= begins, Case.received_at < ends)


@cache
def _dated() -> Select[Any]:
    dated = dated_between(bindparam("first_told"), bindparam("last_told"))
    # Undated then: undated now, or dated since, by an answer or by another case that was linked.
    since = select(Answer.case_id).where(
        Answer.code == _DATE, Answer.value.is_not(None), Answer.recorded_at > AS_AT
    )
    undated = select(Case.id).where(Case.died_first.is_(None))
    return _any_of(dated, since, undated)


def dated_between(first: Any, last: Any) -> Select[Any]:
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


def all_telling(cases: Cases) -> Select[Any] | None:
    """The keys of the cases under which answers about `cases` were recorded; None where it is all."""
    return cases.keys if cases.keys is None or cases.whole else _telling(cases.keys)


@cache
def _telling(cases: Select[Any]) -> Select[Any]:
    """The same of some.

    What is told of an incident, or of a person in two deaths, stands under one case for all of them,
    and links may have brought incidents together.
    """
    incidents = select(Case.incident_id).where(Case.id.in_(cases))
    linked = (select(key) for key in (CaseLink.incident_id, CaseLink.former_incident_id))
    people = select(Involvement.person_id).where(Involvement.case_id.in_(cases))
    return _any_of(
        cases,
        # One by one, for PostgreSQL takes it that an "or" of them leaves most cases.
        *(select(Case.id).where(Case.incident_id.in_(some)) for some in (incidents, *linked)),
        select(Involvement.case_id).where(Involvement.person_id.in_(people)),
    )


def _any_of(*some: Select[Any]) -> Select[Any]:
    every = union(*some).subquery()
    return select(*every.c)
