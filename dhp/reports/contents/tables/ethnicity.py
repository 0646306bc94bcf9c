"""The ethnic groups of victims in five groups, and which of the separate fields are known."""

from dataclasses import replace

from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import asked, last_months, since_april
from dhp.reports.contents.tables.cells import NONE
from dhp.reports.contents.tables.factors import Facts, any_of, table_of
from dhp.reports.contents.tables.shaping import only, without_empty_states
from dhp.statistics.tables import Column, Table

_RATE = Column("rate", "Rate per million a year", of="count")
_NOTES = (
    "No rate: the population figures do not tell of residents by ethnic group.",
    (
        "Five groups, made from 18 and those whose closer group was not stated, whoever told it. What the "
        "person said (self-defined) and what an officer saw (police-perceived) are separate fields."
    ),
)
FIELDS = (
    any_of("Ethnic group, whoever told it", "victim.ethnicity_19"),
    any_of("Self-defined, on police records", "victim.ethnicity_sde", "ns"),
    any_of("As an officer perceived the person", "victim.ethnicity_observed"),
)


def victims(months: int) -> Maker:
    """Victims of the last months by ethnic group, each share of those known; rates where they exist."""

    def make(brief: Brief) -> Table:
        table = asked(brief, "share", last_months(brief, months), "victim.ethnic_group")
        rows = (replace(row, cells={**row.cells, "rate": NONE}) for row in table.rows)
        told = replace(
            table,
            columns=(*table.columns, _RATE),
            rows=tuple(rows),
            notes=(*table.notes, *_NOTES),
        )
        return without_empty_states(told)

    return make


def since_1_april(brief: Brief) -> Table:
    """Victims since 1 April by ethnic group: a table that can be cleared."""
    return asked(brief, "deaths", since_april(brief), "victim.ethnic_group")


def fields(months: int) -> Maker:
    """For how many victims each of the separate fields of ethnicity holds an answer."""
    title = "Victims by which field of ethnicity is filled"
    make = table_of(Facts(title, "Field", FIELDS), months)
    return lambda brief: only(make(brief), "count", "unknown")
