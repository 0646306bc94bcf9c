"""What everybody may read in the quarterly and the annual report: coarse tables that can be cleared.

They are the tables of the monthly, of days since 1 April, and more that are told a quarter at a time.
"""

from dhp.reports.contents.contents import SHAREABLE, Section, TableOf
from dhp.reports.contents.sections import charts, methods
from dhp.reports.contents.sections import numbers as of_numbers
from dhp.reports.contents.sections.parts import chart, fixed, lay, note, points, table
from dhp.reports.contents.support import SUPPORT
from dhp.reports.contents.tables import conditions, ethnicity, numbers, people, places

TABLES = (
    TableOf("S1", None, shared=numbers.by_type_since_april),
    TableOf("S2", None, shared=numbers.by_month_since_april),
    TableOf("S3", None, shared=people.victims_by_sex),
    TableOf("S4", None, shared=people.victims_by_age),
    TableOf("S5", None, shared=people.ties),
    TableOf("S6", None, shared=numbers.notified),
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
    Section("Deaths by month", lay(table("S2"), chart("S2", charts.months("S1"))), SHAREABLE),
    Section("Deaths by type", table("S1", "S6"), SHAREABLE),
    Section("Who died", table("S3", "S4", "S7", "S5"), SHAREABLE, key="people"),
    Section("How and where people died", table("S8", "S9"), SHAREABLE),
    Section(
        "Places, three years together",
        lay(fixed(methods.POOLED), table("S10")),
        SHAREABLE,
        key="places",
    ),
    Section(
        "About these figures",
        lay(fixed(methods.SHARED), note(SUPPORT, title="Support")),
        SHAREABLE,
    ),
)
