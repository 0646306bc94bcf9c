"""Victim and suspect in the published reviews: what they were to each other, and the abuse.

The library says what the victim is to the perpetrator; we say what the suspect is to the victim.
Its own tags of kinds of relationship are not kept: they follow from the relationship, or contradict it.
"""

from collections.abc import Mapping

from dhp.dictionary import DICTIONARY
from dhp.dictionary.derived_values import FAMILY
from dhp.dictionary.options import INTIMATE
from dhp.exchange.crosswalks.scheme import Mapped, Tag, Tally, is_set, plain, tagged

RELATIONSHIP = Mapped(
    "relationship_to_perpetrator",
    ("relationship", "relationship_detail", "lived_together"),
    {
        "spouse (incl civil partner)": ("spouse", "", ""),
        "spouse": ("spouse", "married", ""),
        "civil partner": ("spouse", "civil_partner", ""),
        "common-law spouse": ("partner", "cohabiting", "yes"),
        "boyfriend or girlfriend": ("partner", "", ""),
        "casual sexual partner": ("partner", "casual", ""),
        "ex-spouse": ("ex-spouse", "", ""),
        "ex-common-law spouse": ("ex-partner", "", ""),
        "ex-boyfriend or ex-girlfriend": ("ex-partner", "", ""),
        "parent": ("child", "", ""),
        "step-parent": ("step-child", "step", ""),
        "son or daughter": ("parent", "", ""),
        "step-son or step-daughter": ("step-parent", "step", ""),
        "stepson or stepdaughter": ("step-parent", "step", ""),
        "step-child": ("step-parent", "step", ""),
        "sibling": ("sibling", "", ""),
        "half-sibling": ("sibling", "half", ""),
        "step-sibling": ("sibling", "step", ""),
        "grandparent": ("grandchild", "", ""),
        "grandchild": ("grandparent", "", ""),
        "in-law": ("in-law", "marriage", ""),
        "other (relative)": ("other-relative", "", ""),
        "cohabitant": ("co-resident", "household", "yes"),
        "emotional rival": ("acquaintance", "rival", ""),
        "friend": ("acquaintance", "", ""),
        "acquaintance": ("acquaintance", "", ""),
        "neighbour": ("acquaintance", "", ""),
        "stranger": ("stranger", "", ""),
        # A carer, somebody in the same home, an acquaintance or a stranger: nobody can tell.
        "other (non-relative)": ("", "other", ""),
    },
)
_NO_RELATIVE = "other (non-relative)"
_SON_OR_DAUGHTER = {"male": "son", "female": "daughter"}

ABUSE_TAGS = (
    Tag("physical_abuse", "abuse_types", "physical"),
    Tag("sexual_abuse", "abuse_types", "sexual"),
    Tag("emotional_abuse", "abuse_types", "emotional"),
    Tag("economic_abuse", "abuse_types", "economic"),
    Tag("coercive_control", "abuse_types", "ccb"),
    Tag("stalking", "abuse_types", "stalking"),
    Tag("honour_based_violence", "abuse_types", "hba"),
    Tag("forced_marriage", "abuse_types", "forced_marriage"),
    Tag("faith_based_marriage", "abuse_types", "faith_marriage"),
)
SEPARATION = Tag("separation", "separation_status", "in_play")
# Tags that are not kept, and the relationships they go with.
COMPARED = {
    "intimate_partner_violence": frozenset(INTIMATE),
    "familial_homicide": frozenset(FAMILY),
    "parricide": frozenset({"son", "daughter", "child"}),
}


def tie_cells(
    incident: Mapping[str, str],
    victim: Mapping[str, str],
    suspect: Mapping[str, str],
    place: str,
    tally: Tally,
) -> dict[str, str]:
    """The answers about the tie of the suspect at `place` to the victim.

    `suspect` holds the answers already given about the suspect, by column name.
    """
    cares = suspect.get(f"{place}.suspect_cares_for_victim") == "yes"
    told = tagged(ABUSE_TAGS, incident, place)
    if cares and plain(victim.get(RELATIONSHIP.source, "")) == _NO_RELATIVE:
        told[f"{place}.relationship"] = "carer"
    else:
        told |= tally.translate(RELATIONSHIP, victim, place)
    name = f"{place}.relationship"
    if told.get(name) == "child":
        told[name] = _SON_OR_DAUGHTER.get(suspect.get(f"{place}.sex", ""), "child")
    relationship = told.get(name, "")
    if relationship in INTIMATE:
        told |= tagged([SEPARATION], incident, place)
    elif is_set(incident.get(SEPARATION.source, "")):
        tally.values[SEPARATION.source, "True, of two not recorded as a couple"] += 1
    _compare(incident, relationship, tally)
    return told


def _compare(incident: Mapping[str, str], relationship: str, tally: Tally) -> None:
    for column, expected in COMPARED.items():
        if not is_set(incident.get(column, "")) or relationship in expected:
            continue
        if not relationship:
            tally.values[column, "True, where no relationship is told"] += 1
            continue
        option = DICTIONARY["relationship"].option(relationship)
        label = option.label if option else relationship
        tally.differing[column, f"True, and the suspect is: {label}"] += 1
