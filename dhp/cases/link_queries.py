"""Reading decisions about cases for people: only those whose both cases the person may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from dhp.accounts.models import User
from dhp.cases.link_models import CaseLink, LinkKind
from dhp.cases.models import Case
from dhp.cases.queries import readable_by
from dhp.errors import Absent
from dhp.extensions import db


@dataclass(frozen=True)
class Decided:
    """A decision seen from one of its two cases; `about` is the other one."""

    link: CaseLink
    about: Case

    @property
    def stands_for(self) -> bool:
        """Whether the case that it is seen from now stands for `about` as well."""
        same = self.link.kind is LinkKind.SAME_DEATH and self.link.other_id == self.about.id
        return same and self.link.undone_at is None


def decisions_about(case: Case, user: User) -> list[Decided]:
    """Every decision about `case` and one other, latest first, undone ones included."""
    about = aliased(Case)
    readable = readable_by(user).with_only_columns(Case.id)
    statement = (
        select(CaseLink, about)
        .join(
            about,
            or_(
                (CaseLink.case_id == case.id) & (about.id == CaseLink.other_id),
                (CaseLink.other_id == case.id) & (about.id == CaseLink.case_id),
            ),
        )
        .where(about.id.in_(readable))
        .order_by(CaseLink.decided_at.desc(), CaseLink.id.desc())
    )
    return [Decided(link, other) for link, other in db.session.execute(statement)]


def decision_with(ref: str, case: Case, user: User) -> Decided:
    """The decision `ref` about `case` that still stands; raises `Absent`."""
    for decided in decisions_about(case, user):
        if decided.link.ref == ref and decided.link.undone_at is None:
            return decided
    raise Absent


def standing(decisions: Sequence[Decided]) -> list[Decided]:
    """Those that were not undone."""
    return [decided for decided in decisions if decided.link.undone_at is None]
