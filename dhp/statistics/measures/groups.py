"""The groups that a table tells apart: which there are, and which of them each counted row is in.

A group without a single row stays, so that a nought can be seen. A state of absence is a group too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dhp.accounts.forces import forces
from dhp.accounts.models import SYSTEM_TITLES, RegionSystem
from dhp.calendar import london_date
from dhp.definitions import DeathType
from dhp.dictionary import Characteristic, State, states_offered
from dhp.errors import DomainError
from dhp.statistics.frame import NO_PLACE, SYSTEMS, Unit
from dhp.statistics.framing.columns import STATES, FrameColumn, column
from dhp.statistics.framing.regions import regions
from dhp.statistics.held import kept
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.spans import SPANS, span_key, spans_between
from dhp.statistics.tables import Geography

if TYPE_CHECKING:
    import pandas as pd

UNDATED = "[not_known]"
NO_REGION = "No region"  # British Transport Police, and records without a force
Keys = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Group:
    """One group. `missing` marks a state of absence; `wider` names the groups it may be merged into."""

    key: str
    label: str
    missing: bool = False
    wider: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grouping:
    """What `name` tells apart, and the keys of the groups that each row is in.

    `several` says that a row can be in more than one. `heads` are those of the wider groups.
    """

    name: str
    head: str
    groups: tuple[Group, ...]
    of: Keys
    several: bool = False
    geography: Geography = Geography.NATIONAL
    notes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


def grouping(
    name: str, unit: Unit, data: "pd.DataFrame", question: Question, clock: str
) -> Grouping:
    """How `name` groups the rows of `data`, by days of the clock `died` or `received`.

    Raises `DomainError` for a name that nothing can be grouped by.
    """
    if name in SPANS:
        return _by_span(name, data, question, clock)
    if name in _BUILT_IN:
        return _BUILT_IN[name](data)
    if name in SYSTEMS:
        return _by_region(name, data)
    found = column(unit, name)
    if not found.is_categorical:
        raise DomainError(
            f"“{name}” has no groups of its own. Use what is worked out from it, such as age_band."
        )
    return _by_answer(found, data)


def read_for(name: str) -> bool:
    """Whether a frame has to be asked for the column `name`."""
    return name not in SPANS and name not in _BUILT_IN


def _by_type(data: "pd.DataFrame") -> Grouping:
    groups = tuple(Group(kind.value, kind.label) for kind in DeathType)
    return Grouping("type", "Type of death", groups, _single(data["type"]))


def _by_force(data: "pd.DataFrame") -> Grouping:
    home = regions(RegionSystem.HOME_OFFICE)
    wider = {code: (known[-1].region,) for code, known in home.members.items()}
    # As a table by region has them, so that a merged table is linked with one.
    nowhere = (NO_PLACE,)
    every = kept(("forces",), forces)
    groups = [Group(one.code, one.name, wider=wider.get(one.code, nowhere)) for one in every]
    return Grouping(
        "force",
        "Force",
        (*groups, Group(NO_PLACE, "Force not established", missing=True, wider=nowhere)),
        _single(data["force"]),
        geography=Geography.FORCE,
        heads=(SYSTEM_TITLES[RegionSystem.HOME_OFFICE],),
    )


def _by_region(name: str, data: "pd.DataFrame") -> Grouping:
    known = regions(SYSTEMS[name])
    groups = tuple(Group(region, region) for region in known.names)
    return Grouping(
        name,
        SYSTEM_TITLES[SYSTEMS[name]],
        (*groups, Group(NO_PLACE, NO_REGION, missing=True)),
        _single(data[name]),
        geography=Geography.REGION,
        notes=("No region: British Transport Police, and records without a force.",),
    )


def _by_answer(found: FrameColumn, data: "pd.DataFrame") -> Grouping:
    """Options and the states that may be given stand always, other states where they are told."""
    entry, texts = found.entry, data[found.name]
    of = [tuple(text.split(";")) for text in texts] if found.several else _single(texts)
    told = {key for keys in of for key in keys}
    states = set(states_offered(entry)) if isinstance(entry, Characteristic) else {State.NOT_KNOWN}
    states |= {State.NOT_RECORDED}
    groups = [Group(option.code, option.label) for option in entry.options]
    for state in STATES:
        key = f"[{state.value}]"
        if state in states or key in told:
            nobody = found.place.startswith("suspect") and state is State.NOT_APPLICABLE
            label = "No suspect, or does not apply" if nobody else state.label
            groups.append(Group(key, label, missing=state is not State.NO_CONFIRMED))
    notes = []
    if found.several:
        notes.append("Several answers can go with one, so that the rows add up to more than all.")
    if found.first_of_several:
        notes.append("Where there are several suspects, the first on record counts.")
    return Grouping(
        found.name, _upper(entry.name), tuple(groups), of, found.several, notes=tuple(notes)
    )


def _by_span(name: str, data: "pd.DataFrame", question: Question, clock: str) -> Grouping:
    """Every month (quarter, year) from the first day asked for, or counted, to the last."""
    first, last = (
        (data["died_first"], data["died_last"])
        if clock == "died"
        else (data["received_on"], data["received_on"])
    )
    of = [
        (span_key(name, one, other) or UNDATED,)
        for one, other in zip(_dates(first), _dates(last), strict=True)
    ]
    counted = [day for day in _dates(first) if day is not None]
    start = question.start or min(counted, default=question.last)
    end = min(question.last, london_date(question.as_at))
    groups = [Group(key, label) for key, label in spans_between(name, start, end)]
    if clock == "died":
        groups.append(Group(UNDATED, f"{_upper(name)} not known", missing=True))
    return Grouping(name, _upper(name), tuple(groups), of)


def _dates(column: "pd.Series[Any]") -> list[Any]:
    return [
        None if when is None else when.date()
        for when in column.astype(object).where(column.notna(), None)
    ]


def _single(values: "pd.Series[Any]") -> Keys:
    """The one key of each row of a column of categories."""
    keys = [(str(value),) for value in values.cat.categories]
    return [keys[code] for code in values.cat.codes]


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


_BUILT_IN: dict[str, Callable[["pd.DataFrame"], Grouping]] = {"type": _by_type, "force": _by_force}
