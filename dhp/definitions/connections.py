"""Who is what to whom: intimate partners, family, one household; and how a reason says so."""

from collections.abc import Mapping

from dhp.definitions.established import Established
from dhp.definitions.facts import ADULT_AGE, STATUTORY_AGE, Relationship

INTIMATE = frozenset(
    {Relationship.SPOUSE, Relationship.PARTNER, Relationship.EX_SPOUSE, Relationship.EX_PARTNER}
)
# By blood, marriage, adoption or step. In-laws are relatives in the Family Law Act 1996 s.63(1),
# on which the 2021 Act relies [general knowledge, to be confirmed].
FAMILY = frozenset(
    {
        Relationship.PARENT,
        Relationship.STEP_PARENT,
        Relationship.SON,
        Relationship.DAUGHTER,
        Relationship.STEP_CHILD,
        Relationship.SIBLING,
        Relationship.GRANDPARENT,
        Relationship.GRANDCHILD,
        Relationship.OTHER_RELATIVE,
        Relationship.IN_LAW,
    }
)
_PHRASES: Mapping[Relationship, str] = {
    Relationship.EX_SPOUSE: "the victim’s former spouse",
    Relationship.EX_PARTNER: "the victim’s former partner",
    Relationship.OTHER_RELATIVE: "a relative of the victim",
    Relationship.IN_LAW: "a relative of the victim by marriage",
    Relationship.CO_RESIDENT: "someone the victim lived with",
    Relationship.ACQUAINTANCE: "an acquaintance of the victim",
    Relationship.STRANGER: "a stranger to the victim",
}


def is_intimate(known: Established) -> bool:
    """Whether the suspect is or was the victim's spouse or partner."""
    return known.relationship in INTIMATE


def is_family(known: Established) -> bool:
    """Whether the suspect is the victim's relative by blood, marriage, adoption or step."""
    return known.relationship in FAMILY


def is_personal(known: Established) -> bool:
    """Whether the two are intimate, or family."""
    return is_intimate(known) or is_family(known)


def share_child(known: Established) -> bool:
    """Whether victim and suspect are known to be, or have been, parents of the same child."""
    return known.facts.shared_child is True


def shared_household(known: Established) -> bool:
    """Whether victim and suspect lived together, whatever else they were to each other."""
    return known.relationship is Relationship.CO_RESIDENT or known.household


def of_statutory_age(known: Established) -> bool:
    """Whether the victim was 16 or over."""
    return known.victim_age >= STATUTORY_AGE


def is_adult(known: Established) -> bool:
    """Whether the victim was 18 or over."""
    return known.victim_age >= ADULT_AGE


def suspect_is(known: Established) -> str:
    """The relationship as a sentence, such as: The suspect is the victim's son."""
    plainly = f"the victim’s {known.relationship}"
    return f"The suspect is {_PHRASES.get(known.relationship, plainly)}."
