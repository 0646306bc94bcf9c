"""The death reviewed as a domestic abuse related death under the Victims and Prisoners Act 2024.

Source: section 19 of that Act, which changes section 9 of the 2004 Act: a death that has, or
appears to have, resulted from domestic abuse within the 2021 Act. Neglect and members of the same
household, which the 2004 wording named, give way to the 2021 Act's connection and ages (our
reading). The text read was not yet in force, so no first day is given. An unexplained death with a
known history is treated as under the 2004 Act, for the reason given there.
"""

from dhp.definitions.definition import Definition
from dhp.definitions.established import Established
from dhp.definitions.resulting import death_from_abuse
from dhp.definitions.statutory_connection import connected_because, unconnected_because
from dhp.definitions.verdict import Verdict, does_not_count


def _rule(known: Established) -> Verdict:
    unconnected = unconnected_because(known)
    if unconnected:
        return does_not_count(unconnected)
    return death_from_abuse(known, connected_because(known), "Both were 16 or over.")


DARDR_2024 = Definition(
    name="dardr-2024",
    title="Domestic abuse related death review, 2024 Act",
    source="Victims and Prisoners Act 2024, section 19; Domestic Abuse Act 2021, sections 1 and 2",
    since=None,
    until=None,
    types=(),
    rule=_rule,
)
