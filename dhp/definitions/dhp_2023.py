"""The project's own scope and its typology of six, as used from the Year 3 report.

Sources: the six types are those of the Year 3 report (April 2022 to March 2023 was its new year;
it restated the earlier ones). Deaths at any age count: homicides within a domestic connection, and
suspected suicides and unexplained deaths where domestic abuse of the victim is known. "Other" is a
victim and suspect who lived together but were neither family nor partners. No source found here
gives an age for "adult" and "child"; where the boundaries are drawn, and why, is in
docs/adr/0009-where-the-types-of-death-end-and-begin.md. The first day, 1 April 2022, is our reading.
"""

from datetime import date

from dhp.definitions.by_relationship import suspected_suicide, type_by_relationship
from dhp.definitions.definition import Definition
from dhp.definitions.established import Established
from dhp.definitions.facts import History, Kind
from dhp.definitions.verdict import DeathType, Verdict, counts, does_not_count


def _rule(known: Established) -> Verdict:
    if known.kind is Kind.HOMICIDE:
        return type_by_relationship(known)
    if known.kind is Kind.SUICIDE:
        return suspected_suicide(known)
    if known.history is History.NONE:
        return does_not_count("Unexplained death, and no history of domestic abuse was found.")
    return counts(
        "Unexplained death of a person with a known history of domestic abuse.",
        as_type=DeathType.UNEXPECTED,
    )


DHP_2023 = Definition(
    name="dhp-2023",
    title="Domestic Homicide Project, six types",
    source="Domestic Homicide Project, Year 3 report (deaths to March 2023)",
    since=date(2022, 4, 1),
    until=None,
    types=(
        DeathType.IPH,
        DeathType.AFH,
        DeathType.CHILD,
        DeathType.SVSDA,
        DeathType.UNEXPECTED,
        DeathType.OTHER,
    ),
    rule=_rule,
)
