"""Forces of the demonstration that have signed the year that is over, one of them not all of it."""

from itertools import islice

from dhp.calendar import london_date, now
from dhp.demonstration.accounts import Staff
from dhp.statistics.years.actions import sign
from dhp.statistics.years.queries import present_for
from dhp.statistics.years.year import ended_years

_FORCES = 3
_WRONG = {"type-all": "One death of February is recorded by us and not in this figure."}


def sign_some_years(staff: Staff) -> None:
    """Let the contacts of a few forces sign; the first also says that a figure is wrong."""
    year = ended_years(london_date(now()))[0]
    for number, contact in enumerate(islice(staff.contacts.values(), 1, 1 + _FORCES)):
        seen = present_for(contact, year).seen
        sign(year, {} if number else _WRONG, by=contact, seen=seen)
