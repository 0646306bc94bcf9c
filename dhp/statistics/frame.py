"""Frames: the record as at an instant as tidy, typed tables of pandas, one row a unit.

Every measure counts a frame. Only the columns asked for are read, in as many statements for ten
deaths as for ten thousand.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dhp.accounts.forces import forces
from dhp.accounts.models import RegionSystem
from dhp.accounts.row_security.reach import whole_record
from dhp.definitions import DeathType
from dhp.dictionary import DICTIONARY, Role
from dhp.dictionary.derived import Derived
from dhp.statistics.framing.alike import PLACES, Days, Pair, alike, unlike
from dhp.statistics.framing.answers import Words, words_at
from dhp.statistics.framing.columns import NOT_APPLICABLE, NOT_RECORDED, FrameColumn, Unit, column
from dhp.statistics.framing.deaths import KnownDeath, known_deaths
from dhp.statistics.framing.derived import worked_out
from dhp.statistics.framing.lines import NOBODY, Line, lines
from dhp.statistics.framing.people import people_at
from dhp.statistics.framing.regions import NO_PLACE, country_of, region_of, regions
from dhp.statistics.framing.values import category, days, typed
from dhp.statistics.framing.windows import Sight, Window, these
from dhp.statistics.held import kept, kept_each

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NO_PLACE", "SYSTEMS", "Days", "Unit", "Window", "frame", "grouped", "told"]

# The columns that each name adds to a frame; a number, for one, comes with its state.
Parts = dict[str, dict[str, Any]]
MOST_UNLIKE = 10_000  # deaths that are read by the row beside those that are alike

SYSTEMS = {"region": RegionSystem.HOME_OFFICE, "rocu_region": RegionSystem.ROCU}


@whole_record()
def frame(
    unit: Unit, names: Iterable[str], as_at: datetime, window: Window | None = None
) -> "pd.DataFrame":
    """Every `unit` known at `as_at`, in the order of receipt, with the columns `names`.

    Each row also has what measures decide on, of its death (of a person or an incident, the first
    that counts): `case incident force type counts back_record received_at received_on died
    died_first died_last`; of people `person role`, of pairs `person`, of incidents the number of
    `deaths` that count. `counts` is false for what was judged out of scope. `names` are `region`,
    `rocu_region`, codes of the dictionary, or a place and a code such as `suspect2.sex`: see
    `framing.values.typed` for their types. With a `window`, deaths outside it may be left out; of
    people and incidents, of whom the first death that counts is one of all, only by both clocks.
    Raises `DomainError` for a name that is no column.
    """
    wanted = list(dict.fromkeys(names))
    by_death = unit in (Unit.DEATH, Unit.PAIR)
    seen = Sight(as_at, window if window and (by_death or window.clock == "both") else None)
    # Every frame of one unit stands on the same rows: what one table asked for is there for the next.
    made = kept(("frame", unit, seen), Made)
    missing = [name for name in wanted if name not in made.parts]
    if missing or made.standing is None:
        columns = [column(unit, name) for name in missing if name not in SYSTEMS]
        rows = _rows(unit, columns, seen)
        pairs, codes = _asked(columns)
        words = kept_each("words", codes, seen, lambda some: words_at(some, as_at, seen.cases))
        made.parts |= _parts(missing, columns, Rows(rows, _texts(rows, pairs, words)))
        if made.standing is None:
            made.standing = _standing(unit, rows)
    return _with_columns(made.standing, wanted, made.parts)


@whole_record()
def told(
    names: Iterable[str], as_at: datetime, window: Window
) -> list[tuple[KnownDeath, dict[str, str]]]:
    """The deaths of a window one by one, in the order of receipt, with the text of each of `names`.

    For a list of a few, of which a frame would be made only to be taken apart again.
    """
    columns, seen = [column(Unit.DEATH, name) for name in names], Sight(as_at, window)
    pairs, codes = _asked(columns)
    rows, words = _rows(Unit.DEATH, columns, seen), words_at(codes, as_at, seen.cases)
    answers = _answers(columns, Rows(rows, _texts(rows, pairs, words)))
    return [
        (row.death, {name: texts[number] for name, texts in answers.items()})
        for number, row in enumerate(rows)
    ]


def grouped(
    names: Iterable[str], as_at: datetime, days: Days, *, without: Collection[int] = ()
) -> "pd.DataFrame | None":
    """The deaths that count but those `without`, alike ones in one row: `times` says how many.

    They are alike in all of `names`, in their type, and in whether they lie in `days`; the day of
    death is that of one of them, and other columns say nothing. `days` is asked of all.

    None where they have to be read by the row: names of suspects, what is worked out from a day, or
    a record in which very many deaths share people or incidents.
    """
    import pandas as pd

    wanted = list(dict.fromkeys(names))
    columns = [column(Unit.DEATH, name) for name in wanted if name not in SYSTEMS]
    pairs, codes = _asked(columns)
    if any(place not in PLACES for place, _code in pairs) or any(one.is_dated for one in columns):
        return None
    apart = unlike(pairs)
    if len(apart) > MOST_UNLIKE:
        return None
    if any(name in SYSTEMS for name in wanted):  # who was in a region is a matter of days
        days = replace(days, told=True, places=True)
    found = alike(pairs, as_at, days, {*apart, *without})
    rows = [Line(one.death, NOBODY) for one in found]
    told = {pair: [one.texts[pair] for one in found] for pair in pairs}
    parts = _parts(wanted, columns, Rows(rows, told))
    data = _with_columns(_standing(Unit.DEATH, rows), wanted, parts)
    data["times"] = [one.times for one in found]
    apart.difference_update(without)
    if not apart:
        return data
    cases = these(apart)
    more = lines(Unit.DEATH, known_deaths(as_at, cases), people_at(as_at, cases))
    read = Rows(more, _texts(more, pairs, words_at(codes, as_at, cases)))
    parts = _parts(wanted, columns, read)
    by_row = _with_columns(_standing(Unit.DEATH, more), wanted, parts).assign(times=1)
    return pd.concat([data, by_row], ignore_index=True) if found else by_row


@dataclass
class Made:
    """What was made of the rows of one unit so far: the columns that every frame has, and others by name."""

    parts: Parts = field(default_factory=dict)
    standing: "pd.DataFrame | None" = None


@dataclass(frozen=True)
class Rows:
    """What a frame is made of: its rows, and the texts of them all by place and code."""

    lines: Sequence[Line]
    told: Mapping[Pair, Sequence[str]]


def _parts(wanted: Iterable[str], columns: Collection[FrameColumn], rows: Rows) -> Parts:
    """What each of `wanted` adds to a frame; `columns` are those that are no region."""
    answers = _answers(columns, rows)
    parts: Parts = {one.name: typed(one, answers[one.name]) for one in columns}
    places = (name for name in wanted if name in SYSTEMS)
    return parts | {name: {name: _regions(rows.lines, SYSTEMS[name])} for name in places}


def _with_columns(standing: "pd.DataFrame", wanted: Iterable[str], parts: Parts) -> "pd.DataFrame":
    more: dict[str, Any] = {}
    for name in sorted(wanted, key=lambda name: name not in SYSTEMS):
        more |= parts[name]
    return standing.assign(**more)


def _asked(columns: Iterable[FrameColumn]) -> tuple[list[Pair], set[str]]:
    """The answers that `columns` are filled from, and the codes of them."""
    pairs = list(dict.fromkeys(pair for one in columns for pair in one.answered))
    return pairs, {code for _place, code in pairs}


def _rows(unit: Unit, columns: Collection[FrameColumn], seen: Sight) -> list[Line]:
    """The people of deaths are read only where the unit or a column needs them."""
    places = {place for one in columns for place, _code in one.answered}
    needed = unit in (Unit.PERSON, Unit.PAIR) or not places <= {"incident", "death"}
    deaths = kept(("deaths", seen), lambda: known_deaths(seen.as_at, seen.cases))
    people = kept(("people", seen), lambda: people_at(seen.as_at, seen.cases)) if needed else {}
    return kept(("lines", unit, seen, needed), lambda: lines(unit, deaths, people))


def _standing(unit: Unit, rows: Sequence[Line]) -> "pd.DataFrame":
    """The columns that every frame has."""
    import pandas as pd

    deaths = [row.death for row in rows]
    codes = (*(force.code for force in kept(("forces",), forces)), NO_PLACE)
    received = pd.Series(pd.to_datetime([one.received_at for one in deaths], utc=True))
    first, last = days([one.died for one in deaths])
    data: dict[str, Any] = {
        "case": [one.id for one in deaths],
        "incident": [one.incident for one in deaths],
        "force": category([one.force or NO_PLACE for one in deaths], codes),
        "type": category([one.type for one in deaths], [kind.value for kind in DeathType]),
        "counts": pd.Series([one.counts for one in deaths], dtype=bool),
        "back_record": pd.Series([one.back_record for one in deaths], dtype=bool),
        "received_at": received,
        "received_on": received.dt.tz_convert("Europe/London").dt.tz_localize(None).dt.normalize(),
        "died": pd.Series([one.died for one in deaths], dtype=object),
        "died_first": first,
        "died_last": last,
    }
    if unit in (Unit.PERSON, Unit.PAIR):
        data["person"] = [row.person for row in rows]
    if unit is Unit.PERSON:
        roles = [row.role.value if row.role else "" for row in rows]
        data["role"] = category(roles, (Role.VICTIM.value, Role.SUSPECT.value))
    if unit is Unit.INCIDENT:
        data["deaths"] = pd.Series([row.deaths for row in rows], dtype="int64")
    return pd.DataFrame(data)


def _regions(rows: Sequence[Line], system: RegionSystem) -> Any:
    known = regions(system)
    return category(
        [region_of(row.death, known) or NO_PLACE for row in rows], (*known.names, NO_PLACE)
    )


def _texts(rows: Sequence[Line], pairs: Iterable[Pair], words: Words) -> dict[Pair, Sequence[str]]:
    """The texts of all rows by place and code."""
    asked = [(place, code, DICTIONARY[code].subject) for place, code in pairs]
    places = {(place, subject) for place, _code, subject in asked}
    ids = {each: [row.subject(*each) for row in rows] for each in places}
    return {
        (place, code): _told(ids[place, subject], words[code]) for place, code, subject in asked
    }


def _answers(columns: Collection[FrameColumn], rows: Rows) -> dict[str, Sequence[str]]:
    """The text of each row by the name of each column."""
    home = regions(RegionSystem.HOME_OFFICE) if any(one.is_dated for one in columns) else None
    countries = [country_of(region_of(row.death, home)) if home else None for row in rows.lines]
    return {
        one.name: worked_out(one, rows.lines, rows.told, countries)
        if isinstance(one.entry, Derived)
        else rows.told[one.answered[0]]
        for one in columns
    }


def _told(ids: Sequence[int | None], said: Mapping[int, str]) -> list[str]:
    """Not recorded where nobody told; does not apply where there is nobody at the place."""
    return [NOT_APPLICABLE if one is None else said.get(one, NOT_RECORDED) for one in ids]
