"""Domestic abuse within sections 1 and 2 of the Domestic Abuse Act 2021.

Source: the Act. Behaviour of one person towards another is domestic abuse if each is 16 or over,
they are personally connected, and it is abusive, once or repeatedly. Connected are current and
former partners and relatives; flatmates and carers who are not relatives are not. This judges
whether there was domestic abuse, not whether the death came of it: a killing is abusive in itself,
otherwise a history must be known. Two parents of one child who were nothing else to each other
are connected too, where that is told. That sections 1 and 2 took effect on 1
October 2021 is [general knowledge].
"""

from datetime import date

from dhp.definitions.definition import Definition
from dhp.definitions.established import Established
from dhp.definitions.facts import History, Kind
from dhp.definitions.statutory_connection import connected_because, unconnected_because
from dhp.definitions.verdict import Verdict, counts, does_not_count


def _rule(known: Established) -> Verdict:
    unconnected = unconnected_because(known)
    if unconnected:
        return does_not_count(unconnected)
    if known.kind is Kind.HOMICIDE:
        return counts(
            connected_because(known), "Both were 16 or over.", "The killing is itself abusive."
        )
    if known.history is History.NONE:
        return does_not_count("No abusive behaviour was found: no killing and no known history.")
    return counts(connected_because(known), "Both were 16 or over.", "A history of abuse is known.")


DA_ACT_2021 = Definition(
    name="da-act-2021",
    title="Domestic abuse, 2021 Act",
    source="Domestic Abuse Act 2021, sections 1 and 2",
    since=date(2021, 10, 1),
    until=None,
    types=(),
    rule=_rule,
)
