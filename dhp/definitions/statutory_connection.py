"""Who is personally connected under the Domestic Abuse Act 2021: the test two definitions share."""

from dhp.definitions.connections import is_personal, of_statutory_age, suspect_is
from dhp.definitions.established import Established
from dhp.definitions.facts import STATUTORY_AGE


def unconnected_because(known: Established) -> str | None:
    """Why the Act does not apply to these two people, as a sentence; None when it does."""
    if not is_personal(known):
        return f"{suspect_is(known)} The 2021 Act covers only partners and relatives."
    if not of_statutory_age(known):
        return "The victim was under 16; the 2021 Act needs both to be 16 or over."
    if known.suspect_age < STATUTORY_AGE:
        return "The suspect was under 16; the 2021 Act needs both to be 16 or over."
    return None
