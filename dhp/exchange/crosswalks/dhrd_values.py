"""What the values of the published reviews mean in our terms. The reasons are in
docs/adr/0010-published-reviews-as-back-records.md.
"""

import re
from datetime import date

from dhp.calendar import PartialDate
from dhp.calendar.formats import MONTHS
from dhp.dictionary import DICTIONARY, Unreadable, read
from dhp.exchange.crosswalks.scheme import UNTOLD, Mapped, plain

LOCATION = Mapped(
    "location_of_death",
    "incident.location_type",
    {"residential_location": "residential", "public_place": "public_place", "other": "other"},
)
_SEX = {"female": "female", "male": "male", "other": "other"}
VICTIM_SEX = Mapped("sex_of_victim", "victim.sex", _SEX)
SUSPECT_SEX = Mapped("sex_of_perpetrator", "sex", _SEX)

# The library says what the victim is to the perpetrator; we say what the suspect is to the victim.
RELATIONSHIP = Mapped(
    "relationship_to_perpetrator",
    "relationship",
    {
        "spouse (incl civil partner)": "spouse",
        "spouse": "spouse",
        "civil partner": "spouse",
        "common-law spouse": "partner",
        "boyfriend or girlfriend": "partner",
        "casual sexual partner": "partner",
        "ex-spouse": "ex-spouse",
        "ex-common-law spouse": "ex-partner",
        "ex-boyfriend or ex-girlfriend": "ex-partner",
        "parent": "child",
        "step-parent": "step-child",
        "son or daughter": "parent",
        "step-son or step-daughter": "step-parent",
        "stepson or stepdaughter": "step-parent",
        "step-child": "step-parent",
        "sibling": "sibling",
        "half-sibling": "sibling",
        "step-sibling": "sibling",
        "grandparent": "grandchild",
        "grandchild": "grandparent",
        "in-law": "in-law",
        "other (relative)": "other-relative",
        "cohabitant": "co-resident",
        "emotional rival": "acquaintance",
        "friend": "acquaintance",
        "acquaintance": "acquaintance",
        "neighbour": "acquaintance",
        "stranger": "stranger",
    },
)
_HOW = "Write a month and a year, like September 2018, or a year."
_CHILD = {"male": "son", "female": "daughter"}

ABUSE = (
    "coercive_control",
    "economic_abuse",
    "emotional_abuse",
    "forced_marriage",
    "honour_based_violence",
    "physical_abuse",
    "sexual_abuse",
    "stalking",
)
KILLING_TAGS = ("homicide_suicide", "parricide")
KILLING_VERDICTS = (
    "murder",
    "manslaughter",
    "manslaughter w/ diminished responsibility",
    "manslaughter with diminished responsibility",
)
# Injuries by another’s hand. Ligatures, suffocation, poison, fire, water, falls and vehicles are
# left out: they are as usual where nobody was killed by another.
KILLING_CAUSES = (
    "blunt instrument",
    "hitting with a weapon",
    "hitting without a weapon",
    "manual strangulation",
    "sharp instrument",
    "shooting",
)

_FLAG_PREFIXES = ("victim_mh_", "victim_vuln_", "perpetrator_mh_", "perpetrator_vuln_")
FLAGS = frozenset(ABUSE + KILLING_TAGS) | {
    "children_present",
    "faith_based_marriage",
    "familial_homicide",
    "intimate_partner_violence",
    "multiple_victims",
    "perpetrator_carer_for_victim",
    "perpetrator_carer_responsibilities",
    "perpetrator_mental_health_issues",
    "prev_offence_history",
    "separation",
    "victim_carer_responsibilities",
    "victim_mental_health_issues",
    "victim_suicide",
}


def is_flag(column: str) -> bool:
    """Whether a column holds True and False."""
    return column in FLAGS or column.startswith(_FLAG_PREFIXES)


def flagged(text: str) -> bool:
    """Whether a tag is set. Raises ValueError for a text that is no tag."""
    value = plain(text)
    if value not in {"true", "false", ""} | UNTOLD:
        raise ValueError("A tag is True or False. Correct it, or leave it blank.")
    return value == "true"


def suspect_relationship(mapped: str, suspect_sex: str) -> str:
    """The mapped relationship, with a child as son or daughter where the sex is recorded."""
    return _CHILD.get(suspect_sex, mapped) if mapped == "child" else mapped


def age(text: str, today: date) -> str:
    """An age or a band in our form; blank where it is not told. Raises ValueError for no age."""
    value = plain(text)
    if not value or value in UNTOLD:
        return ""
    value = re.sub(r"^([0-9]+) (?:and|or) (?:over|older)$", r"\1+", value)
    under = re.fullmatch(r"(?:under|<) ?([0-9]{1,3})", value)
    if under and int(under[1]) > 1:
        value = f"0-{int(under[1]) - 1}"
    try:
        return read(DICTIONARY["age"], value, today=today).value or ""
    except Unreadable as error:
        raise ValueError(str(error)) from None


def date_of_death(text: str, today: date) -> str:
    """“September 2018” as 2018-09, “2015” as 2015; blank where not told. Raises ValueError."""
    value = plain(text)
    if not value or value in UNTOLD:
        return ""
    words = value.split()
    months = [month.casefold() for month in MONTHS]
    try:
        if len(words) in (2, 3) and words[-2] in months:
            day = int(words[0]) if len(words) == 3 else None
            value = PartialDate(int(words[-1]), months.index(words[-2]) + 1, day).iso
        return read(DICTIONARY["date_of_death"], value, today=today).value or ""
    except Unreadable as error:
        raise ValueError(f"{error} {_HOW}") from None
    except ValueError:
        raise ValueError(_HOW) from None
