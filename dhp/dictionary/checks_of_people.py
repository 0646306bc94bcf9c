"""Checks of people and their ties: ages, sexes and relationships that do not fit each other."""

from collections.abc import Iterator

from dhp.dictionary.answer import Given
from dhp.dictionary.asking import SUSPECT_IDENTIFIED
from dhp.dictionary.columns import suspects_in
from dhp.dictionary.entry import State
from dhp.dictionary.finding import Finding, Record, Severity
from dhp.dictionary.options import INTIMATE

_OLDER = ("parent", "grandparent")
_YOUNGER = ("son", "daughter", "child", "grandchild")
_VICTIM_PARTNER_FROM = 13  # years
_SUSPECT_FROM = 10  # years: the age of criminal responsibility
_SUSPECT_TO = 100  # years
_MOTHERS = (10, 60)  # years
_SEX_OF = {"son": "male", "daughter": "female"}
_PREGNANT = frozenset({"pregnant", "post_natal", "either"})
_OF_COUPLES = frozenset(
    {"married", "civil_partner", "engaged", "cohabiting", "not_cohabiting", "new"}
)
_OF_RELATIVES = frozenset({"birth", "half", "step", "adopted", "marriage"})
_NO_RELATIVES = (*INTIMATE, "carer", "co-resident", "acquaintance", "stranger")
_LIVED = frozenset({"yes", "part"})


def suspect_without_the_question(record: Record) -> Iterator[Finding]:
    """Suspects are told of only where one is identified."""
    identified = record.answers.get(SUSPECT_IDENTIFIED, Given(State.NOT_RECORDED))
    told = [name for name, given in record.answers.items() if suspects_in((name,)) and given.value]
    if not told or identified.value == "yes":
        return
    if identified.state is State.NOT_RECORDED:
        message = "You describe a suspect. Say whether a suspect is identified."
        severity = Severity.MUST
    else:
        message = (
            "You describe a suspect, but do not say that one is identified. "
            "What you wrote about the suspect stays in the draft and is not sent."
        )
        severity = Severity.LOOK
    yield Finding("suspect_not_identified", (SUSPECT_IDENTIFIED, *told), message, severity)


def partner_too_young(record: Record) -> Iterator[Finding]:
    """A child of this age as a partner is more likely a slip in an age or a relationship."""
    for place in record.tied(INTIMATE):
        for name, since, who in (
            ("victim.age", _VICTIM_PARTNER_FROM, "the victim"),
            (f"{place}.age", _SUSPECT_FROM, record.words(place)),
        ):
            ends = record.range(name)
            if ends and ends[1] is not None and ends[1] < since:
                yield Finding(
                    "partner_too_young",
                    (f"{place}.relationship", name),
                    f"A partner or former partner is recorded, and {who} is under {since}. "
                    "Check the relationship and the age.",
                    Severity.LOOK,
                )


def generations_swapped(record: Record) -> Iterator[Finding]:
    """A parent younger than the child means that the relationship was told the wrong way round."""
    for place in record.tied(_OLDER + _YOUNGER):
        tie, age = f"{place}.relationship", f"{place}.age"
        suspect, victim = record.range(age), record.range("victim.age")
        if not suspect or not victim:
            continue
        elder, child = (suspect, victim) if record.value(tie) in _OLDER else (victim, suspect)
        if elder[1] is not None and elder[1] <= child[0]:
            yield Finding(
                "generations_swapped",
                (tie, age, "victim.age"),
                f"The relationship says what {record.words(place)} is to the victim, and the ages do "
                "not fit it. Check which way round it is.",
                Severity.LOOK,
            )


def suspect_age_implausible(record: Record) -> Iterator[Finding]:
    """A suspect of such an age is possible, and more likely a slip."""
    for place in record.suspects:
        ends = record.range(f"{place}.age")
        if not ends:
            continue
        if (ends[1] is not None and ends[1] < _SUSPECT_FROM) or ends[0] > _SUSPECT_TO:
            yield Finding(
                "suspect_age_implausible",
                (f"{place}.age",),
                f"The age of {record.words(place)} is under {_SUSPECT_FROM} or over {_SUSPECT_TO}. "
                "Check the age.",
                Severity.LOOK,
            )


def sex_and_relationship(record: Record) -> Iterator[Finding]:
    """A son is male and a daughter female."""
    for place in record.tied(tuple(_SEX_OF)):
        tie = f"{place}.relationship"
        relationship = record.value(tie) or ""
        sex = record.value(f"{place}.sex")
        if sex in _SEX_OF.values() and sex != _SEX_OF[relationship]:
            yield Finding(
                "sex_and_relationship",
                (tie, f"{place}.sex"),
                f"The relationship says that {record.words(place)} is a {relationship}, and the sex "
                "recorded does not fit it. Check both.",
                Severity.LOOK,
            )


def pregnant_male(record: Record) -> Iterator[Finding]:
    """Pregnancy is recorded of a female victim."""
    if record.values("victim.pregnancy") & _PREGNANT and record.value("victim.sex") == "male":
        yield Finding(
            "pregnant_male",
            ("victim.pregnancy", "victim.sex"),
            "A pregnancy or birth is recorded, and the victim’s sex is male. Change one of the two.",
            Severity.MUST,
        )


def pregnancy_age(record: Record) -> Iterator[Finding]:
    """Pregnancy at such an age is more likely a slip."""
    ends = record.range("victim.age")
    if not ends or not record.values("victim.pregnancy") & _PREGNANT:
        return
    if (ends[1] is not None and ends[1] < _MOTHERS[0]) or ends[0] > _MOTHERS[1]:
        yield Finding(
            "pregnancy_age",
            ("victim.pregnancy", "victim.age"),
            f"A pregnancy or birth is recorded, and the victim’s age is under {_MOTHERS[0]} or over "
            f"{_MOTHERS[1]}. Check both.",
            Severity.LOOK,
        )


def closer_description(record: Record) -> Iterator[Finding]:
    """The closer description of a tie fits the relationship."""
    for place in record.suspects:
        relationship = record.value(f"{place}.relationship")
        detail = record.values(f"{place}.relationship_detail")
        couple = detail & _OF_COUPLES and relationship not in INTIMATE
        relative = detail & _OF_RELATIVES and relationship in _NO_RELATIVES
        if relationship and (couple or relative):
            yield Finding(
                "closer_description",
                (f"{place}.relationship_detail", f"{place}.relationship"),
                f"The closer description of the tie with {record.words(place)} does not fit the "
                "relationship. Check both.",
                Severity.LOOK,
            )


def home_and_relationship(record: Record) -> Iterator[Finding]:
    """Strangers do not live together; people in the same home do."""
    for place in record.suspects:
        relationship = record.value(f"{place}.relationship")
        lived = record.value(f"{place}.lived_together")
        if (relationship == "stranger" and lived in _LIVED) or (
            relationship == "co-resident" and lived == "never"
        ):
            yield Finding(
                "home_and_relationship",
                (f"{place}.lived_together", f"{place}.relationship"),
                f"Whether the victim lived with {record.words(place)} does not fit the relationship. "
                "Check both.",
                Severity.LOOK,
            )


PEOPLE = (
    suspect_without_the_question,
    partner_too_young,
    generations_swapped,
    suspect_age_implausible,
    sex_and_relationship,
    pregnant_male,
    pregnancy_age,
    closer_description,
    home_and_relationship,
)
