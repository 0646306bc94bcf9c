"""Which questions are answered again: a declared few that texts can tell and that figures rest on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, Column, Given, State, Unreadable, column_named, read, write
from dhp.errors import DomainError

CORE = (
    "death.suspected_intent",
    "death.method_primary",
    "incident.location_type",
    "incident.children_present",
    "victim.sex",
    "victim.age",
    "death.da_history_known",
    "suspect1.sex",
    "suspect1.relationship",
    "suspect1.separation_status",
)


def columns_for(case: Case) -> list[Column]:
    """The questions to answer again of one case: those on a suspect only where there is one."""
    suspects = places_of([case])[case.id].suspects
    found = [column_named(name, DICTIONARY) for name in CORE]
    return [one for one in found if one is not None and one.ordinal <= suspects]


def read_again(columns: Sequence[Column], texts: Mapping[str, str], today: date) -> dict[str, str]:
    """Canonical texts of what was typed, by column name; raises `DomainError` at what is missing."""
    found = {}
    for column in columns:
        try:
            given = read(column.characteristic, texts.get(column.name, ""), today=today)
        except Unreadable as error:
            raise DomainError(str(error), field=column.name) from error
        if given.state is State.NOT_RECORDED:
            words = f"Answer this, or say that the texts do not tell: {column.phrase()}."
            raise DomainError(words, field=column.name)
        found[column.name] = write(given)
    return found


def recorded(case: Case, names: Sequence[str], as_at: datetime) -> dict[str, str]:
    """What the record said of `names` at an instant, as canonical texts; empty where nothing."""
    answers = places_of([case], as_at)[case.id].answers(read_answers([case], as_at))
    nothing = Given(State.NOT_RECORDED)
    return {name: write(answers.get(name, nothing)) for name in names}
