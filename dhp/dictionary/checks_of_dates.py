"""Checks of dates: what must come before the death, what after it, and in which order."""

from collections.abc import Iterator
from itertools import pairwise

from dhp.dictionary.finding import DIED, Finding, Record, Severity

# Columns, what they are called in a sentence, and whether the contrary is impossible.
_BEFORE_DEATH = (
    ("contact_after_death", "death.last_contact_date", "last police contact", Severity.MUST),
    ("risk_after_death", "death.risk_date", "last risk assessment", Severity.MUST),
    ("marac_after_death", "death.marac_date", "last MARAC", Severity.LOOK),
)
_AFTER_DEATH = (
    ("dhr_before_death", "death.dhr_referred_on", "referral for a review"),
    ("dhr_before_death", "death.dhr_decided_on", "decision on a review"),
    ("dhr_before_death", "death.dhr_chair_appointed_on", "appointment of the review’s chair"),
    ("dhr_before_death", "death.dhr_published_on", "publication of the review"),
    ("dhr_before_death", "death.dhr_commissioner_copy_on", "Commissioner’s copy of the review"),
    ("iopc_before_death", "death.iopc_referred_on", "referral to the IOPC"),
    ("inquest_before_death", "death.inquest_on", "inquest conclusion"),
)
_REVIEW = (
    ("death.dhr_referred_on", "the referral"),
    ("death.dhr_decided_on", "the decision"),
    ("death.dhr_chair_appointed_on", "the appointment of the chair"),
    ("death.dhr_published_on", "the publication"),
)


def known_before_death(record: Record) -> Iterator[Finding]:
    """The force cannot have known of the death before it happened."""
    if record.before("death.aware_on", DIED):
        yield Finding(
            "known_before_death",
            ("death.aware_on", DIED),
            "The date the force knew is before the date of death. Change one of the two dates.",
            Severity.MUST,
        )


def received_before_death(record: Record) -> Iterator[Finding]:
    """A death is notified after it happened."""
    died = record.date(DIED)
    if died and record.received_on and record.received_on < died.first:
        yield Finding(
            "received_before_death",
            (DIED,),
            "The date of death is after the day the notice arrived. Check the date of death.",
            Severity.MUST,
        )


def after_death(record: Record) -> Iterator[Finding]:
    """Contact, assessment and MARAC are of the living."""
    for code, column, words, severity in _BEFORE_DEATH:
        if record.before(DIED, column):
            yield Finding(
                code,
                (column, DIED),
                f"The date of the {words} is after the date of death. Check both dates.",
                severity,
            )


def before_death(record: Record) -> Iterator[Finding]:
    """Reviews and an inquest are about a death that has happened."""
    for code, column, words in _AFTER_DEATH:
        if record.before(column, DIED):
            yield Finding(
                code,
                (column, DIED),
                f"The date of the {words} is before the date of death. Change one of the two dates.",
                Severity.MUST,
            )


def review_out_of_order(record: Record) -> Iterator[Finding]:
    """A review is referred, decided on, chaired and published, in this order."""
    told = [(column, words) for column, words in _REVIEW if record.value(column)]
    for (earlier, first), (later, second) in pairwise(told):
        if record.before(later, earlier):
            yield Finding(
                "review_out_of_order",
                (later, earlier),
                f"The date of {second} of the review is before {first}. Check both dates.",
                Severity.LOOK,
            )


def charged_before_death(record: Record) -> Iterator[Finding]:
    """A charge before the death may be right: of an assault of which the victim died later."""
    for place in record.suspects:
        column = f"{place}.charged_on"
        if record.before(column, DIED):
            yield Finding(
                "charged_before_death",
                (column, DIED),
                f"The date on which {record.words(place)} was charged is before the date of death. "
                "Check that the charge is for what led to the death.",
                Severity.LOOK,
            )


def decided_before_charge(record: Record) -> Iterator[Finding]:
    """A court decides after the charge and after the death."""
    for place in record.suspects:
        column = f"{place}.court_outcome_on"
        for other, words in ((f"{place}.charged_on", "charge"), (DIED, "death")):
            if record.before(column, other):
                yield Finding(
                    "decided_too_early",
                    (column, other),
                    f"The date of the court’s decision is before the date of {words}. "
                    "Change one of the two dates.",
                    Severity.MUST,
                )


DATES = (
    known_before_death,
    received_before_death,
    after_death,
    before_death,
    review_out_of_order,
    charged_before_death,
    decided_before_charge,
)
