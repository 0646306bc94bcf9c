"""A case to open, a case that was opened, and what the trail says of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.cases.judging.judgement import judgement_facts
from dhp.cases.models import Incident
from dhp.cases.opening.submission import Submission
from dhp.cases.rules import Decision
from dhp.definitions import Verdict


@dataclass(frozen=True)
class Opening:
    """One case to open, in `incident`, or in a new one.

    Those of one batch with the same word in `together` share the incident of the first of them.
    `readers` are the people named for a restricted case. `shared` are people of the incident who
    are recorded already, by their place in the new case. `judgement` is a decision with the
    proposal that it answers.
    """

    submission: Submission
    incident: Incident | None = None
    together: str | None = None
    readers: Sequence[User] = ()
    shared: Mapping[str, int] = field(default_factory=dict)
    judgement: tuple[Decision, Verdict] | None = None


@dataclass(frozen=True)
class Opened:
    """The keys of a case that was opened. `joined` says whether its incident was there before."""

    id: int
    ref: str
    incident_id: int
    incident_ref: str
    joined: bool
    at: datetime


def events_of(
    openings: Sequence[Opening], opened: Sequence[Opened], codes: Sequence[Sequence[str]]
) -> Iterator[tuple[Act, Sequence[str], Mapping[str, object]]]:
    """The events in the order of the cases. Equal facts are one mapping: a file has very many."""
    kept: dict[tuple[str | None, tuple[str, ...]], dict[str, object]] = {}
    for opening, one, names in zip(openings, opened, codes, strict=True):
        force = opening.submission.force.code if opening.submission.force else None
        fields = tuple(sorted(set(names)))
        facts = kept.setdefault((force, fields), {"force": force, "fields": list(fields)})
        yield Act.CASE_OPENED, (one.ref,), facts
        if one.joined:
            yield Act.INCIDENT_JOINED, (one.ref, one.incident_ref), {"force": force}
        if opening.judgement:
            told = judgement_facts(*opening.judgement)
            yield Act.CASE_CLASSIFIED, (one.ref,), {"force": force, **told}
