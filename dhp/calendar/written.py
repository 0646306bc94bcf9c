"""Reading a day and an instant back as `formats` writes them for people."""

import re
from datetime import UTC, date, datetime, time

from dhp.calendar.clock import LONDON
from dhp.calendar.formats import MONTHS, SHORT_MONTHS

_DAY = r"(\d{1,2}) +([a-z]{3,9}) +(\d{4})"
_WRITTEN = re.compile(rf"{_DAY}(?:,? +(?:at +)?(\d{{1,2}}):(\d\d)(?: +(bst|gmt))?)?", re.ASCII)
_MONTHS = {
    name.casefold(): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
}


def read_long_date(text: str) -> date:
    """The day written "9 March 2021" or "9 Mar 2021". Raises ValueError for anything else."""
    found = re.fullmatch(_DAY, text.strip().casefold(), re.ASCII)
    if found is None:
        raise ValueError("Write a day like 9 March 2021.")
    return _day(found)


def read_long_instant(text: str) -> datetime:
    """The instant written "9 March 2021 at 17:30" in London, in UTC; without a time, the day's first.

    Of an hour that happens twice it is the first unless "GMT" follows. Raises ValueError for
    anything else.
    """
    found = _WRITTEN.fullmatch(text.strip().casefold())
    if found is None:
        raise ValueError("Write an instant like 9 March 2021 at 17:30.")
    at = time(int(found[4] or 0), int(found[5] or 0), fold=int(found[6] == "gmt"))
    instant = datetime.combine(_day(found), at, LONDON)
    if found[6] and str(instant.tzname()).casefold() != found[6]:
        raise ValueError("London has another time on this day.")
    return instant.astimezone(UTC)


def _day(found: "re.Match[str]") -> date:
    return date(int(found[3]), _MONTHS.get(found[2], 0), int(found[1]))
