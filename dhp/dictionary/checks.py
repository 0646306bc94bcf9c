"""Checks across answers: what cannot be right together, and what is worth a second look."""

from collections.abc import Mapping
from datetime import date

from dhp.dictionary.answer import Given
from dhp.dictionary.checks_of_dates import DATES
from dhp.dictionary.checks_of_history import HISTORY
from dhp.dictionary.checks_of_law import LAW
from dhp.dictionary.checks_of_people import PEOPLE
from dhp.dictionary.checks_of_types import TYPES
from dhp.dictionary.finding import Finding, Record, Severity

__all__ = ["CHECKS", "Finding", "Severity", "findings"]

# In this order they are run and told.
CHECKS = (*DATES, *PEOPLE, *HISTORY, *LAW, *TYPES)


def findings(
    answers: Mapping[str, Given],
    *,
    death_type: str | None = None,
    received_on: date | None = None,
) -> tuple[Finding, ...]:
    """Everything found across `answers`, by column name; no answer is judged alone.

    `death_type` is the code of the type of death that was decided, `received_on` the London day of the
    first notice. Checks that need them find nothing without them.
    """
    record = Record(answers, death_type, received_on)
    return tuple(found for check in CHECKS for found in check(record))
