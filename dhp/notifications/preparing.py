"""What to have to hand before a death is notified: the questions of a stage as a list to tick off."""

from collections.abc import Iterator
from dataclasses import dataclass

from dhp.dictionary import DICTIONARY, SECTIONS, Characteristic, Kind, Stage, columns_of
from dhp.dictionary.columns import Column
from dhp.dictionary.entry import IfAnswer

_SHORT = 60  # characters of answers that the list names itself
_FEW = 3  # answers that a condition names itself
_IF_SUSPECT = "if a suspect is identified"


@dataclass(frozen=True)
class Thing:
    """One thing to have: what it is, in what form it is asked, and when it is asked at all."""

    name: str
    form: str
    when: str


@dataclass(frozen=True)
class Part:
    """The things of one section."""

    title: str
    things: tuple[Thing, ...]


def checklist(stage: Stage) -> list[Part]:
    """What the questions of `stage` ask, section by section, the victim first; from the dictionary."""
    columns = sorted(
        columns_of(DICTIONARY.values(), stage=stage), key=lambda one: one.place != "victim"
    )
    parts = []
    for code, title in SECTIONS.items():
        things = tuple(_thing(one) for one in columns if one.characteristic.section == code)
        if things:
            parts.append(Part(title, things))
    return parts


def _thing(column: Column) -> Thing:
    phrase = column.phrased(alone=True)
    entry = column.characteristic
    return Thing(phrase[:1].upper() + phrase[1:], _form(entry), "; ".join(_when(column)))


def _form(entry: Characteristic) -> str:
    match entry.kind:
        case Kind.DATE:
            return "a day"
        case Kind.PARTIAL_DATE:
            return "a day, or a month or a year if that is all you know"
        case Kind.WHOLE_NUMBER:
            return "a number or a range" if entry.ranges else "a number"
        case Kind.ONE_OF:
            return _few(entry) or f"one of {_offered(entry)} answers"
        case Kind.ANY_OF:
            return _few(entry) or f"as many as fit of {_offered(entry)} answers"
        case _:
            return f"in words, up to {entry.longest:,} characters"


def _few(entry: Characteristic) -> str:
    """The answers themselves, where they are few."""
    few = " / ".join(option.label for option in entry.options if option.asked)
    return few if len(few) <= _SHORT else ""


def _offered(entry: Characteristic) -> int:
    return sum(option.asked for option in entry.options)


def _when(column: Column) -> Iterator[str]:
    """Each condition under which it is asked, in words: “if a suspect is identified”."""
    if column.ordinal:
        yield _IF_SUSPECT
    for one in column.characteristic.asked_when:
        if isinstance(one, IfAnswer):
            other = DICTIONARY[one.code]
            labels = [option.label for option in other.options if option.code in one.options]
            told = f"is “{'” or “'.join(labels)}”" if len(labels) <= _FEW else "makes it fit"
            yield f"if {other.name} {told}"
