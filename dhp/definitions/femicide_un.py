"""Gender-related killing of women and girls by partners and family, after the United Nations.

Source: UNODC and UN Women, Statistical framework for measuring the gender-related killing of women
and girls, adopted by the UN Statistical Commission in March 2022 (the first of that month stands
for the day). Intentional killings of women and girls by an intimate partner or another family
member, at any age and whatever the suspect's sex. The framework's third group, killings by others
that bear marks of gender, such as earlier harassment or sexual violence [general knowledge], needs
facts that are not among these: such a death is out here, with a reason that says so. "Homicide" is
taken as intentional, which counts some manslaughters too many.
"""

from datetime import date

from dhp.definitions.connections import is_personal, suspect_is
from dhp.definitions.definition import Definition
from dhp.definitions.established import Established
from dhp.definitions.facts import Kind, Sex
from dhp.definitions.verdict import Verdict, counts, does_not_count


def _rule(known: Established) -> Verdict:
    if known.kind is not Kind.HOMICIDE:
        return does_not_count("The death is not held to be a homicide.")
    if known.victim_sex is not Sex.FEMALE:
        return does_not_count("The victim was not a woman or girl.")
    if not is_personal(known):
        return does_not_count(
            suspect_is(known),
            "Killings by others may be gender-related, but these facts cannot show it.",
        )
    return counts("The victim was a woman or girl.", suspect_is(known))


FEMICIDE_UN = Definition(
    name="femicide-un",
    title="Killings of women and girls by partners and family",
    source="UNODC and UN Women, Statistical framework on gender-related killing, 2022",
    since=date(2022, 3, 1),
    until=None,
    types=(),
    rule=_rule,
)
