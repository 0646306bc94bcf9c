"""What everybody may read in periodic reports: coarse tables that can be cleared, of days since 1 April.

The monthly has the first six; the quarterly and the annual add what is told a quarter at a time, so that
no edition adds too little to the one before to be shown.
"""

from dhp.reports.contents.contents import SHAREABLE, Section, TableOf
from dhp.reports.contents.sections import charts, methods
from dhp.reports.contents.sections import numbers as of_numbers
from dhp.reports.contents.sections.parts import chart, fixed, lay, only_with, points, support, table
from dhp.reports.contents.tables import conditions, ethnicity, numbers, people, places

TABLES = (
    TableOf("S1", None, shared=numbers.by_type_since_april),
    TableOf("S2", None, shared=numbers.by_month_since_april),
    TableOf("S3", None, shared=people.victims_by_sex),
    TableOf("S4", None, shared=people.victims_by_age),
    TableOf("S5", None, shared=people.ties),
    TableOf("S6", None, shared=numbers.notified),
)
BY_QUARTER = (
    TableOf("S7", None, shared=ethnicity.since_1_april),
    TableOf("S8", None, shared=conditions.methods_since_april),
    TableOf("S9", None, shared=conditions.locations_since_april),
    TableOf("S10", None, shared=places.pooled),
)

SECTIONS = (
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
    Section("Deaths by month", lay(table("S2"), chart("S2", charts.months("S1"))), SHAREABLE),
    Section("Who died", table("S3", "S4", "S5"), SHAREABLE, key="people"),
    Section("Notifications received", table("S6"), SHAREABLE),
    Section("Ethnicity", table("S7"), SHAREABLE),
    Section("How and where people died", table("S8", "S9"), SHAREABLE),
    Section(
        "Places, three years together",
        only_with("S10", fixed(methods.POOLED), table("S10")),
        SHAREABLE,
        key="places",
    ),
    Section("About these figures", lay(fixed(methods.SHARED), support), SHAREABLE),
)
