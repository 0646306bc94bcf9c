"""How and where people died, who else was there, and who knew them: police, courts and other agencies."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dhp.dictionary import DICTIONARY, State
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import asked, last_months, question, since_april
from dhp.reports.contents.tables.factors import Facts, any_of, options_of, table_of
from dhp.reports.contents.tables.shaping import grouped, without_empty_states, without_noughts
from dhp.statistics.analysis.factors import Factor
from dhp.statistics.measures import MEASURES
from dhp.statistics.measures.groups import Group, Grouping
from dhp.statistics.measures.laying import COUNT, Asked, laid_out, tallied
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.measures.shares import share_cells, share_columns
from dhp.statistics.tables import TOTAL, Cell, Table

# The groups in which the method is told of: no closer, for the sake of those at risk.
_METHODS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sharp_group": ("Sharp instrument", ("sharp",)),
        "force_group": (
            "Blunt instrument, hitting or kicking",
            ("blunt", "hit_weapon", "kicking_hitting"),
        ),
        "air_group": (
            "Hanging, strangulation or suffocation",
            (
                *("strangulation_manual", "strangulation_ligature", "strangulation"),
                *("suffocation", "hanging"),
            ),
        ),
        "poison_group": ("Poisoning, drugs or gas", ("poisoning", "carbon_monoxide")),
        "fall_group": ("Fall", ("fall_height", "fall_level", "fall")),
        "water_group": ("Drowning", ("drowning",)),
        "fire_group": ("Fire or burning", ("fire", "burning")),
        "shot_group": ("Shooting", ("shooting",)),
        "moving_group": ("Vehicle or train", ("vehicle", "train")),
        "other_group": ("Neglect or another method", ("neglect", "other")),
    }
)
_GROUPS = {option: key for key, (_label, options) in _METHODS.items() for option in options}
_LABELS = {key: label for key, (label, _options) in _METHODS.items()}
_HOMES = ("shared_home", "victim_home", "suspect_home", "other_residential", "residential")
_PLACES = {
    one.code: "home" if one.code in _HOMES else "elsewhere"
    for one in DICTIONARY["location_type"].options
}
_HOUSEHOLD = "n_children_in_household"
_CHILDREN = (
    Group("none", "No child"),
    Group("one", "1 child"),
    Group("two", "2 children"),
    Group("more", "3 children or more"),
    Group("some", "At least 1 child, how many is not told"),
    Group("[not_known]", State.NOT_KNOWN.label, missing=True),
    Group("[not_told]", "Not established or not told", missing=True),
)
PROTECTION = Facts(
    "What police and courts had in place before the death",
    "Before the death",
    (
        Factor("Heard at a MARAC", "marac", ("open", "heard")),
        Factor("Referred to a MARAC, not heard", "marac", ("not_heard",)),
        Factor("Risk assessed by DASH", "risk_tool", ("dash",)),
        Factor("Risk assessed by DARA or another tool", "risk_tool", ("dara", "other")),
        Factor("Highest grade of risk: high", "risk_grade_highest", ("high",)),
        Factor("Highest grade of risk: medium", "risk_grade_highest", ("medium",)),
        any_of("Suspect under MAPPA", "mappa_level"),
        any_of("Protective order or condition", "orders"),
        Factor("Of these, an order was breached", "order_breached", ("yes",)),
    ),
)
_RECENT = tuple(
    one.code for one in DICTIONARY["agency_contact_recency"].options if one.code != "longer"
)


def _agencies(place: str) -> tuple[Factor, ...]:
    within = Factor(
        "Any agency in the 12 months before", f"{place}.agency_contact_recency", _RECENT
    )
    known = any_of("Any agency, ever", f"{place}.known_to_agency")
    return (within, known, *options_of(f"{place}.known_to_agency", "police"))


def methods(months: int) -> Maker:
    """Deaths of the last months by main method, in groups, and type."""

    def make(brief: Brief) -> Table:
        table = asked(brief, "deaths", last_months(brief, months), "method_primary", "type")
        return without_noughts(without_empty_states(grouped(table, _GROUPS, _LABELS)))

    return make


def methods_since_april(brief: Brief) -> Table:
    """Deaths since 1 April by main method, in groups: a table that can be cleared."""
    table = asked(brief, "deaths", since_april(brief), "method_primary")
    return grouped(table, _GROUPS, _LABELS)


def locations_since_april(brief: Brief) -> Table:
    """Deaths since 1 April by place, at home or elsewhere: a table that can be cleared."""
    table = asked(brief, "deaths", since_april(brief), "location_type")
    return grouped(table, _PLACES, {"home": "A home", "elsewhere": "Somewhere else"})


def children_in_household(months: int) -> Maker:
    """Deaths of the last months by how many children lived in the household."""

    def make(brief: Brief) -> Table:
        asking = question(brief, last_months(brief, months))
        found = sample(Kind(also=(_HOUSEHOLD,)), asking)
        names = (_HOUSEHOLD, f"{_HOUSEHOLD}.least", f"{_HOUSEHOLD}.state")
        columns = (found.data[name].astype(object) for name in names)
        keys = [(_children(*told),) for told in zip(*columns, strict=True)]
        grouping = Grouping("children", "Children in the household", _CHILDREN, keys)
        found = replace(found, by=(grouping,))
        counts = tallied(found)
        missing = {group.key for group in _CHILDREN if group.missing}
        known = sum(key not in missing for (key,) in keys)

        def cells(group: Group) -> Mapping[str, Cell]:
            count = counts.get((group.key, TOTAL), 0)
            bears = not group.missing and group.key != TOTAL
            shown = share_cells(COUNT, count, known if bears else None)
            if group.key == TOTAL:
                shown[f"{COUNT}_share"] = Cell.words(f"{known:,} of {count:,} known")
            return shown

        asked_of = Asked(MEASURES["share"], asking, found)
        return laid_out(asked_of, share_columns(COUNT, "Deaths"), cells)

    return make


def protection(months: int) -> Maker:
    """MARAC, MAPPA, assessments of risk and orders before the deaths of the last months."""
    return table_of(PROTECTION, months)


def prior_contact(months: int) -> Maker:
    """Whether police knew of domestic abuse before the deaths of the last months."""
    return lambda brief: asked(brief, "prior-contact", last_months(brief, months))


def agencies(place: str, months: int) -> Maker:
    """Which agencies knew the `victim` or the first `suspect` of the deaths of the last months."""
    title = f"Agencies in contact with the {place} before the death"
    return table_of(Facts(title, "Agency", _agencies(place)), months)


def families(months: int) -> Maker:
    """Support for the bereaved after the deaths of the last months; None where nothing is told."""
    facts = options_of("family_engagement")
    make = table_of(Facts("Support for the bereaved", "Support", facts), months)

    def told(brief: Brief) -> Table | None:
        table = make(brief)
        return table if any(row.cells["known"].value for row in table.rows) else None

    return told


def _children(exact: object, least: object, state: object) -> str:
    """The group of a death by what is told: a number, a range, or a state."""
    if isinstance(exact, int):
        return ("none", "one", "two")[exact] if exact < 3 else "more"
    if isinstance(least, int):
        return "more" if least >= 3 else "some"
    if state == f"[{State.NO_CONFIRMED.value}]":
        return "none"
    return "[not_known]" if state == f"[{State.NOT_KNOWN.value}]" else "[not_told]"
