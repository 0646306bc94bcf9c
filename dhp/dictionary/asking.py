"""When a question is asked: the three conditions, judged against the answers given so far."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from dhp.calendar import PartialDate
from dhp.dictionary.answer import Given
from dhp.dictionary.columns import Column
from dhp.dictionary.entry import IfAnswer, IfDied, IfRole, State, Subject

DATE_OF_DEATH = "death.date_of_death"
SUSPECT_IDENTIFIED = "death.suspect_identified"


def asked(column: Column, answers: Mapping[str, Given]) -> bool:
    """Whether the question of `column` is to be asked, given `answers` by column name.

    A condition that cannot be judged yet does not ask, and an answer already given stays even
    when its question is no longer asked.
    """
    if column.ordinal and not _answered(answers.get(SUSPECT_IDENTIFIED), ("yes",)):
        return False
    conditions = column.characteristic.asked_when
    return not conditions or all(_holds(one, column, answers) for one in conditions)


def _holds(condition: object, column: Column, answers: Mapping[str, Given]) -> bool:
    match condition:
        case IfAnswer(code, options):
            of_person = column.characteristic.subject is Subject.PERSON
            names = _turned_on(code, column.place, of_person=of_person)
            return any(_answered(answers.get(name), options) for name in names)
        case IfDied(since, until):
            return _died_within(answers.get(DATE_OF_DEATH), since, until)
        case IfRole(roles):
            return ("suspect" if column.ordinal else column.place) in roles
    return True


@cache
def _turned_on(code: str, place: str, *, of_person: bool) -> tuple[str, ...]:
    """The columns any of which may hold the answer that a question at `place` turns on."""
    places = [place, "death", "incident"]
    if not of_person:
        places.append("victim")  # one person's question never turns on another's answer
    return tuple(f"{one}.{code}" for one in places)


def _answered(given: Given | None, options: tuple[str, ...]) -> bool:
    if given is None or given.state is not State.ANSWERED or given.value is None:
        return False
    return any(told in options for told in given.value.split(";"))


def _died_within(given: Given | None, since: date | None, until: date | None) -> bool:
    if given is None or given.value is None:
        return False
    when = PartialDate.parse(given.value)
    return not ((since and when.last < since) or (until and when.first > until))
