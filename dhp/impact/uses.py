"""What uses a question, a type of death or a code: measures and tables of reports, by declaration."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dhp.impact.reach import Reached, reached
from dhp.reports.building import KINDS
from dhp.reports.contents.contents import TableOf
from dhp.statistics.measures import MEASURES

_TABLES = ("dhp.reports.contents", "dhp.statistics.analysis", "dhp.statistics.themes", "dhp.coding")
_MEASURES = ("dhp.statistics.measures", "dhp.statistics.themes")
_THEMES = ("dhp.statistics.themes", "dhp.coding")
_SAMPLES = "dhp.statistics.measures.samples"  # the one place that leaves out what is out of scope


@dataclass(frozen=True)
class ReportTable:
    """One table of one kind of report, by its stable number, and what it reaches."""

    kind: str
    report: str
    id: str
    reach: Reached

    @property
    def words(self) -> str:
        """How a page names it: “M5 of the monthly report”."""
        return f"{self.id} of the {self.kind.replace('-', ' ')}{'' if 'pack' in self.kind else ' report'}"


@cache
def tables() -> tuple[ReportTable, ...]:
    """Every table of every kind of report, in their order."""
    return tuple(_tables())


@cache
def measures() -> dict[str, Reached]:
    """What every measure reaches by itself, by name."""
    return {name: reached(one.lay, _MEASURES) for name, one in MEASURES.items()}


def measures_of_question(code: str) -> list[str]:
    """The titles of the measures that always read the question `code`, whatever they are asked."""
    return [MEASURES[name].title for name, reach in measures().items() if reach.uses(code)]


def tables_of_question(code: str) -> list[ReportTable]:
    """The tables of reports that read the question `code`: themselves, or by a measure they ask."""
    always = {name for name, reach in measures().items() if reach.uses(code)}
    return [one for one in tables() if one.reach.uses(code) or one.reach.words & always]


def measures_of_themes() -> list[str]:
    """The titles of the measures that count coded narratives."""
    return [MEASURES[name].title for name in _of_themes()]


def tables_of_themes() -> list[ReportTable]:
    """The tables of reports that count coded narratives: themselves, or by a measure they ask."""
    names = set(_of_themes())
    return [one for one in tables() if _counts_codes(one.reach) or one.reach.words & names]


def tables_of_types() -> list[ReportTable]:
    """The tables of reports that tell types of death apart, or are of one type."""
    return [one for one in tables() if "type" in one.reach.words]


def measures_of_scope() -> list[str]:
    """The titles of the measures that count deaths by whether they are in scope."""
    return [MEASURES[name].title for name, reach in measures().items() if _SAMPLES in reach.modules]


def tables_by_report(found: Iterable[ReportTable]) -> list[tuple[str, list[str]]]:
    """The stable numbers of tables under the titles of their reports."""
    listed: dict[str, list[str]] = {}
    for one in found:
        listed.setdefault(one.report, []).append(one.id)
    return list(listed.items())


def _of_themes() -> list[str]:
    return [name for name, reach in measures().items() if _counts_codes(reach)]


def _counts_codes(reach: Reached) -> bool:
    return any(module.startswith(_THEMES) for module in reach.modules)


def _tables() -> Iterator[ReportTable]:
    for contents in KINDS.values():
        for spec in contents.tables:
            shared = spec.shared if isinstance(spec, TableOf) else None
            reach = reached((spec.make, shared), _TABLES)
            yield ReportTable(contents.kind, contents.title, spec.id, reach)
