"""The monthly report: numbers, rates, timeliness, revisions, people, themes, signals and quality."""

from datetime import date

from dhp.calendar import month_days
from dhp.calendar.formats import MONTHS
from dhp.reports.contents import chapters, shareable
from dhp.reports.contents.contents import RESTRICTED, Contents, Section, TableOf, TablesOf
from dhp.reports.contents.sections import charts, methods
from dhp.reports.contents.sections import numbers as of_numbers
from dhp.reports.contents.sections import quality as of_quality
from dhp.reports.contents.sections import revisions as of_revisions
from dhp.reports.contents.sections import timeliness as of_timeliness
from dhp.reports.contents.sections.parts import chart, lay, points, table, text
from dhp.reports.contents.tables import (
    judgements,
    numbers,
    people,
    quality,
    rare,
    rates,
    revisions,
    signals,
    themes,
    timeliness,
)
from dhp.statistics.tables import Period

YEAR = 12  # months

TABLES = (
    TableOf("M1", numbers.by_month_and_type(months=13), shared=False),
    TableOf("M1a", numbers.beside_a_year_before(YEAR), shared=False),
    TableOf("M1b", numbers.estimated(YEAR), shared=False),
    TableOf("M2", rates.by_type(YEAR), shared=False),
    TableOf("M2a", rates.by_group(YEAR), shared=False),
    TableOf("M3", timeliness.by_month(months=13), shared=False),
    TableOf("M3a", timeliness.late_forces(YEAR), shared=False),
    TableOf("M3b", timeliness.curve, shared=False),
    TableOf("M4", revisions.triangle(months=6), shared=False),
    TableOf("M4a", revisions.since_the_edition_before(months=13), shared=False),
    TableOf("M5", people.victims(YEAR), shared=False),
    TableOf("M6", people.suspects(YEAR), shared=False),
    TableOf("M7", people.share_of("suspect.relationship", YEAR), shared=False),
    TableOf("M8", people.share_of("suspect.suspect_status", YEAR), shared=False),
    TableOf("M8a", judgements.first_and_present(YEAR), shared=False),
    TableOf("M9", themes.most_found(10, YEAR), shared=False),
    TableOf("M10", signals.log, shared=False),
    TableOf("M11", quality.completeness(YEAR), shared=False),
    TableOf("M12", quality.coverage(YEAR), shared=False),
    TablesOf("M3c", rare.days_between(months=36), shared=False),
    *shareable.TABLES,
)

SECTIONS = (
    Section(
        "Main points",
        points(
            of_numbers.the_year("M1a"),
            of_numbers.types_that_differ("M1a"),
            of_numbers.the_last_month("M1b"),
            of_timeliness.the_last_month("M3"),
            of_revisions.since_the_edition_before("M4a"),
            of_quality.signals("M10"),
        ),
        RESTRICTED,
    ),
    Section(
        "Deaths by month",
        lay(
            table("M1", "M1a"),
            chart("M1b", charts.months_with_estimates("M1")),
            table("M1b"),
        ),
        RESTRICTED,
    ),
    Section("Rates", table("M2", "M2a"), RESTRICTED),
    Section(
        "How soon deaths become known",
        lay(
            table("M3"),
            table("M3a"),
            text(of_timeliness.late("M3a")),
            chart("M3b", charts.delay_curve("M2")),
        ),
        RESTRICTED,
    ),
    Section("Revisions", table("M4", "M4a"), RESTRICTED),
    chapters.people("M5", "M6", "M7"),
    Section("Where cases stand", table("M8", "M8a"), RESTRICTED),
    Section("Rare types of death", chapters.rare("M3c"), RESTRICTED),
    Section("Themes", chapters.codes_found("M4", "M9"), RESTRICTED),
    chapters.signals("M10"),
    Section(
        "How good these figures are",
        lay(text(of_quality.coded("M11"), of_quality.coverage("M12")), table("M11", "M12")),
        RESTRICTED,
        key="quality",
    ),
    chapters.about(methods.PERIODIC),
    *shareable.SECTIONS,
)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


MONTHLY = Contents(
    kind="monthly",
    title="Monthly report: domestic abuse related deaths",
    subtitle=chapters.subtitle(_month, "the year"),
    period=lambda day: Period(*month_days(day)),
    tables=TABLES,
    sections=SECTIONS,
)
