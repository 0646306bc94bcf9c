"""The death reviewed under section 9 of the Domestic Violence, Crime and Victims Act 2004.

Source: the Act, in force 13 April 2011: the death of a person aged 16 or over that has, or appears
to have, resulted from violence, abuse or neglect by a relative, a current or former intimate
partner, or a member of the same household. The 2016 guidance added suicides where the circumstances
give concern; reviews of suicides are held where a history of domestic abuse is known (Home Office,
quantitative analysis of reviews, October 2022 to September 2023). An unexplained death with such a
history is taken to "appear to have resulted" from it: our reading, since established as homicide
or as suicide it would count either way. The community safety partnership decides.
"""

from datetime import date

from dhp.definitions.connections import is_personal, of_statutory_age, shared_household, suspect_is
from dhp.definitions.definition import Definition
from dhp.definitions.established import Established
from dhp.definitions.resulting import death_from_abuse
from dhp.definitions.verdict import Verdict, does_not_count


def _rule(known: Established) -> Verdict:
    if not (is_personal(known) or shared_household(known)):
        return does_not_count(
            suspect_is(known),
            "The Act covers relatives, intimate partners and members of one household.",
        )
    if not of_statutory_age(known):
        return does_not_count("The victim was under 16; the Act starts at 16.")
    connection = suspect_is(known) if is_personal(known) else "They shared a household."
    return death_from_abuse(known, connection, "The victim was 16 or over.")


DHR_2004 = Definition(
    name="dhr-2004",
    title="Domestic homicide review, 2004 Act",
    source="Domestic Violence, Crime and Victims Act 2004, section 9; statutory guidance 2016",
    since=date(2011, 4, 13),
    until=None,
    types=(),
    rule=_rule,
)
