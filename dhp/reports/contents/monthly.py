"""The monthly report: numbers, rates, timeliness, revisions, people, themes, signals and quality."""

from datetime import date

from dhp.calendar import long_date, month_days
from dhp.calendar.formats import MONTHS
from dhp.reports.contents.contents import (
    RESTRICTED,
    SHAREABLE,
    Brief,
    Contents,
    Section,
    TableOf,
    TablesOf,
)
from dhp.reports.contents.sections import charts, methods
from dhp.reports.contents.sections import numbers as of_numbers
from dhp.reports.contents.sections import people as of_people
from dhp.reports.contents.sections import quality as of_quality
from dhp.reports.contents.sections import revisions as of_revisions
from dhp.reports.contents.sections import timeliness as of_timeliness
from dhp.reports.contents.sections.parts import (
    chart,
    charts_under,
    filled,
    fixed,
    lay,
    note,
    points,
    table,
    text,
)
from dhp.reports.contents.support import SUPPORT
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
from dhp.reports.document import Edition
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
    TableOf("S1", None, shared=numbers.by_type_since_april),
    TableOf("S2", None, shared=numbers.by_month_since_april),
    TableOf("S3", None, shared=people.victims_by_sex),
    TableOf("S4", None, shared=people.victims_by_age),
    TableOf("S5", None, shared=people.ties),
    TableOf("S6", None, shared=numbers.notified),
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
        "Main points",
        points(
            of_numbers.since_april("S1"),
            of_numbers.notified_since_april("S6"),
            methods.withheld,
        ),
        SHAREABLE,
    ),
    Section("Deaths by type", table("S1"), SHAREABLE),
    Section(
        "Deaths by month",
        lay(
            table("M1", "M1a"),
            chart("M1b", charts.months_with_estimates("M1")),
            table("M1b"),
            table("S2"),
            chart("S2", charts.months("S1")),
        ),
    ),
    Section("Rates", table("M2", "M2a")),
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
    Section("Revisions", table("M4", "M4a")),
    Section(
        "Victims, suspects and how they were related",
        lay(text(of_people.women_and_girls("M5")), table("M5", "M6", "M7")),
        RESTRICTED,
        key="people",
    ),
    Section("Who died", table("S3", "S4", "S5"), SHAREABLE, key="people"),
    Section("Notifications received", table("S6"), SHAREABLE),
    Section("Where cases stand", table("M8", "M8a")),
    Section(
        "Rare types of death",
        lay(fixed(methods.BETWEEN), charts_under("M3c", charts.days_between)),
        RESTRICTED,
    ),
    Section(
        "Themes",
        lay(chart("M9", charts.shares("M4", "Codes found in the most cases")), table("M9")),
    ),
    Section(
        "Signals",
        lay(text(of_quality.signals("M10")), filled("M10")),
        RESTRICTED,
    ),
    Section(
        "How good these figures are",
        lay(text(of_quality.coded("M11"), of_quality.coverage("M12")), table("M11", "M12")),
        RESTRICTED,
        key="quality",
    ),
    Section(
        "About these figures",
        lay(fixed(methods.PERIODIC), note(SUPPORT, title="Support")),
        RESTRICTED,
    ),
    Section(
        "About these figures",
        lay(fixed(methods.SHARED), note(SUPPORT, title="Support")),
        SHAREABLE,
    ),
)


def _days(day: date) -> Period:
    return Period(*month_days(day))


def _subtitle(brief: Brief) -> str:
    day = brief.period.end
    month = f"{MONTHS[day.month - 1]} {day.year}"
    if brief.edition is Edition.SHAREABLE:
        return f"{month}, for sharing"
    return f"{month}, and the year to {long_date(day)}"


MONTHLY = Contents(
    kind="monthly",
    title="Monthly report: domestic abuse related deaths",
    subtitle=_subtitle,
    period=_days,
    tables=TABLES,
    sections=SECTIONS,
)
