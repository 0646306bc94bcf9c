"""The annual report: one and five years of everything the record holds, with its quality and its sources."""

from datetime import date

from dhp.calendar import financial_year, financial_year_days, long_date, nth_working_day
from dhp.calendar.clock import days_after
from dhp.definitions import DeathType
from dhp.reports.contents import shareable
from dhp.reports.contents.contents import (
    RESTRICTED,
    Brief,
    Contents,
    Section,
    TableOf,
    TablesOf,
)
from dhp.reports.contents.sections import charts, glossary, heat, known, methods
from dhp.reports.contents.sections import learning as of_learning
from dhp.reports.contents.sections import numbers as of_numbers
from dhp.reports.contents.sections import people as of_people
from dhp.reports.contents.sections import places as of_places
from dhp.reports.contents.sections import quality as of_quality
from dhp.reports.contents.sections import revisions as of_revisions
from dhp.reports.contents.sections.parts import (
    chart,
    charts_under,
    fixed,
    lay,
    note,
    points,
    subheading,
    table,
    text,
)
from dhp.reports.contents.support import SUPPORT
from dhp.reports.contents.tables import (
    conditions,
    ethnicity,
    evidence,
    factors,
    indicators,
    judgements,
    justice,
    learning,
    numbers,
    people,
    places,
    quality,
    rare,
    rates,
    reliability,
    revisions,
    themes,
    timeliness,
    when,
)
from dhp.reports.document import Edition
from dhp.statistics.tables import Period

YEAR, THREE_YEARS, FIVE_YEARS = 12, 36, 60  # months
THEMES = 5
SUICIDES = {"type": DeathType.SVSDA.value}
CHILDREN = {"type": DeathType.CHILD.value}

TABLES: tuple[TableOf | TablesOf, ...] = (
    TableOf("A1", numbers.by_span_and_type("year", FIVE_YEARS), shared=False),
    TableOf("A2", numbers.beside_a_year_before(YEAR), shared=False),
    TableOf("A3", numbers.by_quarter_and_type(4), shared=False),
    TableOf("A4", rates.by_type(YEAR), shared=False),
    TableOf("A5", rates.by_type(FIVE_YEARS), shared=False),
    TableOf("A6", rates.by_group(YEAR), shared=False),
    TableOf("A7", people.victims(YEAR), shared=False),
    TableOf("A8", people.victims(FIVE_YEARS), shared=False),
    TableOf("A9", ethnicity.victims(THREE_YEARS), shared=False),
    TableOf("A9a", ethnicity.fields(THREE_YEARS), shared=False),
    TableOf("A10", people.suspects(YEAR), shared=False),
    TableOf("A11", people.suspects(FIVE_YEARS), shared=False),
    TableOf("A12", people.share_of("suspect.suspect_status", YEAR), shared=False),
    TableOf("A13", people.share_of("suspect.relationship", YEAR), shared=False),
    TableOf("A14", people.share_of("suspect.relationship", FIVE_YEARS), shared=False),
    TableOf("A15", people.share_of("suspect.separation_status", FIVE_YEARS), shared=False),
    TableOf("A16", conditions.methods(YEAR), shared=False),
    TableOf("A17", conditions.methods(FIVE_YEARS), shared=False),
    TableOf("A18", people.share_of("location_type", FIVE_YEARS), shared=False),
    TableOf("A19", when.by_calendar_month(FIVE_YEARS), shared=False),
    TableOf("A20", when.by_weekday(FIVE_YEARS), shared=False),
    TableOf("A21", people.ages_of(SUICIDES, FIVE_YEARS), shared=False),
    TableOf("A22", people.share_of("abuse_and_suicide", FIVE_YEARS, SUICIDES), shared=False),
    TableOf("A23", people.share_of("intent_disclosed_to", FIVE_YEARS, SUICIDES), shared=False),
    TableOf("A24", people.share_of("inquest_state", FIVE_YEARS, SUICIDES), shared=False),
    TableOf("A25", people.ages_of(CHILDREN, FIVE_YEARS), shared=False),
    TableOf("A26", people.share_of("suspect.relationship", FIVE_YEARS, CHILDREN), shared=False),
    TableOf("A27", people.share_of("children_present", FIVE_YEARS), shared=False),
    TableOf("A28", conditions.children_in_household(FIVE_YEARS), shared=False),
    TableOf("A29", conditions.prior_contact(YEAR), shared=False),
    TableOf("A30", conditions.prior_contact(FIVE_YEARS), shared=False),
    TableOf("A31", conditions.protection(FIVE_YEARS), shared=False),
    TableOf("A32", conditions.agencies("victim", FIVE_YEARS), shared=False),
    TableOf("A33", conditions.agencies("suspect", FIVE_YEARS), shared=False),
    TableOf("A34", factors.by_type(FIVE_YEARS), shared=False),
    TableOf("A35", justice.cohorts(FIVE_YEARS), shared=False),
    TableOf("A36", themes.most_found(20, FIVE_YEARS), shared=False),
    *learning.chapter("T", THEMES),
    TableOf("A37", learning.tracker, shared=False),
    TableOf("A37a", learning.a_year_ago, shared=False),
    TableOf("A38", conditions.families(FIVE_YEARS), shared=False),
    TableOf("A39", places.by("force", THREE_YEARS), shared=False),
    TableOf("A39a", places.by("region", THREE_YEARS), shared=False),
    TableOf("A39b", places.limits(THREE_YEARS), shared=False),
    TableOf("A40", evidence.figures(years=5), shared=False),
    TableOf("A40a", evidence.definitions, shared=False),
    TableOf("A40b", evidence.lists, shared=False),
    TableOf("A41", timeliness.by_month(months=YEAR), shared=False),
    TableOf("A42", judgements.first_and_present(YEAR), shared=False),
    TableOf("A43", quality.completeness(YEAR), shared=False),
    TableOf("A44", quality.coverage(YEAR), shared=False),
    TableOf("A45", reliability.by_theme(YEAR), shared=False),
    TableOf("A46", revisions.since_the_edition_before(FIVE_YEARS), shared=False),
    TableOf("A-R", indicators.revised(years=5), shared=False),
    TableOf("A-Q", indicators.by_dimension(YEAR), shared=False),
    TablesOf("A47", rare.days_between(months=FIVE_YEARS), shared=False),
    *shareable.TABLES,
)

SECTIONS = (
    Section(
        "Summary",
        lay(
            fixed(glossary.PROBLEM),
            points(
                of_numbers.the_year("A2"),
                of_numbers.types_that_differ("A2"),
                of_people.women_and_girls("A7"),
                known.known_to_police("A29"),
                of_learning.themes_told("T"),
                of_learning.overdue("A37"),
                of_places.outside("A39"),
                of_revisions.since_the_edition_before("A46"),
                of_quality.coverage("A44"),
            ),
            note(SUPPORT, title="Support"),
        ),
        RESTRICTED,
    ),
    Section(
        "About these deaths and these figures",
        lay(fixed(glossary.ABOUT), fixed(methods.PERIODIC)),
        RESTRICTED,
        key="about",
    ),
    Section(
        "Numbers and trends",
        lay(
            table("A1", "A2", "A3", "A4", "A5", "A6"),
            fixed(methods.BETWEEN),
            charts_under("A47", charts.days_between),
        ),
        RESTRICTED,
    ),
    Section(
        "Victims",
        lay(
            text(of_people.women_and_girls("A7")),
            table("A7", "A8", "A9"),
            fixed(known.PERCEIVED),
            table("A9a"),
        ),
        RESTRICTED,
    ),
    Section("Suspects", table("A10", "A11", "A12"), RESTRICTED),
    Section("How victims and suspects were related", table("A13", "A14", "A15"), RESTRICTED),
    Section("Method, place and time", table("A16", "A17", "A18", "A19", "A20"), RESTRICTED),
    Section(
        "Suspected victim suicides",
        lay(
            note(SUPPORT, title="Support"),
            fixed(glossary.SUICIDES),
            table("A21", "A22", "A23", "A24"),
        ),
        RESTRICTED,
    ),
    Section(
        "Deaths of children, and children left behind",
        lay(fixed(glossary.CHILDREN), table("A25", "A26", "A27", "A28")),
        RESTRICTED,
        key="children",
    ),
    Section(
        "Prior contact and risk",
        lay(
            fixed(known.NOT_KNOWN),
            text(known.known_to_police("A29")),
            table("A29", "A30", "A31", "A32", "A33"),
            chart("A34", heat.shares_by_type("A1", "What was known before the death, by type")),
            table("A34"),
        ),
        RESTRICTED,
    ),
    Section("Outcome at court", lay(fixed(glossary.JUSTICE), table("A35")), RESTRICTED),
    Section(
        "Themes and learning",
        lay(
            text(of_learning.themes_told("T")),
            chart("A36", charts.shares("A2", "Codes found in the most cases")),
            table("A36"),
            of_learning.chapter("T", THEMES),
        ),
        RESTRICTED,
    ),
    Section(
        "Recommendations",
        lay(
            text(of_learning.overdue("A37")),
            table("A37"),
            fixed(glossary.A_YEAR_AGO),
            table("A37a"),
        ),
        RESTRICTED,
    ),
    Section("Bereaved families", table("A38"), RESTRICTED),
    Section(
        "Regions and forces, three years together",
        lay(
            fixed(methods.FUNNEL),
            chart("A39b", of_places.funnel("A3")),
            text(of_places.outside("A39")),
            table("A39a", "A39"),
        ),
        RESTRICTED,
        key="places",
    ),
    Section(
        "Other sources, and why numbers differ",
        lay(fixed(glossary.SOURCES), table("A40", "A40a", "A40b")),
        RESTRICTED,
        key="other-sources",
    ),
    Section(
        "Methods and quality",
        lay(
            fixed(methods.PLACED),
            table("A-Q"),
            subheading("How soon deaths become known"),
            table("A41"),
            subheading("Judgements and coding"),
            table("A42", "A43", "A45"),
            subheading("Returns"),
            table("A44"),
            subheading("Revisions"),
            table("A-R", "A46"),
        ),
        RESTRICTED,
        key="quality",
    ),
    Section("Glossary", glossary.words, RESTRICTED),
    Section("Tables in this report", glossary.tables("A39b", "A47"), RESTRICTED),
)


def _subtitle(brief: Brief) -> str:
    name = f"Financial year {financial_year(brief.period.end)}"
    if brief.edition is Edition.SHAREABLE:
        return f"{name}, for sharing"
    return f"{name}, and five years to {long_date(brief.period.end)}"


def _issue_on(period: Period) -> date:
    """The sixtieth working day after the year."""
    return nth_working_day(days_after(period.end, 1), 60)


ANNUAL = Contents(
    kind="annual",
    title="Annual report: domestic abuse related deaths",
    subtitle=_subtitle,
    period=lambda day: Period(*financial_year_days(day)),
    issue_on=_issue_on,
    tables=TABLES,
    sections=(*SECTIONS, *shareable.SECTIONS),
)
