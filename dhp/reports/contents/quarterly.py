"""The quarterly report, the leaders' main one: trends, places, people, circumstances, themes, learning."""

from dhp.calendar import quarter, quarter_days
from dhp.reports.contents import chapters, shareable
from dhp.reports.contents.contents import RESTRICTED, Contents, Section, TableOf, TablesOf
from dhp.reports.contents.sections import charts, heat, known, methods
from dhp.reports.contents.sections import learning as of_learning
from dhp.reports.contents.sections import numbers as of_numbers
from dhp.reports.contents.sections import people as of_people
from dhp.reports.contents.sections import places as of_places
from dhp.reports.contents.sections import quality as of_quality
from dhp.reports.contents.sections import revisions as of_revisions
from dhp.reports.contents.sections import timeliness as of_timeliness
from dhp.reports.contents.sections.parts import chart, fixed, lay, points, table, text
from dhp.reports.contents.tables import (
    conditions,
    ethnicity,
    evidence,
    factors,
    judgements,
    learning,
    numbers,
    people,
    places,
    quality,
    rare,
    rates,
    reliability,
    revisions,
    signals,
    spotlight,
    themes,
    timeliness,
)
from dhp.statistics.tables import Period

QUARTERS, QUARTER, YEAR, THREE_YEARS = 9, 3, 12, 36  # months, but the first
THEMES = 3

TABLES: tuple[TableOf | TablesOf, ...] = (
    TableOf("Q1", numbers.by_quarter_and_type(QUARTERS), shared=False),
    TableOf("Q1a", numbers.beside_a_year_before(QUARTER), shared=False),
    TableOf("Q1b", numbers.beside_a_year_before(YEAR), shared=False),
    TableOf("Q1c", numbers.by_month_and_type(months=13), shared=False),
    TableOf("Q1d", numbers.estimated(YEAR), shared=False),
    TableOf("Q2", places.by("force", THREE_YEARS), shared=False),
    TableOf("Q2a", places.by("region", THREE_YEARS), shared=False),
    TableOf("Q2b", places.limits(THREE_YEARS), shared=False),
    TableOf("Q3", ethnicity.victims(THREE_YEARS), shared=False),
    TableOf("Q3a", ethnicity.fields(THREE_YEARS), shared=False),
    TableOf("Q4", conditions.methods(YEAR), shared=False),
    TableOf("Q5", people.share_of("location_type", YEAR), shared=False),
    TableOf("Q6", people.share_of("children_present", YEAR), shared=False),
    TableOf("Q6a", conditions.children_in_household(YEAR), shared=False),
    TableOf("Q7", conditions.prior_contact(YEAR), shared=False),
    TableOf("Q7a", conditions.protection(YEAR), shared=False),
    TableOf("Q8", conditions.agencies("victim", YEAR), shared=False),
    TableOf("Q8a", conditions.agencies("suspect", YEAR), shared=False),
    TableOf("Q9", factors.by_type(THREE_YEARS), shared=False),
    *learning.chapter("T", THEMES),
    TableOf("Q10", learning.tracker, shared=False),
    TableOf("Q11", reliability.by_theme(YEAR), shared=False),
    TableOf("Q12", rates.by_type(YEAR), shared=False),
    TableOf("Q12a", rates.by_group(YEAR), shared=False),
    TableOf("Q13", timeliness.by_month(months=QUARTER), shared=False),
    TableOf("Q13a", timeliness.late_forces(QUARTER), shared=False),
    TableOf("Q13b", timeliness.curve, shared=False),
    TableOf("Q14", revisions.triangle(months=6), shared=False),
    TableOf("Q14a", revisions.since_the_edition_before(months=3 * QUARTERS), shared=False),
    TableOf("Q15", people.victims(YEAR), shared=False),
    TableOf("Q16", people.suspects(YEAR), shared=False),
    TableOf("Q17", people.share_of("suspect.relationship", YEAR), shared=False),
    TableOf("Q18", people.share_of("suspect.suspect_status", YEAR), shared=False),
    TableOf("Q18a", judgements.first_and_present(QUARTER), shared=False),
    TableOf("Q19", themes.most_found(10, YEAR), shared=False),
    TableOf("Q20", signals.log, shared=False),
    TableOf("Q21", quality.completeness(YEAR), shared=False),
    TableOf("Q22", quality.coverage(QUARTER), shared=False),
    TableOf("Q23", evidence.figures(years=5), shared=False),
    TableOf("Q24", evidence.lists, shared=False),
    TablesOf("Q25", rare.days_between(months=THREE_YEARS), shared=False),
    TableOf("Q26", spotlight.ages, shared=False),
    TableOf("Q26a", spotlight.share_of("suspect.relationship"), shared=False),
    *shareable.TABLES,
    *shareable.BY_QUARTER,
)

SECTIONS = (
    Section(
        "Main points",
        points(
            of_numbers.the_year("Q1b"),
            of_numbers.the_quarter("Q1a"),
            of_numbers.types_that_differ("Q1b"),
            of_places.outside("Q2"),
            known.known_to_police("Q7"),
            of_learning.overdue("Q10"),
            of_revisions.since_the_edition_before("Q14a"),
            of_quality.coverage("Q22"),
        ),
        RESTRICTED,
    ),
    Section(
        "Deaths by quarter",
        lay(table("Q1", "Q1a", "Q1b")),
        RESTRICTED,
    ),
    Section(
        "Deaths by month",
        lay(table("Q1c"), chart("Q1d", charts.months_with_estimates("Q2")), table("Q1d")),
        RESTRICTED,
    ),
    Section("Rare types of death", chapters.rare("Q25"), RESTRICTED),
    Section("Rates", table("Q12", "Q12a"), RESTRICTED),
    chapters.places("Q1", "Q2b", "Q2a", "Q2"),
    chapters.people("Q15", "Q16", "Q17"),
    Section(
        "Ethnicity",
        lay(
            text(known.known_of("Q3", "The ethnic group of the victim")),
            table("Q3"),
            fixed(known.PERCEIVED),
            table("Q3a"),
        ),
        RESTRICTED,
    ),
    Section("How and where people died", table("Q4", "Q5"), RESTRICTED),
    Section("Children", table("Q6", "Q6a"), RESTRICTED),
    Section(
        "Who knew before",
        lay(
            fixed(known.NOT_KNOWN),
            text(known.known_to_police("Q7")),
            table("Q7", "Q7a", "Q8", "Q8a"),
        ),
        RESTRICTED,
    ),
    Section(
        "Risk factors by type of death",
        lay(
            chart("Q9", heat.shares_by_type("Q3", "What was known before the death, by type")),
            table("Q9"),
        ),
        RESTRICTED,
    ),
    Section(
        "Themes",
        lay(
            text(of_learning.themes_told("T")),
            fixed(known.VIGNETTES),
            chapters.codes_found("Q4", "Q19"),
            of_learning.chapter("T", THEMES),
        ),
        RESTRICTED,
    ),
    Section(
        "Spotlight",
        lay(text(of_people.spotlight("Q26")), table("Q26", "Q26a")),
        RESTRICTED,
    ),
    Section("Recommendations", lay(text(of_learning.overdue("Q10")), table("Q10")), RESTRICTED),
    Section("Where cases stand", table("Q18", "Q18a"), RESTRICTED),
    Section(
        "How soon deaths become known",
        lay(
            table("Q13"),
            text(of_timeliness.late("Q13a")),
            table("Q13a"),
            chart("Q13b", charts.delay_curve("Q5")),
        ),
        RESTRICTED,
    ),
    Section("Revisions", table("Q14", "Q14a"), RESTRICTED),
    chapters.signals("Q20"),
    Section("Other sources", table("Q23", "Q24"), RESTRICTED),
    Section(
        "How good these figures are",
        lay(text(of_quality.coded("Q21")), table("Q21", "Q22", "Q11")),
        RESTRICTED,
        key="quality",
    ),
    chapters.about(methods.PERIODIC, methods.PLACED),
)


QUARTERLY = Contents(
    kind="quarterly",
    title="Quarterly report: domestic abuse related deaths",
    subtitle=chapters.subtitle(quarter, "the year"),
    period=lambda day: Period(*quarter_days(day)),
    tables=TABLES,
    years=3,
    sections=(*SECTIONS, *shareable.SECTIONS),
)
