"""The rules that watch figures, in words for people: what fires, and how often by chance alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TAIL, CUSUM, FUNNEL = "weekly-tail", "weekly-cusum", "three-year-funnel"

BASE_WEEKS = 12  # before the week that is looked at
CHANCE = 0.001  # a count as high as this or higher, by chance alone
REFERENCE_WEEKS, LEAST_REFERENCE = 52, 26  # for the usual week of the slow rule
SLOW_TIMES = 2  # a level so many times the usual one is found soonest
LEAST_LENGTH = 100  # weeks between false signals of the slow rule
YEARS = 3


@dataclass(frozen=True)
class Rule:
    """One way of watching. A change of what fires is a new `version`.

    `measure` names the measure watched. `plain` says what it does to somebody who never heard of
    it. While a signal of a figure stands, the figure raises no other within `quiet` days.
    """

    name: str
    version: int
    measure: str
    title: str
    plain: str
    quiet: int = 0


_ALL = (
    Rule(
        TAIL,
        1,
        "notifications",
        "A high week",
        f"The notifications of one week are compared with the mean of the {BASE_WEEKS} weeks before. A "
        "signal is raised where so many would come in fewer than 1 week of 1,000 if nothing had "
        "changed. All types together are watched, and each type with 12 deaths or more in those weeks.",
    ),
    Rule(
        CUSUM,
        1,
        "notifications",
        "A level that has risen",
        f"Each week adds what it has above a reference, and takes away what it has below, over "
        f"{BASE_WEEKS} weeks, never below nought (a Poisson CUSUM). Several weeks that are each a "
        "little high raise a signal together. The reference lies between the usual week of the year "
        "before and twice that. All types together are watched.",
        quiet=7 * BASE_WEEKS,
    ),
    Rule(
        FUNNEL,
        1,
        "deaths",
        "A force outside the funnel",
        f"The deaths of {YEARS} years in the area of each force are compared with what the rate of all "
        "areas together would bring among its residents. A signal is raised outside the exact 99.8% "
        "limits, above or below. Below can also mean that deaths were not notified.",
        quiet=365,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in _ALL})


@dataclass(frozen=True)
class Figure:
    """What is watched: a measure of one group. `by` is empty for all of the country."""

    by: str = ""
    key: str = ""
    words: str = ""


@dataclass(frozen=True)
class Finding:
    """What a rule found of one figure.

    `limit` is the first value that fires, `over` whether it fires above it or below. `exceeds` says
    whether it fires. `false_alarms` are the words for how often chance alone does that. `seen` are
    the numbers behind it, each with its label, for the chart or table of the signal.
    """

    rule: Rule
    figure: Figure
    observed: float
    expected: float
    limit: float
    exceeds: bool
    false_alarms: str
    seen: tuple[tuple[str, float], ...]
    over: bool = True
