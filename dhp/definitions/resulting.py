"""Whether a death has, or appears to have, resulted from abuse: the test of both review duties."""

from dhp.definitions.established import Established
from dhp.definitions.facts import History, Kind
from dhp.definitions.verdict import Verdict, counts, does_not_count


def death_from_abuse(known: Established, *connection: str) -> Verdict:
    """The verdict once the two people are of the ages and connection that `connection` states.

    A killing is itself the violence. A suicide or an unexplained death needs a known history.
    """
    if known.kind is Kind.HOMICIDE:
        return counts("The death is held to be a homicide.", *connection)
    if known.history is History.NONE:
        return does_not_count(
            "It is not held to be a homicide, and no history of domestic abuse was found."
        )
    return counts(
        "A history of domestic abuse is known, so the death may have resulted from it.",
        *connection,
    )
