"""Every answer that was ever given, with its state, its source and its times; nothing overwritten."""

from collections.abc import Iterable, Iterator

from dhp.cases.answers.book import given_of
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Answer, Case
from dhp.dictionary import DICTIONARY, Sensitivity, Subject
from dhp.exchange.outgoing.gathering import Batch
from dhp.exchange.outgoing.tables import Cell, Heading, Table

_LEFT_OUT = "[left out]"
_HEADINGS = (
    Heading("case_ref", "The reference of the case that carries the answer."),
    Heading("place", "What it describes: incident, death, victim, suspect1."),
    Heading("code", "The code of the question, as in the data dictionary."),
    Heading("state", "answered, or why there is no value."),
    Heading("value", "The value; codes with “;” between. [left out] where it may identify."),
    Heading("source", "Who gave it."),
    Heading("stage", "At which stage it was given."),
    Heading("confidence", "How sure the source was, where it said so."),
    Heading("known_from", "Since when the source knew, where it said so.", "2021-03-09"),
    Heading("recorded_by", "The reference of the user who recorded it."),
    Heading("recorded_at", "When it was recorded.", "ISO instant in UTC"),
    Heading("superseded_at", "When another replaced it; blank in answers that stand.", "as above"),
    Heading("reason", "Why it was changed.", "text", Sensitivity.IDENTIFYING),
)


def answers(read: Iterable[Batch], *, identifying: bool) -> Table:
    """The history of all answers, oldest first in each case."""
    headings = _HEADINGS if identifying else _HEADINGS[:-1]
    return Table("answers", "Answers", headings, _rows(read, identifying=identifying))


def _rows(read: Iterable[Batch], *, identifying: bool) -> Iterator[tuple[Cell, ...]]:
    for batch in read:
        refs = {case.id: case for case in batch.cases}
        found: dict[int, list[Answer]] = {number: [] for number in refs}
        for one in carried_by(batch.cases):
            found[one.case_id].append(one)
        for number, case in refs.items():
            places = _places(case, batch)
            for one in found[number]:
                row = _row(case, places, one)
                yield row if identifying else _without_names(one, row)


def _places(case: Case, batch: Batch) -> dict[tuple[Subject, int], str]:
    named = batch.place_in(case)
    places = {(Subject.PERSON, key): place for key, place in named.items()}
    for tie in batch.ties[case.id]:
        places[Subject.RELATIONSHIP, tie.id] = named.get(tie.from_person_id, "")
    return places


def _row(case: Case, places: dict[tuple[Subject, int], str], one: Answer) -> tuple[Cell, ...]:
    ended = one.superseded_at.isoformat() if one.superseded_at else ""
    known = one.known_from.isoformat() if one.known_from else ""
    place = places.get((one.subject, one.subject_id), one.subject.value)
    said = (one.code, one.state.value, given_of(one).value or "", one.source.value)
    sure = one.confidence.value if one.confidence else ""
    when = (one.recorded_by, one.recorded_at.isoformat(), ended)
    return (case.ref, place, *said, one.stage.value, sure, known, *when, one.reason)


def _without_names(one: Answer, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    entry = DICTIONARY.get(one.code)
    names = one.protected is not None or (
        entry is not None and entry.sensitivity is Sensitivity.IDENTIFYING
    )
    return (*row[:4], _LEFT_OUT if names and row[4] else row[4], *row[5:-1])
