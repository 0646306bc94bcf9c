"""The force pack: once a month for each force what it holds, has to do, and how it stands."""

from dhp.calendar import month_days
from dhp.calendar.formats import MONTHS
from dhp.reports.contents import chapters
from dhp.reports.contents.contents import RESTRICTED, Brief, Contents, Section, TableOf
from dhp.reports.contents.sections import own as said
from dhp.reports.contents.sections.parts import (
    filled,
    fixed,
    lay,
    only_with_rows,
    points,
    table,
    text,
)
from dhp.reports.contents.tables import (
    own_cases,
    own_changes,
    own_learning,
    own_numbers,
    own_quality,
    own_timeliness,
)
from dhp.reports.contents.tables.own import force_of
from dhp.statistics.tables import Period

TABLES = (
    TableOf("C1", own_cases.listed, shared=False),
    TableOf("C2", own_cases.waiting, shared=False),
    TableOf("C3", own_changes.since_the_pack_before, shared=False),
    TableOf("F1", own_numbers.beside_the_nation(12), shared=False),
    TableOf("F1a", own_numbers.beside_the_nation(36), shared=False),
    TableOf("F2", own_timeliness.beside_the_nation, shared=False),
    TableOf("F3", own_quality.completeness, shared=False),
    TableOf("F4", own_quality.returns, shared=False),
    TableOf("L1", own_learning.alerts, shared=False),
    TableOf("L2", own_learning.asked, shared=False),
    TableOf("L3", own_learning.practice, shared=False),
)

SECTIONS = (
    Section(
        "Main points",
        points(
            said.held("C1"),
            said.beside_the_nation("F1"),
            said.sooner("F2"),
            said.last_return("F4"),
            said.changed("C3"),
        ),
    ),
    Section("Deaths held and what to do", lay(table("C1"), filled("C2"))),
    Section(
        "What changed since the pack before",
        lay(
            text(said.changed("C3")),
            only_with_rows("C3", fixed(said.SIGN_OFF), table("C3")),
        ),
    ),
    Section("Numbers beside the national rate", table("F1", "F1a")),
    Section("How soon deaths are notified", table("F2")),
    Section("How complete these deaths are", table("F3")),
    Section("Returns", lay(text(said.last_return("F4")), table("F4"))),
    Section("Learning that fits these deaths", table("L1", "L2", "L3")),
    chapters.about(said.METHOD),
)


def _subtitle(brief: Brief) -> str:
    day = brief.period.end
    return f"{force_of(brief).name}, {MONTHS[day.month - 1]} {day.year}"


FORCE_PACK = Contents(
    kind="force-pack",
    title="Force pack: domestic abuse related deaths",
    subtitle=_subtitle,
    period=lambda day: Period(*month_days(day)),
    tables=TABLES,
    sections=SECTIONS,
    for_force=True,
    editions=RESTRICTED,
)
