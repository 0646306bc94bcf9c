"""A request for what is held about a person: looked for, put forward, approved by another, given."""

import json
from dataclasses import asdict
from datetime import date

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.calendar import now
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.subjects.bundle import GIVE, Bundle, Choices
from dhp.subjects.exemptions import EXEMPTIONS
from dhp.subjects.matching import Sought
from dhp.subjects.models import SubjectRequest
from dhp.subjects.queries import bundle_for

_SHORTEST = 10  # characters of who asked and how they proved who they are
_CHANGED = (
    "What is held about them has changed since this was put forward. Look at it again, and put it "
    "forward anew."
)


def ask(names: str, born: date | None, requester: str, *, by: User) -> SubjectRequest:
    """Begin to look for a person: `names` with a line for each way of writing them, in full.

    Raises `DomainError` for no full name, and where nobody says who asked.
    """
    sought = Sought(tuple(line.strip() for line in names.splitlines() if line.strip()), born)
    if len(requester.strip()) < _SHORTEST:
        raise DomainError("Say who asked, and how they proved who they are.", field="requester")
    told = {"names": sought.names, "born": born.isoformat() if born else None}
    request = SubjectRequest(
        sought=json.dumps(told, ensure_ascii=False), requester=requester.strip(), asked_by=by.ref
    )
    db.session.add(request)
    db.session.flush()
    trail.record(KeepingAct.SUBJECT_ASKED, by=by, about=request.ref)
    return request


def put_forward(request: SubjectRequest, choices: Choices, *, by: User) -> Bundle:
    """Put the bundle that follows from `choices` before another lead.

    Raises `DomainError` where nothing is chosen or a choice is none, `Refused` once it was given.
    """
    if request.given_at is not None:
        raise Refused("This was given already. Begin a new request.")
    if not set(choices.texts.values()) <= {GIVE, *EXEMPTIONS}:
        raise DomainError("Choose for each text whether it is given, or why not.")
    request.choices = json.dumps(asdict(choices))
    bundle = bundle_for(request, by)
    request.digest, request.put_by, request.put_at = bundle.digest, by.ref, now()
    request.approved_by = request.approved_at = None
    trail.record(
        KeepingAct.SUBJECT_PUT,
        by=by,
        about=[request.ref, *sorted(choices.cases)],
        texts=_given(choices),
        digest=bundle.digest,
    )
    return bundle


def approve(request: SubjectRequest, *, by: User) -> None:
    """Approve exactly what was put forward. Raises `Refused` for whoever put it forward.

    Raises `Stale` where the record has changed since.
    """
    if request.put_at is None or request.approved_at is not None:
        raise Refused("There is nothing here to approve.")
    if request.put_by == by.ref:
        raise Refused("You put this forward, so another lead approves it.")
    _check_same(request, bundle_for(request, by))
    request.approved_by, request.approved_at = by.ref, now()
    trail.record(KeepingAct.SUBJECT_APPROVED, by=by, about=request.ref, digest=request.digest)


def give(request: SubjectRequest, to: str, form: str, *, by: User) -> Bundle:
    """The bundle as it was approved, to be handed over `to` somebody in a form, html or json.

    Raises `Refused` before it is approved, `Stale` where the record has changed since.
    """
    check_approved(request)
    if not to.strip():
        raise DomainError("Say to whom it is given, and how.", field="to")
    bundle = bundle_for(request, by)
    _check_same(request, bundle)
    request.given_to, request.given_by, request.given_at = to.strip(), by.ref, now()
    trail.record(
        KeepingAct.SUBJECT_GIVEN, by=by, about=request.ref, digest=bundle.digest, form=form
    )
    return bundle


def check_approved(request: SubjectRequest) -> None:
    """Raise `Refused` before another lead has approved what is given."""
    if request.approved_at is None:
        raise Refused("Another lead approves it first.")


def _check_same(request: SubjectRequest, bundle: Bundle) -> None:
    if bundle.digest != request.digest:
        raise Stale(_CHANGED)


def _given(choices: Choices) -> int:
    return sum(choice == GIVE for choice in choices.texts.values())
