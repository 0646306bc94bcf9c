"""How the published reviews write tags, ages and dates. The reasons are in
docs/adr/0010-published-reviews-as-back-records.md.
"""

import re
from datetime import date

from dhp.calendar import PartialDate
from dhp.calendar.formats import MONTHS
from dhp.dictionary import DICTIONARY, Unreadable, read
from dhp.exchange.crosswalks.dhrd_event import INCIDENT_TAGS
from dhp.exchange.crosswalks.dhrd_person import SUSPECT, VICTIM
from dhp.exchange.crosswalks.dhrd_tie import ABUSE_TAGS, COMPARED, SEPARATION
from dhp.exchange.crosswalks.scheme import UNTOLD, plain

_HOW = "Write a month and a year, like September 2018, or a year."
_PREFIXES = ("victim_mh_", "victim_vuln_", "perpetrator_mh_", "perpetrator_vuln_")
TAGS = (*INCIDENT_TAGS, *ABUSE_TAGS, SEPARATION, *VICTIM.tags, *SUSPECT.tags)
FLAGS = frozenset({tag.source for tag in TAGS}) | {
    "victim_suicide",
    VICTIM.troubled,
    SUSPECT.troubled,
    *COMPARED,
}


def is_flag(column: str) -> bool:
    """Whether a column holds True and False."""
    return column in FLAGS or column.startswith(_PREFIXES)


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
