"""The facts that definitions are judged on, each with its closed vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What kind of death police now hold it to be. A court or coroner may decide otherwise."""

    HOMICIDE = "homicide"
    SUICIDE = "suicide"
    UNEXPLAINED = "unexplained"


class Sex(StrEnum):
    """A person's sex, as recorded."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Relationship(StrEnum):
    """What the suspect is to the victim. `son` reads: the suspect is the victim's son."""

    SPOUSE = "spouse"
    PARTNER = "partner"
    EX_SPOUSE = "ex-spouse"
    EX_PARTNER = "ex-partner"
    PARENT = "parent"
    STEP_PARENT = "step-parent"
    SON = "son"
    DAUGHTER = "daughter"
    STEP_CHILD = "step-child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    OTHER_RELATIVE = "other-relative"
    IN_LAW = "in-law"
    CARER = "carer"
    CO_RESIDENT = "co-resident"
    ACQUAINTANCE = "acquaintance"
    STRANGER = "stranger"


class History(StrEnum):
    """Whether the victim is known to have suffered domestic abuse.

    `none`: looked for and not found. `open`: enquiries continue, so it settles nothing yet.
    """

    KNOWN = "known"
    NONE = "none"
    OPEN = "open"


class Suspect(StrEnum):
    """How far proceedings against the suspect have come.

    `charged` includes a suspect who died before they could be charged and whom police believe
    responsible: the Homicide Index counts the two alike. `none`: nobody arrested or charged.
    """

    CHARGED = "charged"
    ARRESTED = "arrested"
    NONE = "none"


@dataclass(frozen=True)
class Facts:
    """What is established about one death. None: not yet established, or there is no suspect.

    Ages are whole years, the victim's at death. `household`: victim and suspect lived together.
    For a suicide or an unexplained death the suspect is the person suspected of the abuse.
    `shared_child`: both have or had a parental relationship to one child, whatever else they were
    to each other. It is seldom asked, so None is not a gap: only True connects two people.
    """

    kind: Kind | None = None
    victim_age: int | None = None
    suspect_age: int | None = None
    victim_sex: Sex | None = None
    suspect_sex: Sex | None = None
    relationship: Relationship | None = None
    household: bool | None = None
    history: History | None = None
    suspect: Suspect | None = None
    shared_child: bool | None = None


STATUTORY_AGE = 16  # from which the Acts and the Homicide Index count a person
ADULT_AGE = 18
FACT_NAMES = tuple(field.name for field in fields(Facts))
_TRUTHS = ("household", "shared_child")
OLDEST = 130  # years; beyond it a slip of the keyboard is likelier than the age
VOCABULARIES: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "victim_sex": Sex,
    "suspect_sex": Sex,
    "relationship": Relationship,
    "history": History,
    "suspect": Suspect,
}


def facts_from(mapping: Mapping[str, object]) -> Facts:
    """Facts from plain values, such as `{"kind": "homicide", "victim_age": 34}`.

    A name left out, or None, is not yet established. Ages are int years, `household` and
    `shared_child` bools, the rest words of their vocabulary. Raises ValueError for any other name or value.
    """
    for name in mapping:
        if name not in FACT_NAMES:
            raise ValueError(f"{name!r} is not a fact. Use: {', '.join(FACT_NAMES)}.")
    checked: dict[str, Any] = {name: _read(name, value) for name, value in mapping.items()}
    return Facts(**checked)


def _read(name: str, value: object) -> StrEnum | int | None:
    if value is None:
        return None
    if name in VOCABULARIES:
        return _word(name, value)
    return _truth(name, value) if name in _TRUTHS else _age(name, value)


def _word(name: str, value: object) -> StrEnum:
    words = VOCABULARIES[name]
    if not isinstance(value, str) or value not in list(words):
        raise ValueError(f"{name} cannot be {value!r}. Use one of: {', '.join(words)}, or None.")
    return words(value)


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name} cannot be {value!r}. Use True, False or None.")
    return value


def _age(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= OLDEST:
        raise ValueError(
            f"{name} cannot be {value!r}. Use whole years from 0 to {OLDEST}, or None."
        )
    return value
