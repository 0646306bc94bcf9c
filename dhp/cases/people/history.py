"""What happened to the people of a case, as sentences, and what to call answers about them."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby

from dhp.cases.answers.book import Key
from dhp.cases.events import Event
from dhp.cases.models import Involvement
from dhp.cases.people.reading import OF_OTHERS, PeopleRows, member_words
from dhp.cases.people.standing import Places, place_named
from dhp.cases.wording import answer_words, upper
from dhp.dictionary import DICTIONARY, Column, Role, Subject

_OF_PEOPLE = tuple(code for code, entry in DICTIONARY.items() if entry.subject is Subject.PERSON)
Labels = Mapping[Key, tuple[Column, str]]


def people_events(rows: PeopleRows) -> list[Event]:
    """Everything that happened to who is in the case, in no order."""
    own = [row for row in rows.involvements if row.case_id == rows.case.id]
    chains = groupby(sorted(own, key=lambda r: (r.person_id, r.id)), key=lambda r: r.person_id)
    return [event for _person, chain in chains for event in _of_person(list(chain), rows)]


def labels_of(places: Places, rows: PeopleRows) -> Labels:
    """What each answer of the case is called in a sentence, people who are gone included."""
    found: dict[Key, tuple[Column, str]] = {}
    suspects = places.suspects
    for row in rows.involvements:
        if row.case_id == rows.case.id and row.role is not Role.VICTIM:
            words = member_words(row.role, row.ordinal, suspects)
            whose = words if row.ended_at is None else f"{words} (removed)"
            codes = OF_OTHERS if row.role is Role.OTHER else _OF_PEOPLE
            for code, label in _labels_at(place_named(row.role, row.ordinal), whose, codes):
                found[Subject.PERSON, row.person_id, code] = label
    found |= _tie_labels(rows, suspects)
    for column in places.columns():
        found[places.key(column)] = column, answer_words(column, suspects)
    return found


@lru_cache(maxsize=200)
def _labels_at(
    place: str, whose: str, codes: tuple[str, ...]
) -> tuple[tuple[str, tuple[Column, str]], ...]:
    """What each of `codes` is called at a place; the same for every case, so worked out once."""
    columns = [Column(place, DICTIONARY[code]) for code in codes]
    named = f"{whose[:1].lower()}{whose[1:]}"
    return tuple(
        (column.characteristic.code, (column, upper(column.phrase(named)))) for column in columns
    )


def _tie_labels(rows: PeopleRows, suspects: int) -> dict[Key, tuple[Column, str]]:
    last = {row.person_id: row for row in rows.involvements if row.case_id == rows.case.id}
    found: dict[Key, tuple[Column, str]] = {}
    for tie in rows.relationships:
        if tie.from_person_id in last and tie.to_person_id in last:
            of, to = last[tie.from_person_id], last[tie.to_person_id]
            place = place_named(of.role, of.ordinal)
            first = member_words(of.role, of.ordinal, suspects)
            second = member_words(to.role, to.ordinal, suspects)
            whom = second[:1].lower() + second[1:]
            key = (Subject.RELATIONSHIP, tie.id, "relationship")
            label = f"What {first[:1].lower()}{first[1:]} is to {whom}"
            found[key] = Column(place, DICTIONARY["relationship"]), label
    return found


def _of_person(chain: list[Involvement], rows: PeopleRows) -> list[Event]:
    events = []
    before: Involvement | None = None
    for row in chain:
        at, by = row.recorded_at, row.recorded_by or ""
        words = member_words(row.role, row.ordinal, 2)
        continues = before is not None and before.ended_at == at
        if at is not None and at != rows.case.opened_at and not continues:
            part = f" ({row.part.label[:1].lower()}{row.part.label[1:]})" if row.part else ""
            events.append(Event(at, by, f"added {words[:1].lower()}{words[1:]}{part}"))
        elif at is not None and before is not None and row.role_in_abuse != before.role_in_abuse:
            label = row.role_in_abuse.label if row.role_in_abuse else "not recorded"
            events.append(Event(at, by, f"recorded the role of “{words}” in the abuse: {label}"))
        before = row
    if before is not None and before.ended_at is not None:
        words = upper(member_words(before.role, before.ordinal, 2))
        did = f"took “{words}” out of this case"
        events.append(Event(before.ended_at, before.ended_by or "", did, (), before.ended_reason))
    return events
