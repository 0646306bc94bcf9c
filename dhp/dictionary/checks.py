"""Checks across answers: what cannot be right together, and what is worth a second look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dhp.calendar import PartialDate
from dhp.dictionary.answer import Given
from dhp.dictionary.asking import SUSPECT_IDENTIFIED
from dhp.dictionary.columns import suspects_in
from dhp.dictionary.entry import State
from dhp.dictionary.kinds import range_of

_PARTNERS = ("spouse", "partner", "ex-spouse", "ex-partner")
_OLDER = ("parent", "grandparent")
_YOUNGER = ("son", "daughter", "child", "grandchild")
_VICTIM_PARTNER_FROM = 13  # years
_SUSPECT_PARTNER_FROM = 10  # years: the age of criminal responsibility


class Severity(StrEnum):
    """Whether a finding must be mended before sending, or is only pointed out."""

    MUST = "must"
    LOOK = "look"


@dataclass(frozen=True)
class Finding:
    """One thing found, about the answers in `columns`; the first is the one to mend."""

    code: str
    columns: tuple[str, ...]
    message: str
    severity: Severity


def findings(answers: Mapping[str, Given]) -> tuple[Finding, ...]:
    """Everything found across `answers`, by column name; no answer is judged alone."""
    return tuple(found for check in CHECKS for found in check(answers))


def known_before_death(answers: Mapping[str, Given]) -> Iterator[Finding]:
    """The force cannot have known of the death before it happened."""
    knew, died = _value(answers, "death.aware_on"), _value(answers, "death.date_of_death")
    if knew and died and PartialDate.parse(knew).last < PartialDate.parse(died).first:
        yield Finding(
            "known_before_death",
            ("death.aware_on", "death.date_of_death"),
            "The date the force knew is before the date of death. Change one of the two dates.",
            Severity.MUST,
        )


def suspect_without_the_question(answers: Mapping[str, Given]) -> Iterator[Finding]:
    """Suspects are told of only where one is identified."""
    identified = answers.get(SUSPECT_IDENTIFIED, Given(State.NOT_RECORDED))
    told = [name for name, given in answers.items() if suspects_in((name,)) and given.value]
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


def partner_too_young(answers: Mapping[str, Given]) -> Iterator[Finding]:
    """A child of this age as a partner is more likely a slip in an age or a relationship."""
    for tie, age, which in _ties(answers, _PARTNERS):
        for name, since, who in (
            ("victim.age", _VICTIM_PARTNER_FROM, "the victim"),
            (age, _SUSPECT_PARTNER_FROM, which),
        ):
            ends = _ages(answers, name)
            if ends and ends[1] is not None and ends[1] < since:
                yield Finding(
                    "partner_too_young",
                    (tie, name),
                    f"A partner or former partner is recorded, and {who} is under {since}. "
                    "Check the relationship and the age.",
                    Severity.LOOK,
                )


def generations_swapped(answers: Mapping[str, Given]) -> Iterator[Finding]:
    """A parent younger than the child means that the relationship was told the wrong way round."""
    for tie, age, which in _ties(answers, _OLDER + _YOUNGER):
        suspect, victim = _ages(answers, age), _ages(answers, "victim.age")
        if not suspect or not victim:
            continue
        relationship = _value(answers, tie)
        elder, child = (suspect, victim) if relationship in _OLDER else (victim, suspect)
        if elder[1] is not None and elder[1] <= child[0]:
            yield Finding(
                "generations_swapped",
                (tie, age, "victim.age"),
                f"The relationship says what {which} is to the victim, and the ages do not fit it. "
                "Check which way round it is.",
                Severity.LOOK,
            )


CHECKS = (
    known_before_death,
    suspect_without_the_question,
    partner_too_young,
    generations_swapped,
)


def _value(answers: Mapping[str, Given], name: str) -> str | None:
    given = answers.get(name)
    return given.value if given else None


def _ages(answers: Mapping[str, Given], name: str) -> tuple[int, int | None] | None:
    value = _value(answers, name)
    return range_of(value) if value else None


def _ties(
    answers: Mapping[str, Given], relationships: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    """Columns of relationship and age, and the words, of each suspect tied by `relationships`."""
    several = suspects_in(answers) > 1
    for n in range(1, suspects_in(answers) + 1):
        if _value(answers, f"suspect{n}.relationship") in relationships:
            which = f"suspect {n}" if several else "the suspect"
            yield f"suspect{n}.relationship", f"suspect{n}.age", which
