"""One answer in full: what each source says now, and everything anybody ever said."""

from dataclasses import dataclass
from datetime import date, datetime

from dhp.cases.answers.book import given_of
from dhp.cases.events import Event
from dhp.cases.history import answer_events
from dhp.cases.people.history import labels_of
from dhp.cases.sheet import Sheet
from dhp.cases.wording import answer_words
from dhp.dictionary import Column, shown


@dataclass(frozen=True)
class Rival:
    """What one source says now. `counts` where it is the answer of the case."""

    text: str
    known: bool
    source: str
    confidence: str
    known_from: date | None
    stage: str
    by: str
    at: datetime
    counts: bool


@dataclass(frozen=True)
class Rivals:
    """The answers of all sources, the one that counts first, and the history, latest first."""

    label: str
    question: str
    definition: str
    standing: tuple[Rival, ...]
    events: tuple[Event, ...]

    @property
    def disagree(self) -> bool:
        """Whether two sources say different things."""
        return len({rival.text for rival in self.standing}) > 1


def rivals_of(sheet: Sheet, column: Column) -> Rivals:
    """The answer in `column` of a case, in full."""
    target = sheet.places.target(column)
    entry = column.characteristic
    key = (target.subject, target.subject_id, entry.code)
    standing = tuple(
        Rival(
            shown(entry, given_of(answer)),
            given_of(answer).known,
            answer.source.label,
            answer.confidence.label if answer.confidence else "",
            answer.known_from,
            answer.stage.value.capitalize(),
            answer.recorded_by,
            answer.recorded_at,
            counts=position == 0,
        )
        for position, answer in enumerate(sheet.book.rivals.get(key, ()))
    )
    told = [a for a in sheet.told if (a.subject, a.subject_id, a.code) == key]
    events = answer_events(told, labels_of(sheet.places, sheet.rows))
    label = answer_words(column, sheet.places.suspects)
    return Rivals(label, entry.question, entry.definition, standing, tuple(events))
