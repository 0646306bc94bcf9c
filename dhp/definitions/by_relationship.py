"""The part of the project's typology that both its schemes share: type by relationship and age."""

from dhp.definitions.connections import (
    is_adult,
    is_family,
    is_intimate,
    of_statutory_age,
    shared_household,
    suspect_is,
)
from dhp.definitions.established import Established
from dhp.definitions.facts import ADULT_AGE, History, Relationship
from dhp.definitions.verdict import DeathType, Verdict, counts, does_not_count


def type_by_relationship(known: Established) -> Verdict:
    """Intimate partner, adult family, child or other; out if they had no domestic connection."""
    if is_intimate(known):
        return _partner(known)
    if is_family(known):
        return _family(known)
    return _neither(known)


def suspected_suicide(known: Established) -> Verdict:
    """A suspected suicide, at any age, counts when a history of domestic abuse is known."""
    if known.history is History.NONE:
        return does_not_count("Suspected suicide, and no history of domestic abuse was found.")
    return counts(
        "Suspected suicide of a person with a known history of domestic abuse.",
        as_type=DeathType.SVSDA,
    )


def _partner(known: Established) -> Verdict:
    if of_statutory_age(known):
        return counts(suspect_is(known), "The victim was 16 or over.", as_type=DeathType.IPH)
    return counts(suspect_is(known), "The victim was under 16.", as_type=DeathType.CHILD)


def _family(known: Established) -> Verdict:
    if not is_adult(known):
        return counts(suspect_is(known), "The victim was under 18.", as_type=DeathType.CHILD)
    reasons = [suspect_is(known), "The victim was 18 or over."]
    if known.suspect_age < ADULT_AGE:
        reasons.append("The suspect was under 18; the type follows the victim’s age.")
    return counts(*reasons, as_type=DeathType.AFH)


def _neither(known: Established) -> Verdict:
    if not is_adult(known) and known.relationship is Relationship.CARER:
        return counts(suspect_is(known), "The victim was under 18.", as_type=DeathType.CHILD)
    if not shared_household(known):
        return does_not_count(
            suspect_is(known),
            "The suspect was neither family nor partner, and they did not live together.",
        )
    if not is_adult(known):
        return counts("They lived together.", "The victim was under 18.", as_type=DeathType.CHILD)
    return counts(
        "They lived together, but were neither family nor partners.",
        "The victim was 18 or over.",
        as_type=DeathType.OTHER,
    )
