"""Who is personally connected under the Domestic Abuse Act 2021: the test two definitions share."""

from dhp.definitions.connections import is_personal, of_statutory_age, share_child, suspect_is
from dhp.definitions.established import Established
from dhp.definitions.facts import STATUTORY_AGE


def connected_because(known: Established) -> str:
    """What connects the two, as a sentence."""
    if share_child(known) and not is_personal(known):
        return "They are or were parents of the same child."
    return suspect_is(known)


def unconnected_because(known: Established) -> str | None:
    """Why the Act does not apply to these two people, as a sentence; None when it does."""
    # Ground (f) of section 2(1): parents of one child who may be nothing else to each other.
    if not (share_child(known) or is_personal(known)):
        return f"{suspect_is(known)} The 2021 Act covers only partners and relatives."
    if not of_statutory_age(known):
        return "The victim was under 16; the 2021 Act needs both to be 16 or over."
    if known.suspect_age < STATUTORY_AGE:
        return "The suspect was under 16; the 2021 Act needs both to be 16 or over."
    return None
