"""The annual report: one and five years of everything the record holds, with its quality and its sources."""

from datetime import date

from dhp.calendar import financial_year, financial_year_days
from dhp.reports.contents import chapters, shareable
from dhp.reports.contents.annual_tables import TABLES, THEMES
from dhp.reports.contents.contents import RESTRICTED, Contents, Section
from dhp.reports.contents.sections import glossary, heat, known, methods
from dhp.reports.contents.sections import learning as of_learning
from dhp.reports.contents.sections import numbers as of_numbers
from dhp.reports.contents.sections import people as of_people
from dhp.reports.contents.sections import places as of_places
from dhp.reports.contents.sections import quality as of_quality
from dhp.reports.contents.sections import revisions as of_revisions
from dhp.reports.contents.sections.parts import (
    chart,
    fixed,
    lay,
    notes_alike,
    only_with,
    points,
    subheading,
    support,
    table,
    text,
)
from dhp.statistics.tables import Period

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
            support,
        ),
        RESTRICTED,
    ),
    Section(
        "About these deaths and these figures",
        lay(fixed(glossary.ABOUT), fixed(methods.PERIODIC), notes_alike),
        RESTRICTED,
        key="about",
    ),
    Section(
        "Numbers and trends",
        lay(
            table("A1", "A2", "A3", "A4", "A5", "A6"),
            chapters.rare("A47"),
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
            support,
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
            fixed(known.VIGNETTES),
            chapters.codes_found("A2", "A36"),
            of_learning.chapter("T", THEMES),
        ),
        RESTRICTED,
    ),
    Section(
        "Recommendations",
        lay(
            text(of_learning.overdue("A37")),
            table("A37"),
            only_with("A37a", fixed(glossary.A_YEAR_AGO), table("A37a")),
        ),
        RESTRICTED,
    ),
    Section("Bereaved families", lay(fixed(glossary.FAMILIES), table("A38")), RESTRICTED),
    chapters.places("A3", "A39b", "A39a", "A39"),
    Section(
        "Other sources, and why numbers differ",
        only_with("A40a", fixed(glossary.SOURCES), table("A40", "A40a", "A40b")),
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


def _year(day: date) -> str:
    return f"Financial year {financial_year(day)}"


ANNUAL = Contents(
    kind="annual",
    title="Annual report: domestic abuse related deaths",
    subtitle=chapters.subtitle(_year, "five years"),
    period=lambda day: Period(*financial_year_days(day)),
    tables=TABLES,
    years=5,
    sections=(*SECTIONS, *shareable.SECTIONS),
)
