"""The project's typology of five, as used in the Year 1 and Year 2 reports.

Sources: Year 1 counted every death police identified as a domestic homicide, suspected victim
suicide or child death from 23 March 2020; the Year 2 report had five types, no "unexpected death".
Unexplained deaths with a known history were sorted by relationship. The Year 3 report moved them:
intimate partner homicides of Years 1 and 2 fell from about 202 to 168 while 51 "unexpected"
appeared. That each unexplained death sat under its relationship is our reading of those figures.
"""

from datetime import date

from dhp.definitions.by_relationship import suspected_suicide, type_by_relationship
from dhp.definitions.definition import Definition
from dhp.definitions.established import Established
from dhp.definitions.facts import History, Kind
from dhp.definitions.verdict import DeathType, Verdict, does_not_count


def _rule(known: Established) -> Verdict:
    if known.kind is Kind.SUICIDE:
        return suspected_suicide(known)
    if known.kind is Kind.UNEXPLAINED and known.history is History.NONE:
        return does_not_count("Unexplained death, and no history of domestic abuse was found.")
    return type_by_relationship(known)


DHP_2020 = Definition(
    name="dhp-2020",
    title="Domestic Homicide Project, five types",
    source="Domestic Homicide Project, Year 1 and Year 2 reports (deaths to March 2022)",
    since=date(2020, 3, 23),
    until=date(2022, 3, 31),
    types=(
        DeathType.IPH,
        DeathType.AFH,
        DeathType.CHILD,
        DeathType.SVSDA,
        DeathType.OTHER,
    ),
    rule=_rule,
)
