"""Changing who is in a death: adding, parting and tying people, and joining deaths by a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.answers.book import Target
from dhp.cases.answers.table import Telling, read_answers, record_answers
from dhp.cases.models import Case, CaseReader, Involvement, Relationship, Source
from dhp.cases.opening.submission import Submission
from dhp.cases.people.standing import Joining, Parts, involve, new_person, place_named
from dhp.cases.vocabularies import Part, RoleInAbuse
from dhp.dictionary import DICTIONARY, Given, Role, Stage, State, Subject
from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.web.text import LONGEST, required

_YES = Given(State.ANSWERED, "yes")
_MOST_OTHERS = 40


def add_suspect_to(case: Case, *, by: trail.Actor, person_id: int | None = None) -> str:
    """Add a suspect, new or already recorded in the incident. Gives back the place.

    Raises `DomainError` when the case has as many as can be recorded, or has this person already.
    """
    standing = _standing(case)
    ordinal = 1 + sum(1 for row in standing if row.role is Role.SUSPECT)
    if ordinal > MOST_SUSPECTS:
        raise DomainError(f"A case can have {MOST_SUSPECTS} suspects. Tell the others in words.")
    if person_id in [row.person_id for row in standing]:
        raise Refused("This person has a part in that death already. Change it there.")
    person_id = person_id or new_person(case)
    involve(case, Role.SUSPECT, ordinal, person_id, Joining(by.ref, now()))
    tie_of(case, person_id, _victim(standing))
    return _added(case, place_named(Role.SUSPECT, ordinal), by)


def add_other(
    case: Case, part: Part, known: Mapping[str, Given], *, by: trail.Actor, source: Source
) -> str:
    """Add a person who is neither victim nor suspect: a child, a witness. Gives back the place.

    `known` is what `source` says of them, by code.
    """
    ordinal = 1 + sum(1 for row in _standing(case) if row.role is Role.OTHER)
    if ordinal > _MOST_OTHERS:
        raise DomainError(f"A case can have {_MOST_OTHERS} other people. Tell the rest in words.")
    at, person_id = now(), new_person(case)
    involve(case, Role.OTHER, ordinal, person_id, Joining(by.ref, at), Parts(part=part))
    db.session.flush()
    target = Target(case.id, Subject.PERSON, person_id)
    rows = [(target, DICTIONARY[code], given) for code, given in known.items()]
    record_answers(case, rows, Telling(source, Stage.FOLLOW_UP, by.ref, at))
    return _added(case, place_named(Role.OTHER, ordinal), by)


def set_role_in_abuse(case: Case, place: str, role: RoleInAbuse, *, by: trail.Actor) -> None:
    """Say what part the person at `place` had in the abuse. Raises `DomainError` for nobody."""
    row = _at(case, place)
    if row.role_in_abuse is role:
        return
    _replace(case, row, Parts(row.part, role), row.ordinal, Joining(by.ref, now()))
    _changed(case, by, changed=place)


def remove(case: Case, place: str, reason: str, *, by: trail.Actor) -> None:
    """End the part of somebody added by mistake. Nothing is deleted; later ones move up by one.

    Raises `DomainError` without a reason, and for the victim, without whom there is no case.
    """
    row = _at(case, place)
    if row.role is Role.VICTIM:
        raise Refused("The victim cannot be removed: the case is about this death.")
    words = required(reason, LONGEST, "reason", "Say why this person does not belong here.")
    at = now()
    after = [r for r in _standing(case) if r.role is row.role and r.ordinal > row.ordinal]
    _end(row, Joining(by.ref, at), words)
    for later in after:
        parts = Parts(later.part, later.role_in_abuse)
        _replace(case, later, parts, later.ordinal - 1, Joining(by.ref, at))
    _changed(case, by, removed=place)


def tie(
    case: Case, of: str, to: str, given: Given, *, by: trail.Actor, source: Source, reason: str = ""
) -> None:
    """Say what the person at the place `of` is to the one at `to`: "child 1 is the suspect’s son".

    Raises `DomainError` for one person twice, and where the same source said otherwise before and
    no `reason` is given.
    """
    first, second = _at(case, of), _at(case, to)
    if first.person_id == second.person_id:
        raise DomainError("Choose two different people.", field="to")
    row = tie_of(case, first.person_id, second.person_id)
    target = Target(case.id, Subject.RELATIONSHIP, row.id)
    differs = read_answers([case]).differs(target, "relationship", given, source)
    if differs and not reason.strip():
        raise DomainError("Say why the earlier answer was wrong or has changed.", field="reason")
    telling = Telling(source, Stage.FOLLOW_UP, by.ref, now(), reason=reason.strip() or None)
    codes = record_answers(case, [(target, DICTIONARY["relationship"], given)], telling)
    if codes:
        act = Act.ANSWER_CORRECTED if differs else Act.ANSWER_RECORDED
        _record(act, case, by, fields=codes, of=of, to=to)


def tie_of(case: Case, of: int, to: int) -> Relationship:
    """The directed tie between two people of a case, made where there is none yet."""
    pair = (
        Relationship.case_id == case.id,
        Relationship.from_person_id == of,
        Relationship.to_person_id == to,
    )
    found = db.session.scalar(select(Relationship).where(*pair))
    if found is None:
        found = Relationship(case_id=case.id, from_person_id=of, to_person_id=to)
        db.session.add(found)
        db.session.flush()
    return found


def add_death(
    case: Case, *, by: trail.Actor, victim: str | None = None, suspects: Sequence[str] = ()
) -> Case:
    """Open the case of another death of the same incident, with people of `case` in it.

    `victim` is the place of who died, or None for somebody new: a suspect who took their own life
    is the victim of a case of their own. `suspects` are the places of those suspected of it too.
    """
    if victim == "victim":
        raise DomainError("This person’s death is this case. Choose somebody else.", field="who")
    if victim in suspects:
        raise DomainError("Choose other suspects: this is who died.", field="suspects")
    shared = {"victim": _at(case, victim).person_id} if victim else {}
    for number, place in enumerate(suspects, start=1):
        shared[f"suspect{number}"] = _at(case, place).person_id
    submission = Submission(
        force=case.force,
        region=case.region,
        received_at=now(),
        answers={"death.suspect_identified": _YES} if suspects else {},
        source=Source.UNIT,
        stage=Stage.FOLLOW_UP,
        back_record=case.back_record,
        restricted=case.restricted,
    )
    readers = select(User).join(CaseReader, CaseReader.user_id == User.id)
    named = db.session.scalars(readers.where(CaseReader.case_id == case.id).order_by(User.id))
    flag_modified(case, "type")  # a second click on the same page opens no second case
    return open_case(submission, by=by, incident=case.incident, readers=list(named), shared=shared)


def also_suspected(case: Case, place: str, other: Case, *, by: trail.Actor) -> str:
    """Let the suspect at `place` be a suspect of another death of the incident too, as one person.

    Gives back the place in the `other` case.
    """
    if other.incident_id != case.incident_id or other.id == case.id:
        raise Refused("That death belongs to another incident. Join the two incidents first.")
    return add_suspect_to(other, by=by, person_id=_at(case, place).person_id)


def _standing(case: Case) -> Sequence[Involvement]:
    statement = select(Involvement).where(
        Involvement.case_id == case.id, Involvement.ended_at.is_(None)
    )
    return db.session.scalars(statement.order_by(Involvement.role, Involvement.ordinal)).all()


def _victim(standing: Sequence[Involvement]) -> int:
    return next(row.person_id for row in standing if row.role is Role.VICTIM)


def _at(case: Case, place: str) -> Involvement:
    for row in _standing(case):
        if place_named(row.role, row.ordinal) == place:
            return row
    raise DomainError("There is nobody at this place any more. Look at the people again.")


def _replace(case: Case, row: Involvement, parts: Parts, ordinal: int, joining: Joining) -> None:
    _end(row, joining)
    involve(case, row.role, ordinal, row.person_id, joining, parts)
    db.session.flush()


def _end(row: Involvement, joining: Joining, reason: str | None = None) -> None:
    started: datetime = row.recorded_at or joining.at
    row.ended_by, row.ended_at, row.ended_reason = joining.by, max(joining.at, started), reason
    db.session.flush()


def _added(case: Case, place: str, by: trail.Actor) -> str:
    db.session.flush()
    _changed(case, by, added=place)
    return place


def _changed(case: Case, by: trail.Actor, **facts: str) -> None:
    flag_modified(case, "type")  # so that a form opened before this is known to be stale
    _record(Act.PEOPLE_CHANGED, case, by, **facts)


def _record(act: Act, case: Case, by: trail.Actor, **facts: object) -> None:
    force = case.force.code if case.force else None
    trail.record(act, by=by, about=case.ref, force=force, **facts)
