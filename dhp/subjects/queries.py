"""Reading requests of people about themselves, and what is found for them."""

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.queries import readable_by
from dhp.existing import the_one
from dhp.extensions import db
from dhp.subjects.bundle import Bundle, Choices, Found, bundle_of, found_for
from dhp.subjects.matching import Sought
from dhp.subjects.models import SubjectRequest

_SHOWN = 50


def visible_to(user: User) -> Select[SubjectRequest]:
    """Every request, for whoever may answer them."""
    statement = select(SubjectRequest)
    return statement if user.may(Permission.ANSWER_SUBJECTS) else statement.where(false())


def latest(user: User) -> Sequence[SubjectRequest]:
    """The requests, the latest first."""
    ordered = visible_to(user).order_by(SubjectRequest.asked_at.desc(), SubjectRequest.id.desc())
    return db.session.scalars(ordered.limit(_SHOWN)).all()


def request_with(ref: str, user: User, *, hold: bool = False) -> SubjectRequest:
    """The request with this reference whose texts are there still. Raises `Absent`.

    With `hold` nobody else changes it before this request of the web is over.
    """
    statement = visible_to(user).where(SubjectRequest.ref == ref, SubjectRequest.ended_at.is_(None))
    return the_one(statement.with_for_update() if hold else statement)


def sought_in(request: SubjectRequest) -> Sought:
    """Whom a request is about."""
    told = json.loads(request.sought)
    born = date.fromisoformat(told["born"]) if told["born"] else None
    return Sought(tuple(told["names"]), born)


def choices_in(request: SubjectRequest) -> Choices:
    """What was chosen last; nothing where nobody chose."""
    return Choices(**json.loads(request.choices)) if request.choices else Choices()


def found_in(request: SubjectRequest, user: User) -> Found:
    """What is held about whom a request is about, as far as `user` may read."""
    cases = {case.id: case for case in db.session.scalars(readable_by(user).order_by("id"))}
    return found_for(sought_in(request), user, cases, request.asked_at)


def bundle_for(request: SubjectRequest, user: User) -> Bundle:
    """The bundle that follows from the record as it is and from what was chosen."""
    return bundle_of(request.ref, found_in(request, user), choices_in(request))
