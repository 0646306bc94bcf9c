"""The rows of one invented death after another, as the tables of the record take them."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from dhp.audit.acts import Act
from dhp.audit.chain import canonical, event_hash
from dhp.audit.models import TrailEvent, TrailSubject
from dhp.calendar import PartialDate
from dhp.cases.judging.facts import CURRENT
from dhp.cases.models import (
    Answer,
    Case,
    Classification,
    Incident,
    Involvement,
    Person,
    Relationship,
    Source,
)
from dhp.dictionary import Role, Sensitivity, Stage, State, Subject
from dhp.extensions import Base
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.rules import Status
from dhp.references import new_reference
from tests.benchmarks.invented import Pattern, characteristic, patterns, told_of

_JOINS_BEFORE = 40  # every so many deaths, one shares the incident of the death before it


@dataclass
class Numbers:
    """The next number of each table whose rows others point to."""

    last: dict[type[Base], int] = field(default_factory=lambda: defaultdict(int))

    def next(self, table: type[Base]) -> int:
        """A number not used yet."""
        self.last[table] += 1
        return self.last[table]


Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass
class Filler:
    """Makes the rows of one death after another, and the chain of the trail through all of them."""

    forces: list[tuple[int, str]]
    spoc: int
    unit: str
    seq: int
    hash: str
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    numbers: Numbers = field(default_factory=Numbers)
    kinds: list[Pattern] = field(default_factory=lambda: patterns(7))

    def death(self, number: int, received: datetime, rows: Rows) -> None:
        """Add to `rows` those of death `number`, received at that instant."""
        pattern, force = self.chance.choice(self.kinds), self.chance.choice(self.forces)
        told = told_of(pattern, number, received, self.chance)
        if number % _JOINS_BEFORE:
            incident = {"id": self.numbers.next(Incident), "ref": new_reference()}
            rows[Incident].append(incident | {"created_at": received})
        else:  # the incident's place is told already
            told = {name: words for name, words in told.items() if "incident." not in name}
        case = self._case(pattern, force, told, received)
        rows[Case].append(case)
        self._people(case, pattern, told, rows)
        rows[Classification].append(self._judgement(case, pattern))
        self._notice(case, told, received, rows)

    def _case(
        self, pattern: Pattern, force: tuple[int, str], told: dict[str, str], received: datetime
    ) -> dict[str, Any]:
        died = PartialDate.parse(told["death.date_of_death"])
        return {
            "id": self.numbers.next(Case),
            "ref": new_reference(),
            "incident_id": self.numbers.last[Incident],
            "force_id": force[0],
            "force_ref": told["death.force_ref"],
            "died_first": died.first,
            "died_last": died.last,
            "received_at": received,
            "opened_at": received + timedelta(hours=3),
            "scope": pattern.scope,
            "type": pattern.type,
        }

    def _people(
        self, case: dict[str, Any], pattern: Pattern, told: dict[str, str], rows: Rows
    ) -> None:
        subjects = {
            ("incident", Subject.INCIDENT): case["incident_id"],
            ("death", Subject.DEATH): case["id"],
        }
        places = ["victim", *(f"suspect{n}" for n in range(1, pattern.suspects + 1))]
        people = {place: self.numbers.next(Person) for place in places}
        for ordinal, (place, person) in enumerate(people.items()):
            role = Role.SUSPECT if ordinal else Role.VICTIM
            rows[Person].append({"id": person, "case_id": case["id"]})
            rows[Involvement].append(
                {"case_id": case["id"], "person_id": person, "role": role}
                | {"ordinal": ordinal or 1}
            )
            subjects[place, Subject.PERSON] = person
            if ordinal:
                tie = self.numbers.next(Relationship)
                ends = {"from_person_id": person, "to_person_id": people["victim"]}
                rows[Relationship].append({"id": tie, "case_id": case["id"], **ends})
                subjects[place, Subject.RELATIONSHIP] = tie
        rows[Answer] += [self._answer(case, name, words, subjects) for name, words in told.items()]

    def _answer(
        self, case: dict[str, Any], name: str, words: str, subjects: dict[tuple[str, Subject], int]
    ) -> dict[str, Any]:
        entry = characteristic(name)
        told = None if words.startswith("[") else words
        identifying = entry.sensitivity is Sensitivity.IDENTIFYING
        return {
            "case_id": case["id"],
            "subject": entry.subject,
            "subject_id": subjects[name.partition(".")[0], entry.subject],
            "code": entry.code,
            "state": State(words[1:-1]) if told is None else State.ANSWERED,
            "value": None if identifying else told,
            "protected": told if identifying else None,
            "source": Source.FORCE,
            "stage": Stage.NOTICE,
            "recorded_by": self.unit,
            "recorded_at": case["opened_at"],
        }

    def _judgement(self, case: dict[str, Any], pattern: Pattern) -> dict[str, Any]:
        return {
            "case_id": case["id"],
            "scope": pattern.scope,
            "type": pattern.type,
            "definition": CURRENT,
            "proposal": pattern.proposal,
            "decided_by": self.unit,
            "decided_at": case["opened_at"] + timedelta(hours=1),
        }

    def _notice(
        self, case: dict[str, Any], told: dict[str, str], received: datetime, rows: Rows
    ) -> None:
        notice = notice_row(case["force_id"], self.spoc, told, received)
        notice |= {"id": self.numbers.next(Notification), "status": Status.ACCEPTED}
        notice |= {"sent_at": received, "moved_at": case["opened_at"], "case_id": case["id"]}
        receipt = {
            "ref": new_reference(),
            "notification_id": notice["id"],
            "send_key": notice["send_key"],
            "answers": notice["answers"],
            "sent_by_id": self.spoc,
            "sent_at": received,
        }
        rows[Notification].append(notice)
        rows[Receipt].append(receipt)
        refs = (notice["ref"], receipt["ref"])
        self._event(Act.NOTIFICATION_SENT, received, refs, rows)
        self._event(Act.CASE_OPENED, case["opened_at"], (case["ref"],), rows)
        accepted = (notice["ref"], case["ref"])
        self._event(Act.NOTIFICATION_ACCEPTED, case["opened_at"], accepted, rows)
        self._event(Act.CASE_CLASSIFIED, case["opened_at"], (case["ref"],), rows)

    def _event(self, act: Act, at: datetime, refs: tuple[str, ...], rows: Rows) -> None:
        self.seq += 1
        facts = {"seq": self.seq, "at": at.isoformat(), "act": act.value, "actor": self.unit}
        facts |= {"op": act.operation.value, "about": list(refs), "surface": "cli"}
        body = canonical(facts)
        self.hash = event_hash(self.seq, self.hash, body)
        rows[TrailEvent].append(
            {"seq": self.seq, "at": at, "act": act.value, "actor": self.unit}
            | {"body": body, "hash": self.hash}
        )
        rows[TrailSubject] += [{"ref": ref, "seq": self.seq} for ref in refs]


def notice_row(force: int, spoc: int, told: dict[str, str], at: datetime) -> dict[str, Any]:
    """A notification of `force`, begun and saved by the user `spoc` at that instant."""
    return {
        "ref": new_reference(),
        "force_id": force,
        "answers": json.dumps(told),
        "suspects": 1,
        "start_key": uuid4().hex,
        "send_key": uuid4().hex,
        "started_by_id": spoc,
        "saved_by_id": spoc,
        "started_at": at,
        "saved_at": at,
        "moved_at": at,
    }
