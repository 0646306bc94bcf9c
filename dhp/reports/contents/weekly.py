"""The weekly briefing: what reached the unit in one reporting week, and what changed since the last."""

from datetime import date

from dhp.calendar import long_date, week_of
from dhp.calendar.issues import issue_of
from dhp.reports.contents import chapters
from dhp.reports.contents.contents import RESTRICTED, SHAREABLE, Brief, Contents, Section, TableOf
from dhp.reports.contents.sections import shared
from dhp.reports.contents.sections import week as said
from dhp.reports.contents.sections.parts import fixed, lay, support, table
from dhp.reports.contents.tables import (
    demand,
    partners,
    since_april,
    week,
    week_cases,
    week_courses,
    week_forces,
    week_learning,
)
from dhp.reports.document import Edition
from dhp.statistics.tables import Period

KIND = "weekly"
TABLES = (
    TableOf("W1", week.received, shared=False),
    TableOf("W2", week.changed, shared=False),
    TableOf("W3", week_forces.forces, shared=False),
    TableOf("W4", demand.by_strand, shared=False),
    TableOf("W5", week_courses.by_week, shared=False),
    TableOf("W6", week_courses.running, shared=False),
    TableOf("W7", demand.over_time, shared=False),
    TableOf("W8", partners.told, shared=False),
    TableOf("W9", week_cases.signals, shared=False),
    TableOf("W10", week_cases.latest_year, shared=False),
    TableOf("W11", week_learning.themes, shared=False),
    TableOf("W12", week_learning.response_and_asks, shared=False),
    TableOf("W13", week_cases.lines, shared=False),
    TableOf("S1", None, shared=since_april.notified),
)
SECTIONS = (
    Section("Headlines", said.points, RESTRICTED),
    Section("Headlines", shared.points, SHAREABLE),
    Section("Notifications received", said.received, RESTRICTED),
    Section("Notifications received", table("S1"), SHAREABLE),
    Section("What changed since the last edition", table("W2"), RESTRICTED),
    Section("Deaths in the latest year", said.year, RESTRICTED, key="deaths-in-the-financial-year"),
    Section("Forces", said.forces, RESTRICTED),
    chapters.signals("W9"),
    Section("Demand by strand", said.demand, RESTRICTED),
    Section("What partners tell", said.partners, RESTRICTED),
    Section("Emerging themes", table("W11"), RESTRICTED),
    Section("Response, learning and asks", table("W12"), RESTRICTED),
    chapters.about(said.METHOD),
    Section("About these figures", lay(fixed(shared.METHOD), support), SHAREABLE),
    Section("Annex: new cases", table("W13"), RESTRICTED),
)


def _subtitle(brief: Brief) -> str:
    ending = f"Week ending {long_date(brief.period.end)}"
    planned = issue_of(KIND, brief.period.end)
    if brief.edition is Edition.SHAREABLE or planned is None:
        return f"{ending}, for sharing"
    return f"{ending}, for the briefing of {long_date(planned.day)}"


def _days(day: date) -> Period:
    week_of_it = week_of(day)
    return Period(week_of_it.start, week_of_it.end)


WEEKLY = Contents(
    kind=KIND,
    title="Weekly briefing: domestic abuse related deaths",
    subtitle=_subtitle,
    period=_days,
    tables=TABLES,
    sections=SECTIONS,
)
