"""Domestic homicide as the Homicide Index counts it and ONS publishes it.

Source: ONS, domestic abuse victim characteristics, appendix wording. Murder, manslaughter or
infanticide of a person aged 16 or over, where the suspect is a current or former partner, parent,
son or daughter, sibling or other relative (step and adopted included). Friends, acquaintances,
strangers and people who only lived together are outside it. A suspect is someone charged, or whom
police believe responsible but who died first. That in-laws are "other relatives", that a killing
without a suspect is left out of the domestic count, and that the year is the one of recording, not
of death, are [general knowledge]. No first day was found for the present wording.
"""

from dhp.definitions.connections import is_personal, of_statutory_age, suspect_is
from dhp.definitions.definition import Definition
from dhp.definitions.established import Established
from dhp.definitions.facts import Kind, Suspect
from dhp.definitions.verdict import Verdict, counts, does_not_count


def _rule(known: Established) -> Verdict:
    if known.kind is not Kind.HOMICIDE:
        return does_not_count("The Homicide Index holds only deaths recorded as homicide.")
    if not is_personal(known):
        return does_not_count(
            suspect_is(known), "The Homicide Index counts only partners and relatives as domestic."
        )
    if not of_statutory_age(known):
        return does_not_count("The victim was under 16; the domestic count starts at 16.")
    return _by_charge(known)


def _by_charge(known: Established) -> Verdict:
    if known.suspect is Suspect.ARRESTED:
        return does_not_count(
            "The suspect is arrested but not charged, so the Homicide Index has no suspect yet.",
            "It will count if the suspect is charged, or died before they could be.",
        )
    if known.suspect is Suspect.NONE:
        return does_not_count(
            "Nobody is charged, so the Homicide Index has no suspect and shows no relationship.",
            "It will count if the suspect is charged, or died before they could be.",
        )
    return counts(
        suspect_is(known),
        "The victim was 16 or over.",
        "The suspect is charged, or died before they could be.",
    )


HOMICIDE_INDEX = Definition(
    name="homicide-index",
    title="Homicide Index, domestic homicide",
    source="ONS, Domestic abuse victim characteristics, England and Wales",
    since=None,
    until=None,
    types=(),
    rule=_rule,
)
