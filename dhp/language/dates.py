"""Days, months and weekdays in Welsh, as the locale data of Babel has them."""

import re
from datetime import date
from functools import cache

from babel.core import Locale
from babel.dates import format_date

from dhp.calendar.formats import MONTHS, SHORT_MONTHS

_CY = Locale("cy")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG, _SHORT = "|".join(MONTHS), "|".join(SHORT_MONTHS)
_DAY = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})[ ,]+)?(?P<day>\d{{1,2}}) "
    rf"(?:(?P<long>{_LONG})|(?P<short>{_SHORT}))(?: (?P<year>\d{{4}}))?"
    r"(?: at (?P<time>\d\d:\d\d)(?P<zone> [A-Z]{3})?)?"
)
_MONTH = re.compile(rf"(?:(?P<long>{_LONG})|(?P<short>{_SHORT}))(?: (?P<year>\d{{4}}))?")


def welsh_of(text: str) -> str | None:
    """A day, a day with its time, a month or a weekday in Welsh; None for anything else."""
    if text in _WEEKDAYS:
        return _weekday(text)
    return _day(text) or _month(text)


def _day(text: str) -> str | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    said = f"{found['day']} {_month_name(found)}"
    said = f"{_weekday(found['weekday'])} {said}" if found["weekday"] else said
    said = f"{said} {found['year']}" if found["year"] else said
    return f"{said} am {found['time']}{found['zone'] or ''}" if found["time"] else said


def _month(text: str) -> str | None:
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    name = _month_name(found)
    return f"{name} {found['year']}" if found["year"] else name


def _month_name(found: re.Match[str]) -> str:
    if found["long"]:
        return _name(MONTHS.index(found["long"]) + 1, "MMMM")
    return _name(SHORT_MONTHS.index(found["short"]) + 1, "MMM")


@cache
def _name(month: int, width: str) -> str:
    return format_date(date(2024, month, 1), width, locale=_CY)


@cache
def _weekday(name: str) -> str:
    day = date(2024, 1, 1 + _WEEKDAYS.index(name))  # that year began on a Monday
    return format_date(day, "EEEE", locale=_CY)
