"""Which cases an analyst may read: those of forces whose agreement holds, and nothing of any other.

One event has one set of answers and of people, whoever told them. So a case is shown only where
every force that has or had a part in its event agrees, and where no death of it is restricted.
"""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, false, not_, or_
from sqlalchemy.orm import aliased

from dhp.accounts.agreement_queries import agreeing
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.forces.models import ForceRole
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Case


def under_agreement(case: type[Case], user: User, *, on: date) -> ColumnElement[bool]:
    """The condition that `user` may read `case` on that day because its force agreed.

    False for whoever does not look after a region.
    """
    if user.region is None or not user.may(Permission.OPEN_CASE_PAGES):
        return false()
    agreed = agreeing(user.region, on=on)
    return and_(
        case.force_id.in_(agreed),
        not_(_of_another_force(case, agreed)),
        not_(_once_with_another(case)),
    )


def _of_another_force(case: type[Case], agreed: Select[int]) -> ColumnElement[bool]:
    """Whether a death of the event is restricted, or anything in it is a matter of another force.

    A past owner and the force where the victim lived count too: what they told is in the case.
    """
    death = aliased(Case)
    part = exists().where(ForceRole.case_id == death.id, ForceRole.force_id.not_in(agreed))
    closed = or_(death.restricted, death.force_id.is_(None), death.force_id.not_in(agreed), part)
    return exists().where(death.incident_id == case.incident_id, closed)


def _once_with_another(case: type[Case]) -> ColumnElement[bool]:
    """Whether the case was put with another one and taken away again.

    What the other one's force told in between may still be in the history of this one.
    """
    incidents = (CaseLink.incident_id, CaseLink.former_incident_id)
    ends = (CaseLink.case_id, CaseLink.other_id)
    return exists().where(
        CaseLink.kind != LinkKind.NOT_THE_SAME,
        CaseLink.undone_at.is_not(None),
        or_(
            *(column == case.incident_id for column in incidents),
            *(column == case.id for column in ends),
        ),
    )
