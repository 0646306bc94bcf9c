"""Checks of the type of death that a person decided against the answers. They need the type."""

from collections.abc import Iterator

from dhp.dictionary.finding import Finding, Record, Severity
from dhp.dictionary.options import INTIMATE

_ADULT = 18  # years
_AFH_FROM = 16  # years


def child_type_of_an_adult(record: Record) -> Iterator[Finding]:
    """A child death is of a person under 18."""
    ages = record.range("victim.age")
    if record.type == "child" and ages and ages[0] >= _ADULT:
        yield Finding(
            "child_type_of_an_adult",
            ("victim.age",),
            "The type is child death, and the victim was 18 or over. Change the type or the age.",
            Severity.MUST,
        )


def adult_type_of_a_child(record: Record) -> Iterator[Finding]:
    """An adult family homicide is not of a person under 16."""
    ages = record.range("victim.age")
    if record.type == "afh" and ages and ages[1] is not None and ages[1] < _AFH_FROM:
        yield Finding(
            "adult_type_of_a_child",
            ("victim.age",),
            "The type is adult family homicide, and the victim was under 16. "
            "Change the type or the age.",
            Severity.MUST,
        )


def type_and_relationship(record: Record) -> Iterator[Finding]:
    """An intimate partner homicide is by a partner, an adult family homicide by a relative."""
    ties = {
        f"{place}.relationship": record.value(f"{place}.relationship") for place in record.suspects
    }
    if record.type not in ("iph", "afh") or not ties or None in ties.values():
        return
    partners = [tie in INTIMATE for tie in ties.values()]
    if record.type == "iph" and not any(partners):
        message = "The type is intimate partner homicide, and no suspect is or was a partner."
    elif record.type == "afh" and all(partners):
        message = "The type is adult family homicide, and every suspect is or was a partner."
    else:
        return
    yield Finding(
        "type_and_relationship",
        tuple(ties),
        f"{message} Change the type or the relationship.",
        Severity.MUST,
    )


def suicide_with_a_murder_charge(record: Record) -> Iterator[Finding]:
    """A suspected suicide for which someone is charged with murder is none any more."""
    for place in record.suspects:
        column = f"{place}.charge_offence"
        if record.type == "svsda" and "murder" in record.values(column):
            yield Finding(
                "suicide_with_a_murder_charge",
                (column,),
                f"The type is suspected suicide, and {record.words(place)} is charged with murder. "
                "Change the type or the charge.",
                Severity.MUST,
            )


def type_and_kind(record: Record) -> Iterator[Finding]:
    """A death suspected to be a homicide is not typed as a suicide, nor the other way round."""
    suspected = record.value("death.suspected_intent")
    if (record.type == "svsda" and suspected == "homicide") or (
        record.type in ("iph", "afh") and suspected == "suicide"
    ):
        yield Finding(
            "type_and_kind",
            ("death.suspected_intent",),
            "The type of death does not fit the kind of death that is suspected. Change one of the two.",
            Severity.LOOK,
        )


TYPES = (
    child_type_of_an_adult,
    adult_type_of_a_child,
    type_and_relationship,
    suicide_with_a_murder_charge,
    type_and_kind,
)
