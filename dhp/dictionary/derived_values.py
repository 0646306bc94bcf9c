"""How each derived value is worked out: pure functions from answers, one for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dhp.calendar import PartialDate
from dhp.dictionary.answer import Given
from dhp.dictionary.entry import State
from dhp.dictionary.kinds import range_of
from dhp.dictionary.lockdowns import LOCKDOWNS, Country
from dhp.dictionary.options import INTIMATE

FAMILY = (
    "parent",
    "step-parent",
    "son",
    "daughter",
    "child",
    "step-child",
    "sibling",
    "grandparent",
    "grandchild",
    "in-law",
    "other-relative",
)
ADULT_AGE = 18  # years
DATE_OF_DEATH = "death.date_of_death"
# Lowest and highest age in years; no highest for the last.
Bands = tuple[tuple[int, int | None], ...]
HARMONISED: Bands = (
    (0, 0),
    (1, 4),
    (5, 15),
    (16, 19),
    (20, 24),
    (25, 34),
    (35, 44),
    (45, 54),
    (55, 64),
    (65, 74),
    (75, 84),
    (85, None),
)
PROJECT: Bands = ((0, 15), (16, 24), (25, 54), (55, 64), (65, None))
_ADULTHOOD: Bands = ((0, ADULT_AGE - 1), (ADULT_AGE, None))


class Unsettled(Exception):
    """The answers do not settle the value; `state` says why."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True)
class Outside:
    """What the system knows beside the answers: the day of receipt, in London, and the country."""

    received_on: date | None = None
    country: Country | None = None


@dataclass(frozen=True)
class Known:
    """The answers about one death, read from one `place`: `*` in a name stands for that place."""

    answers: Mapping[str, Given]
    place: str
    outside: Outside

    def value(self, name: str) -> str:
        """The value of a column. Raises `Unsettled` where it has none."""
        given = self.answers.get(name.replace("*", self.place), Given(State.NOT_RECORDED))
        if given.value is None:
            raise Unsettled(given.state)
        return given.value

    def day(self, name: str) -> date:
        """The whole day of a column. Raises `Unsettled` where only a month or year is known."""
        when = PartialDate.parse(self.value(name))
        if when.day is None:
            raise Unsettled(State.NOT_KNOWN)
        return when.first

    def received(self) -> date:
        """The day of receipt. Raises `Unsettled` where the system does not say."""
        if self.outside.received_on is None:
            raise Unsettled(State.NOT_RECORDED)
        return self.outside.received_on


def in_bands(bands: Bands) -> Callable[[Known], str]:
    """The band of an age; a range has one only where all of it fits."""

    def band(known: Known) -> str:
        low, high = range_of(known.value("*.age"))
        for first, last in bands:
            if first <= low and (last is None or (high is not None and high <= last)):
                return band_code(first, last)
        raise Unsettled(State.NOT_KNOWN)

    return band


def band_code(first: int, last: int | None) -> str:
    """Such as `0`, `1-4` or `85+`."""
    if last is None:
        return f"{first}+"
    return str(first) if first == last else f"{first}-{last}"


def adulthood(known: Known) -> str:
    """Adult or child."""
    return "adult" if in_bands(_ADULTHOOD)(known).endswith("+") else "child"


def ethnic_group(known: Known) -> str:
    """One of five groups."""
    return known.value("*.ethnicity_19").split("_")[0].replace("arab", "other")


def parricide(known: Known) -> str:
    """Whether a child or grandchild is suspected of killing a parent, and which parent."""
    relationship = known.value("*.relationship")
    if relationship == "step-child":
        return "step"
    if relationship == "grandchild":
        return "grandparent"
    if relationship not in ("son", "daughter", "child"):
        return "none"
    parents = {"female": "matricide", "male": "patricide"}
    return parents.get(known.value("victim.sex"), "parent")


def tie(known: Known) -> str:
    """Intimate, familial or neither."""
    relationship = known.value("*.relationship")
    if relationship in INTIMATE:
        return "intimate"
    return "familial" if relationship in FAMILY else "neither"


def days_from(name: str) -> Callable[[Known], str]:
    """Whole days from the date in a column to receipt; receipt before it settles nothing."""

    def days(known: Known) -> str:
        return _count(known.day(name), known.received())

    return days


def days_since_contact(known: Known) -> str:
    """Whole days from the last police contact to the death."""
    return _count(known.day("death.last_contact_date"), known.day(DATE_OF_DEATH))


def lockdown(known: Known) -> str:
    """The lockdown on the day of death; a month or a year has one only where all of it fits."""
    when = PartialDate.parse(known.value(DATE_OF_DEATH))
    country = known.outside.country
    if country is None:
        raise Unsettled(State.NOT_RECORDED)
    touched = [
        one for one in LOCKDOWNS[country] if one.first <= when.last and when.first <= one.last
    ]
    if not touched:
        return "none"
    if touched[0].first <= when.first and when.last <= touched[0].last:
        return touched[0].code
    raise Unsettled(State.NOT_KNOWN)


def _count(first: date, last: date) -> str:
    days = (last - first).days
    if days < 0:
        raise Unsettled(State.NOT_KNOWN)
    return str(days)
