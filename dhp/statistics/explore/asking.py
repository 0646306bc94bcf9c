"""What an address asks of the record: read, checked field by field, and written as an address again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from dhp.errors import DomainError
from dhp.statistics.explore.names import groups_of, label_of
from dhp.statistics.explore.typed import EXACTLY, day_in, exact, instant_in
from dhp.statistics.frame import Unit
from dhp.statistics.measures import MEASURES, Measure, Question
from dhp.web.text import clean_text

FIELDS = ("measure", "by", "where", "from", "to", "as_at", "before")
FIRST_MEASURE = "deaths"
MOST_FILTERS = 6
_LONGEST = 120  # characters of one value
_PEOPLE = {"suspects"}  # the measures that count people and not deaths

Value = TypeVar("Value")


@dataclass(frozen=True)
class Wanted:
    """What was asked, as it was typed: names of rows and columns, filters as pairs, days as text."""

    measure: str = FIRST_MEASURE
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    start: str = ""
    end: str = ""
    as_at: str = ""
    before: str = ""

    @property
    def unit(self) -> Unit:
        """What the measure counts: names mean another place for people than for deaths."""
        return Unit.PERSON if self.measure in _PEOPLE else Unit.DEATH

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query of an address that asks the same."""
        pairs = [("measure", self.measure)]
        if self.by:
            pairs.append(("by", ",".join(self.by)))
        pairs += [("where", f"{name}={key}") for name, key in self.where]
        days = (
            *(("from", self.start), ("to", self.end)),
            *(("as_at", self.as_at), ("before", self.before)),
        )
        return pairs + [(name, text) for name, text in days if text]

    def pinned(self, question: Question) -> "Wanted":
        """The same with its days in full and its instant, so that its figures stay what they are."""
        start = question.start.isoformat() if question.start else ""
        end = question.last.isoformat()
        before = question.before.isoformat() if question.before else ""
        as_at = question.as_at.isoformat()
        return replace(self, start=start, end=end, as_at=as_at, before=before)


class Faults(Exception):
    """What is wrong with what was asked: sentences by the field they stand beside."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__()
        self.by_field = by_field


def wanted_in(values: Mapping[str, Sequence[str]]) -> Wanted:
    """What an address asks, blanks left out; `values` are lists by the names of `FIELDS`."""

    def only(name: str) -> str:
        return next((text for text in _texts(values, name)), "")

    names = [one.strip() for text in _texts(values, "by") for one in text.split(",")]
    pairs = [text.partition("=") for text in _texts(values, "where")]
    return Wanted(
        only("measure") or FIRST_MEASURE,
        tuple(dict.fromkeys(name for name in names if name)),
        tuple(
            dict.fromkeys(
                (name.strip(), key.strip()) for name, sign, key in pairs if key or not sign
            )
        )[:MOST_FILTERS],
        only("from"),
        only("to"),
        *(exact(only(name), only(name + EXACTLY)) for name in ("as_at", "before")),
    )


def question_of(wanted: Wanted) -> Question:
    """The question that `wanted` puts to its measure; raises `Faults`."""
    faults: dict[str, str] = {}

    def told(field: str, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except DomainError as error:
            faults.setdefault(field, error.message)
            return None

    told("measure", lambda: _check_measure(wanted))
    told("by", lambda: _check_names(wanted))
    told("where", lambda: _check_filters(wanted))
    start = told("from", lambda: day_in(wanted.start))
    end = told("to", lambda: day_in(wanted.end))
    as_at = told("as_at", lambda: instant_in(wanted.as_at))
    before = told("before", lambda: _before(wanted))
    if faults or as_at is None:
        raise Faults(faults)
    if before and before > as_at:
        raise Faults({"before": "This lies after the other instant. Choose an earlier one."})
    try:
        return Question(as_at, wanted.by, wanted.where, start, end, before)
    except DomainError:
        words = (
            "The first day lies after the last. Choose an earlier first day, or a later last one."
        )
        raise Faults({"from": words}) from None


def measure_of(wanted: Wanted) -> Measure:
    """The measure that is asked for. Raises `DomainError` where there is none of that name."""
    found = MEASURES.get(wanted.measure)
    if found is None:
        raise DomainError(f"There is no measure “{wanted.measure}”. Choose one from the list.")
    return found


def _texts(values: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """What was given under a name; a text that the gate refuses is as good as none."""
    found = []
    for text in values.get(name, ()):
        try:
            found.append(clean_text(text, longest=_LONGEST).strip())
        except DomainError:
            continue
    return [text for text in found if text]


def _check_measure(wanted: Wanted) -> None:
    measure_of(wanted)


def _check_names(wanted: Wanted) -> None:
    for name in wanted.by:
        label_of(wanted.unit, name)
    measure = MEASURES.get(wanted.measure)
    if measure is None:
        return
    most, title = measure.most, f"“{measure.title}”"
    if len(wanted.by) > most:
        ways = {0: "has its own rows and columns", 1: "has rows to choose and no columns"}
        raise DomainError(f"{title} {ways.get(most, 'has rows and columns')}. Choose fewer.")
    if len(wanted.by) < measure.least:
        raise DomainError(f"Choose what the rows of {title} tell apart.")


def _check_filters(wanted: Wanted) -> None:
    for name, key in wanted.where:
        if not (name and key):
            raise DomainError("Write a filter as a name and a value, such as type=iph.")
        label = label_of(wanted.unit, name)
        groups = {one for one, _words in groups_of(wanted.unit, name)}
        if groups and key not in groups and not key.startswith("["):
            raise DomainError(f"“{label}” has no value “{key}”. Choose one from the list.")


def _before(wanted: Wanted) -> datetime | None:
    measure = MEASURES.get(wanted.measure)
    if measure and measure.compares and not wanted.before:
        raise DomainError("Give the earlier instant: this measure tells what changed since.")
    if measure and wanted.before and not measure.compares:
        raise DomainError(f"“{measure.title}” is of one instant. Leave this empty.")
    return instant_in(wanted.before) if wanted.before else None
