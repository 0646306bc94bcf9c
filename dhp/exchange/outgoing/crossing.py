"""Our deaths in the categories of others: what each answer becomes, and what does not map."""

from collections import Counter
from collections.abc import Iterable, Iterator

from dhp.dictionary import DICTIONARY
from dhp.dictionary.schemes import Scheme, unmapped, unreached
from dhp.exchange.outgoing.gathering import Batch
from dhp.exchange.outgoing.tables import Cell, Heading, Table

_HEADINGS = (
    Heading("case_ref", "The reference of the case."),
    Heading("place", "What it describes: death, victim, suspect1."),
    Heading("code", "The code of our question."),
    Heading("ours", "Our answer: the code of an option, or a state in square brackets."),
    Heading("variable", "Their variable."),
    Heading("theirs", "Their category; blank where our answer does not map."),
    Heading("theirs_label", "Their category in words."),
)
_GAPS = (
    Heading("code", "The code of our question."),
    Heading("ours", "Our option without a place there; blank in a row of theirs."),
    Heading("variable", "Their variable."),
    Heading("theirs", "Their category that none of our options reaches; blank in a row of ours."),
    Heading("label", "The option or category in words."),
    Heading("rows", "How many rows of this export have it.", "number"),
)


def crossed(scheme: Scheme, read: Iterable[Batch]) -> tuple[Table, Table]:
    """The deaths in the categories of `scheme`, and what does not map; the rows in that order."""
    lost: Counter[tuple[str, str]] = Counter()
    rows = _rows(scheme, read, lost)
    title = f"{scheme.title}, {scheme.version}"
    return (
        Table(scheme.name, title, _HEADINGS, rows),
        Table(f"{scheme.name}-gaps", f"{title}: what does not map", _GAPS, _gaps(scheme, lost)),
    )


def notes_on(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What the guide says of a scheme: its source, and what is lost or must still be checked."""
    yield scheme.name, f"{scheme.title}, {scheme.version}. Source: {scheme.source}"
    for one in scheme.crossings:
        check = "" if one.confirmed else "Their categories were not read at a source: check first."
        yield scheme.name, f"{one.variable}: {one.note} {check}".strip()


def _rows(
    scheme: Scheme, read: Iterable[Batch], lost: Counter[tuple[str, str]]
) -> Iterator[tuple[Cell, ...]]:
    for batch in read:
        for case in batch.cases:
            for name, given in batch.answers[case.id].items():
                place, _, code = name.partition(".")
                crossing = scheme.crossing(code)
                if crossing is None:
                    continue
                labels = {option.code: option.label for option in crossing.categories}
                first = (case.ref, place, code)
                if not given.value:
                    yield (*first, f"[{given.state.value}]", crossing.variable, "", "")
                    continue
                for option in given.value.split(";"):
                    theirs = crossing.to.get(option, "")
                    lost[code, option] += not theirs
                    label = labels.get(theirs, "")
                    yield (*first, option, crossing.variable, theirs, label)


def _gaps(scheme: Scheme, lost: Counter[tuple[str, str]]) -> Iterator[tuple[Cell, ...]]:
    for code, ours in unmapped(scheme, DICTIONARY):
        crossing, option = scheme.crossing(code), DICTIONARY[code].option(ours)
        variable, label = crossing.variable if crossing else "", option.label if option else ""
        yield (code, ours, variable, "", label, lost[code, ours])
    labels = {
        (one.variable, category.code): category.label
        for one in scheme.crossings
        for category in one.categories
    }
    for variable, theirs in unreached(scheme):
        yield ("", "", variable, theirs, labels[variable, theirs], 0)
