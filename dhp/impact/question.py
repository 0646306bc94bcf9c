"""What one question of the dictionary touches: read from the declarations of every room that uses it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dhp.cases.died import dates_of_death
from dhp.cases.judging.facts import PLACES, propose
from dhp.dictionary import DICTIONARY, SECTIONS, Characteristic, Sensitivity, Stage, columns_of
from dhp.dictionary.checks import CHECKS
from dhp.dictionary.derived import DERIVED
from dhp.dictionary.entry import IfAnswer
from dhp.dictionary.schemes import SCHEMES
from dhp.errors import Absent, DomainError
from dhp.exchange.crosswalks import CROSSWALKS
from dhp.impact.reach import reached
from dhp.impact.uses import measures_of_question, tables, tables_by_report, tables_of_question
from dhp.statistics.framing.columns import Unit, column

_IN = ("dhp.exchange.crosswalks", "dhp.exchange.reading")


@dataclass(frozen=True)
class Touched:
    """One kind of thing that uses a question, and those that do, in words."""

    title: str
    lines: tuple[str, ...]
    none: str = "None."


def entry_named(code: str) -> Characteristic:
    """The question with this code; raises `Absent`."""
    entry = DICTIONARY.get(code)
    if entry is None:
        raise Absent
    return entry


def touched_by(entry: Characteristic) -> tuple[Touched, ...]:
    """Everything that a change of this question touches, in the order of its way through the service."""
    code = entry.code
    return (
        Touched("Forms that ask it", tuple(_forms(entry))),
        Touched("Questions that are asked because of it", tuple(_asked_because(code))),
        Touched("Checks that compare it", tuple(_checks(code))),
        Touched("Facts that definitions judge", tuple(_facts(code))),
        Touched("Values that are worked out from it", tuple(_derived(code))),
        Touched("Columns of files", tuple(one.name for one in columns_of([entry]))),
        Touched("Crosswalks of files that come in", tuple(_incoming(code))),
        Touched("Crosswalks of exports", tuple(_outgoing(code))),
        Touched("What tables can be laid out by it", tuple(_frames(code))),
        Touched(
            "Measures that always read it",
            tuple(_measures(code)),
            "None. A measure reads it where it is asked to tell its answers apart.",
        ),
        Touched("Tables of reports", tuple(_tables(code))),
    )


def _forms(entry: Characteristic) -> Iterator[str]:
    stage = "First notice" if entry.needed is Stage.NOTICE else f"Follow-up, {entry.needed.value}"
    yield f"{stage}: {SECTIONS[entry.section]}"
    yield f"The unit’s own page of the section “{SECTIONS[entry.section]}”"
    if entry.needed is Stage.NOTICE:
        yield "Notices from a force’s own system"
        yield "The blank form and the list of what to have to hand"


def _asked_because(code: str) -> Iterator[str]:
    for entry in DICTIONARY.values():
        if any(isinstance(one, IfAnswer) and one.code == code for one in entry.asked_when):
            yield entry.question


def _checks(code: str) -> Iterator[str]:
    for check in CHECKS:
        if reached(check, ("dhp.dictionary",)).uses(code):
            yield (check.__doc__ or check.__name__).strip().split("\n")[0]


def _facts(code: str) -> Iterator[str]:
    reach = reached((propose, PLACES), ("dhp.cases.judging.facts",))
    if reach.uses(code):
        named = [fact for fact, place in PLACES.items() if place.rpartition(".")[2] == code]
        yield ", ".join(named).replace("_", " ") if named else "One that is worked out from it"


def _derived(code: str) -> Iterable[str]:
    return (one.name for one in DERIVED.values() if code in one.codes)


def _incoming(code: str) -> Iterable[str]:
    return (one.title for one in CROSSWALKS.values() if reached(one.convert, _IN).uses(code))


def _outgoing(code: str) -> Iterator[str]:
    for scheme in SCHEMES.values():
        crossing = scheme.crossing(code)
        if crossing is not None:
            yield f"{scheme.title}: {crossing.variable}"


def _measures(code: str) -> Iterable[str]:
    if _places_deaths(code):
        return ("All of them: it says in which days a death counts",)
    return measures_of_question(code)


def _tables(code: str) -> Iterable[str]:
    if _places_deaths(code):
        return (f"All {len(tables())}: it says in which days a death counts",)
    found = tables_by_report(tables_of_question(code))
    return (f"{title}: {', '.join(ids)}" for title, ids in found)


def _places_deaths(code: str) -> bool:
    return reached(dates_of_death, ("dhp.cases.died",)).uses(code)


def _frames(code: str) -> Iterator[str]:
    if DICTIONARY[code].sensitivity is Sensitivity.IDENTIFYING:
        return
    names = [code, *(one.code for one in DERIVED.values() if code in one.codes)]
    for unit in Unit:
        if any(_is_laid_out(unit, name) for name in names):
            yield {"pair": "Pairs of victim and suspect", "person": "People"}.get(
                unit.value, f"{unit.value.capitalize()}s"
            )


def _is_laid_out(unit: Unit, name: str) -> bool:
    try:
        return column(unit, name).is_categorical
    except DomainError:
        return False
