"""Who died and who is suspected: sex, age, and how they were related."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief, Sure
from dhp.reports.contents.tables.asking import asked, last_months, since_april
from dhp.reports.contents.tables.shaping import grouped, without_empty_states, without_noughts
from dhp.statistics.tables import Table

# Wider groups for what everybody may read: coarser tables before holes.
AGES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("0", "1-4", "5-15"), "0-15")
    | dict.fromkeys(("16-19", "20-24", "25-34"), "16-34")
    | dict.fromkeys(("35-44", "45-54"), "35-54")
    | dict.fromkeys(("55-64", "65-74"), "55-74")
    | dict.fromkeys(("75-84", "85+"), "75+")
)
_AGES = {
    "0-15": "0 to 15",
    "16-34": "16 to 34",
    "35-54": "35 to 54",
    "55-74": "55 to 74",
    "75+": "75 and over",
}
_FAMILY = (
    *("parent", "step-parent", "son", "daughter", "child", "step-child", "sibling"),
    *("grandparent", "grandchild", "in-law", "other-relative"),
)
TIES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("spouse", "partner"), "partners")
    | dict.fromkeys(("ex-spouse", "ex-partner"), "former")
    | dict.fromkeys(_FAMILY, "family")
)
_TIES = {
    "partners": "Partner",
    "former": "Former partner",
    "family": "Family",
}


def victims(months: int) -> Sure:
    """Victims of the last months by age and sex."""
    return lambda brief: without_empty_states(
        asked(brief, "deaths", last_months(brief, months), "victim.age_band", "victim.sex")
    )


def suspects(months: int) -> Sure:
    """Suspects of deaths of the last months by age and sex."""
    return lambda brief: without_empty_states(
        asked(brief, "suspects", last_months(brief, months), "age_band", "sex")
    )


def share_of(name: str, months: int, where: Mapping[str, str] | None = None) -> Sure:
    """Deaths of the last months with each answer to `name`, and its share of those known."""

    def make(brief: Brief) -> Table:
        table = asked(brief, "share", last_months(brief, months), name, where=where)
        return in_words(without_noughts(without_empty_states(table)))

    return make


def ages_of(where: Mapping[str, str], months: int) -> Sure:
    """Some of the victims of the last months by age and sex."""
    return lambda brief: in_words(
        without_empty_states(
            asked(
                brief,
                "deaths",
                last_months(brief, months),
                "victim.age_band",
                "victim.sex",
                where=where,
            )
        )
    )


def in_words(table: Table) -> Table:
    """The table whose title names the type of death it is of in words, not by its code."""
    title = table.title
    for kind in DeathType:
        title = title.replace(f"where type {kind.value}", f"({kind.label.lower()})")
    return replace(table, title=title)


def victims_by_sex(brief: Brief) -> Table:
    """Victims since 1 April by sex: a table that can be cleared."""
    return asked(brief, "deaths", since_april(brief), "victim.sex")


def victims_by_age(brief: Brief) -> Table:
    """Victims since 1 April by age in wide bands: a table that can be cleared."""
    return grouped(asked(brief, "deaths", since_april(brief), "victim.age_band"), AGES, _AGES)


def ties(brief: Brief) -> Table:
    """Deaths since 1 April by how the suspect was related, widely: a table that can be cleared."""
    return grouped(asked(brief, "deaths", since_april(brief), "suspect.relationship"), TIES, _TIES)
