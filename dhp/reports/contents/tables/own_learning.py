"""National learning that fits the deaths a force holds; whatever names another force is left out."""

import re
from collections.abc import Iterable, Sequence

from dhp.calendar import long_date, short_date
from dhp.definitions import DeathType
from dhp.practice.rules import LABELS
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import last_months
from dhp.reports.contents.tables.own import about, all_forces, force_of, held
from dhp.statistics.force_record import learning
from dhp.statistics.tables import Cell, Column, Row, Table
from dhp.statistics.themes.coded import Coded

_MOST = 4  # of each kind
_YEAR = 12  # months for which an alert is told
_SILENT = "What names another force is left out here; it is in the service."
_BASE = "National learning, alike for all forces, by the types and themes of the deaths held"


def alerts(brief: Brief) -> Table:
    """L1: alerts of the last months that fit."""
    present = _codes(brief)
    fit = [
        one
        for one in brief.nation.once(_alerts)
        if (not one.codes or learning.about_these(one.codes, present))
        and not _names_another(brief, (one.title, one.ask))
    ]
    rows = [
        Row(one.ref, one.title, {"ask": Cell.words(one.ask), "on": Cell.words(short_date(one.on))})
        for one in fit[:_MOST]
    ]
    columns = (Column("ask", "What it asks", numeric=False), _words("on", "Sent on"))
    return _table(brief, "L1", "Alerts that fit these deaths", "Alerts", columns, rows)


def asked(brief: Brief) -> Table:
    """L2: recommendations to the force that are open, those due first first."""
    found = [
        one
        for one in learning.asked_of(force_of(brief).id, brief.as_at)
        if not _names_another(brief, (one.title,))
    ]
    rows = [
        Row(
            one.name,
            one.name,
            {
                "title": Cell.words(one.title),
                "due": Cell.words(long_date(one.due_on)),
                "status": Cell.words(one.status.words),
            },
        )
        for one in found
    ]
    columns = (
        _words("title", "What it asks"),
        _words("due", "Due on"),
        _words("status", "Where the force stands"),
    )
    title = "Recommendations to the force that are open"
    return _table(brief, "L2", title, "Recommendations", columns, rows)


def practice(brief: Brief) -> Table:
    """L3: practice for the types of these deaths, what is about their themes first."""
    types = {one.type for one in held(brief)} - {DeathType.UNCLASSIFIED}
    named = brief.nation.once(_practice)
    open_to = [one for one in named if not _names_another(brief, (one.title, one.summary))]
    rows = [
        Row(
            one.ref,
            one.title,
            {"summary": Cell.words(one.summary), "label": Cell.words(LABELS[one.label][0])},
        )
        for one in learning.fitting(open_to, types, _codes(brief), _MOST)
    ]
    columns = (_words("summary", "In short"), _words("label", "What evidence says"))
    return _table(brief, "L3", "Practice that fits these deaths", "Entries", columns, rows)


def _table(
    brief: Brief,
    key: str,
    title: str,
    unit: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
) -> Table:
    return Table(
        id=key,
        **about(brief),
        title=title,
        unit=unit,
        base=_BASE,
        row_head="Title" if key != "L2" else "Number",
        columns=columns,
        rows=tuple(rows),
        rows_by="entry",
        notes=(_SILENT,) if key == "L3" else (),
    )


def _words(key: str, label: str) -> Column:
    return Column(key, label, numeric=False)


def _names_another(brief: Brief, texts: Iterable[str]) -> bool:
    """Whether any text names a force other than that of the pack."""
    others = [force.name for code, force in all_forces(brief).items() if code != brief.force]
    pattern = "|".join(re.escape(name) for name in others)
    return bool(others) and any(re.search(rf"\b(?:{pattern})\b", text, re.I) for text in texts)


def _codes(brief: Brief) -> frozenset[str]:
    return brief.once(_present)


def _present(brief: Brief) -> frozenset[str]:
    cases = {one.case.id for one in held(brief)}
    return learning.codes_found(brief.nation.once(_coding), cases)


def _coding(brief: Brief) -> Coded | None:
    return learning.coding_at(brief.as_at)


def _alerts(brief: Brief) -> list[learning.Learnt]:
    return learning.alerts_sent(last_months(brief, _YEAR).start, brief.as_at)


def _practice(brief: Brief) -> list[learning.Fit]:
    return learning.practice_listed(brief.as_at)
