"""What a person is given: one object, of which the page, the paper and the file are made."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.subjects.accounts import Facts, Holder, holders
from dhp.subjects.exemptions import EXEMPTIONS
from dhp.subjects.matching import Sought, others_in, passages, redacted
from dhp.subjects.roles import NAMED, facts_of, role_words
from dhp.subjects.searching import Hit, search

GIVE = "give"
OUTSIDE = "outside"  # in place of a case: what stands in none
_UNNAMED = (
    "The record of this death also has texts that do not name you. They are withheld: they would "
    "tell you about other people."
)


@dataclass(frozen=True)
class Choices:
    """What two leads answer for: the role in each case, by reference; what is given of each text,
    by key: `GIVE` or an exemption; and the accounts that are the person's, by reference.
    """

    cases: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    accounts: Sequence[str] = ()

    def of(self, hit: Hit) -> str:
        """What is chosen for a text; withheld for the sake of others where nothing is."""
        return self.texts.get(hit.key, "others")


@dataclass(frozen=True)
class Part:
    """One text: the passages that are given, or why it is withheld."""

    where: str
    passages: tuple[str, ...] = ()
    withheld: str = ""


@dataclass(frozen=True)
class Section:
    """What is held in one place: in a case in some role, in an account, or elsewhere."""

    title: str
    role: str
    facts: Facts
    parts: tuple[Part, ...]
    note: str = ""


@dataclass(frozen=True)
class Bundle:
    """Everything that a person is given about themselves."""

    reference: str
    names: tuple[str, ...]
    sections: tuple[Section, ...]

    def data(self) -> dict[str, Any]:
        """The bundle as plain data."""
        return asdict(self)

    def text(self) -> str:
        """The bundle as JSON, the same bytes for the same content."""
        return json.dumps(self.data(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, in hexadecimal: approving and giving are of this."""
        return hashlib.sha256(self.text().encode()).hexdigest()


@dataclass(frozen=True)
class Found:
    """What a search found: the texts by case, those of no case under `OUTSIDE`, and accounts."""

    sought: Sought
    cases: Mapping[str, Case]
    hits: Mapping[str, Sequence[Hit]]
    accounts: Sequence[Holder]


def found_for(sought: Sought, user: User, cases: Mapping[int, Case], as_at: datetime) -> Found:
    """Everything that `user` may read of whom is `sought`; `cases` are those that are readable.

    What an account did is told as at `as_at`.
    """
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in search(sought, user):
        hits[OUTSIDE if hit.case_id is None else cases[hit.case_id].ref].append(hit)
    known = {case.ref: case for case in cases.values() if case.ref in hits}
    return Found(sought, known, hits, holders(sought, as_at))


def bundle_of(reference: str, found: Found, choices: Choices) -> Bundle:
    """The bundle that follows from what was found and chosen."""
    sections = [
        _of_case(found, ref, choices.cases[ref], choices)
        for ref in sorted(choices.cases.keys() & found.cases.keys())
    ]
    outside = [hit for hit in found.hits.get(OUTSIDE, ()) if hit.key in choices.texts]
    if outside:
        parts = _parts(outside, found.sought, choices)
        sections.append(Section("Elsewhere in this service", role_words(NAMED), (), parts))
    sections += [
        Section("Your account", "Somebody who uses this service", holder.facts, ())
        for holder in found.accounts
        if holder.ref in choices.accounts
    ]
    told = tuple(one for one in sections if one.facts or one.parts or one.note)
    return Bundle(reference, found.sought.names, told)


def _of_case(found: Found, ref: str, place: str, choices: Choices) -> Section:
    facts = facts_of(found.cases[ref], place, found.sought)
    parts = _parts(found.hits[ref], found.sought, choices)
    note = "" if place == NAMED else _UNNAMED
    return Section("In the record of a death", role_words(place), facts, parts, note)


def _parts(hits: Sequence[Hit], sought: Sought, choices: Choices) -> tuple[Part, ...]:
    others = others_in((hit.text for hit in hits), sought)
    return tuple(
        part for hit in hits if (part := _part(hit, sought, choices.of(hit), others)) is not None
    )


def _part(hit: Hit, sought: Sought, choice: str, others: frozenset[str]) -> Part | None:
    if choice != GIVE:
        exemption = EXEMPTIONS[choice]
        return None if exemption.silent else Part(hit.where, withheld=exemption.told)
    told = (redacted(passage, sought, others) for passage in passages(hit.text, sought))
    return Part(hit.where, tuple(told))
