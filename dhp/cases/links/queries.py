"""Reading decisions about cases for people: only those whose both cases the person may read."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import aliased

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.incident_then import incidents_at
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Case
from dhp.cases.naming import AnyReader, asked_by
from dhp.cases.overlay import Linked
from dhp.cases.queries import read_in_unit, readable_by
from dhp.errors import Absent
from dhp.extensions import db


@dataclass(frozen=True)
class Decided:
    """A decision seen from `case`, one of its two cases; `about` is the other one."""

    link: CaseLink
    about: Case
    case: Case

    @property
    def stands_for(self) -> bool:
        """Whether the case that it is seen from now stands for `about` as well."""
        same = self.link.kind is LinkKind.SAME_DEATH and self.link.other_id == self.about.id
        return same and self.link.undone_at is None

    @property
    def kept(self) -> Case:
        """The case to which the decision and its reasons belong: of one death the one that stays."""
        return self.about if self.link.case_id == self.about.id else self.case

    @property
    def may_be_undone(self) -> bool:
        """Whether somebody may undo it now: not twice, and not where `kept` is erased."""
        return self.link.undone_at is None and self.kept.erased_at is None


def linked_and_decided(
    case: Case, user: User, as_at: datetime | None = None
) -> tuple[Linked, list[Decided]]:
    """What is linked to `case`, and the decisions about it that `user` may read, latest first.

    What is linked is as at the instant `as_at`, now when that is None. Decisions that were undone
    are among the second. One statement; two for an instant.
    """
    incidents = {case.incident_id, *incidents_at([case], as_at).values()}
    given = {"case": case.id, "incidents": sorted(incidents), **asked_by(user)}
    rows = db.session.execute(_links_for(user), given).all()
    standing = [
        (link, other)
        for link, other, _may in reversed(rows)
        if link.stood_at(as_at) and link.kind is not LinkKind.NOT_THE_SAME
    ]
    merged = [
        other
        for link, other in standing
        if link.kind is LinkKind.SAME_DEATH and link.case_id == case.id
    ]
    decided = [
        Decided(link, other, case)
        for link, other, may in rows
        if may and case.id in (link.case_id, link.other_id)
    ]
    return Linked([case], [link for link, _other in standing], merged), decided


def _links_for(user: User) -> Select[*tuple[Any, ...]]:
    if user.may(Permission.READ_CASES):
        return _links_in_unit(everything=user.may(Permission.READ_RESTRICTED_CASES))
    return _links(readable_by(user))


@cache
def _links_in_unit(*, everything: bool) -> Select[*tuple[Any, ...]]:
    """What a member of the unit is told of a case's links; built once, for every page of a case."""
    return _links(select(Case).where(read_in_unit(Case, AnyReader(), everything=everything)))


def _links(readable: Select[Case]) -> Select[*tuple[Any, ...]]:
    """Each link of the case `case` or of its `incidents`, the other case, and if it may be read."""
    about = aliased(Case)
    case: Any = bindparam("case")
    incidents: Any = bindparam("incidents", expanding=True)
    other_end = sql_case((CaseLink.other_id == case, CaseLink.case_id), else_=CaseLink.other_id)
    of_incident = or_(about.incident_id.in_(incidents), CaseLink.incident_id.in_(incidents))
    joined = and_(CaseLink.kind != LinkKind.NOT_THE_SAME, of_incident)
    return (
        select(CaseLink, about, about.id.in_(readable.with_only_columns(Case.id)))
        .join(about, about.id == other_end)
        .where(or_(CaseLink.case_id == case, CaseLink.other_id == case, joined))
        .order_by(CaseLink.decided_at.desc(), CaseLink.id.desc())
    )


def decisions_about(case: Case, user: User) -> list[Decided]:
    """Every decision about `case` and one other, latest first, undone ones included."""
    return linked_and_decided(case, user)[1]


def decision_with(ref: str, case: Case, user: User) -> Decided:
    """The decision `ref` about `case` that still stands; raises `Absent`."""
    for decided in decisions_about(case, user):
        if decided.link.ref == ref and decided.link.undone_at is None:
            return decided
    raise Absent
