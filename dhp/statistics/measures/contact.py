"""M15, prior contact: whether police knew of domestic abuse before the death, ever and in a year."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dhp.dictionary import State
from dhp.statistics.measures.groups import Group, Grouping
from dhp.statistics.measures.laying import Asked, Counts, laid_out, tallied
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, Sample, sample
from dhp.statistics.measures.shares import share_cells, share_columns
from dhp.statistics.tables import TOTAL, Cell, Table

if TYPE_CHECKING:
    import pandas as pd

_EVER, _YEAR, _SEARCHED = "n_incidents_ever", "n_incidents_12m", "systems_searched"
_POLICE = frozenset({"pnc", "pnd", "own_crime", "own_non_crime", "other_forces"})
_NOT_KNOWN = f"[{State.NOT_KNOWN.value}]"
_KNOWN, _NONE, _NOT_SEARCHED, _NOT_TOLD = "known", "none", "[not_searched]", "[search_not_told]"
_GROUPS = (
    Group(_KNOWN, "Known to police for domestic abuse"),
    Group(_NONE, "Searched: not known to police for it"),
    Group(_NOT_KNOWN, "Searched: cannot be established", missing=True),
    Group("[not_established]", "Searched: not established yet", missing=True),
    Group(_NOT_SEARCHED, "Police systems were not searched", missing=True),
    Group(_NOT_TOLD, "Whether they were searched is not told", missing=True),
)


def prior_contact(measure: Measure, question: Question) -> Table:
    """M15 laid out. The base is deaths for which police systems were searched, and the result told."""
    found = sample(Kind(also=(_EVER, _YEAR, _SEARCHED)), question)
    ever, year = _keys(found.data, _EVER), _keys(found.data, _YEAR)
    year = [_NONE if one == _NONE else other for one, other in zip(ever, year, strict=True)]
    counted = {"ever": _counts(found, ever), "year": _counts(found, year)}

    def cells(group: Group) -> Mapping[str, Cell]:
        shown: dict[str, Cell] = {}
        for name, counts in counted.items():
            base = sum(counts.get((key, TOTAL), 0) for key in (_KNOWN, _NONE))
            bears = not group.missing and group.key != TOTAL
            shown |= share_cells(name, counts.get((group.key, TOTAL), 0), base if bears else None)
        return shown

    columns = (
        *share_columns("ever", "Ever"),
        *share_columns("year", "In the 12 months before the death"),
    )
    return laid_out(Asked(measure, question, _grouped(found, ever)), columns, cells)


def _grouped(found: Sample, keys: Iterable[str]) -> Sample:
    return replace(
        found,
        by=(Grouping("prior_contact", "Prior contact", _GROUPS, [(key,) for key in keys]),),
    )


def _counts(found: Sample, keys: Iterable[str]) -> Counts:
    return tallied(_grouped(found, keys))


def _keys(data: "pd.DataFrame", code: str) -> list[str]:
    """The group of each death, by how many incidents were found."""
    return [
        _group(searched, state, least, most)
        for searched, state, least, most in zip(
            data[_SEARCHED],
            data[f"{code}.state"],
            data[f"{code}.least"].astype(object),
            data[f"{code}.most"].astype(object),
            strict=True,
        )
    ]


def _group(searched: str, state: str, least: Any, most: Any) -> str:
    if searched == f"[{State.NO_CONFIRMED.value}]":
        return _NOT_SEARCHED
    if searched.startswith("["):
        return _NOT_TOLD
    if not _POLICE & set(searched.split(";")):
        return _NOT_SEARCHED
    if state == f"[{State.ANSWERED.value}]":
        if least > 0:
            return _KNOWN
        return _NONE if most == 0 else _NOT_KNOWN
    return _NOT_KNOWN if state == _NOT_KNOWN else "[not_established]"
