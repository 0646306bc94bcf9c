"""The people and the relationships of the deaths: a row for each part, and for each tie."""

from collections.abc import Iterable, Iterator

from dhp.dictionary import DICTIONARY, Characteristic, Subject, write
from dhp.exchange.outgoing.gathering import Batch
from dhp.exchange.outgoing.tables import Cell, Heading, Table, heading_of

_PEOPLE = (
    Heading("case_ref", "The reference of the case."),
    Heading("place", "The part in the death: victim, suspect1, suspect2, other1."),
    Heading(
        "person", "A number of the person, in this file alone: one person, one number.", "number"
    ),
    Heading("part", "Who another person is, such as a child of the family."),
    Heading("role_in_abuse", "The part in the abuse, where it is recorded."),
)
_TIES = (
    Heading("case_ref", "The reference of the case."),
    Heading("from", "Whose relationship it is, as in the table of people."),
    Heading("to", "To whom, as in the table of people."),
)


def people(read: Iterable[Batch], *, identifying: bool) -> Table:
    """Everybody who has a part in a death, with what is recorded of them."""
    entries = _entries(Subject.PERSON, identifying=identifying)
    headings = (*_PEOPLE, *(heading_of(entry.code, entry) for entry in entries))
    return Table("people", "People", headings, _people_rows(read, entries))


def relationships(read: Iterable[Batch], *, identifying: bool) -> Table:
    """Every tie between two people of a case."""
    entries = _entries(Subject.RELATIONSHIP, identifying=identifying)
    headings = (*_TIES, *(heading_of(entry.code, entry) for entry in entries))
    return Table("relationships", "Relationships", headings, _tie_rows(read, entries))


def _entries(subject: Subject, *, identifying: bool) -> list[Characteristic]:
    return [
        entry
        for entry in DICTIONARY.values()
        if entry.subject is subject and (identifying or not heading_of("", entry).identifying)
    ]


def _people_rows(
    read: Iterable[Batch], entries: list[Characteristic]
) -> Iterator[tuple[Cell, ...]]:
    numbers: dict[int, int] = {}
    for batch in read:
        for case in batch.cases:
            named = batch.place_in(case)
            for one in batch.involved[case.id]:
                number = numbers.setdefault(one.person_id, len(numbers) + 1)
                told = (
                    write(batch.book.given(Subject.PERSON, one.person_id, entry.code))
                    for entry in entries
                )
                part, abuse = one.part, one.role_in_abuse
                first = (case.ref, named[one.person_id], number)
                yield (*first, part and part.value, abuse and abuse.value, *told)


def _tie_rows(read: Iterable[Batch], entries: list[Characteristic]) -> Iterator[tuple[Cell, ...]]:
    for batch in read:
        for case in batch.cases:
            named = batch.place_in(case)
            for tie in batch.ties[case.id]:
                ends = named.get(tie.from_person_id), named.get(tie.to_person_id)
                if None in ends:  # somebody who was added by mistake
                    continue
                told = (
                    write(batch.book.given(Subject.RELATIONSHIP, tie.id, entry.code))
                    for entry in entries
                )
                yield (case.ref, *ends, *told)
