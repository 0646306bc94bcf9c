"""One handler per kind: how its text is read, and how its value is shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dhp.calendar import PartialDate
from dhp.dictionary.entry import Characteristic, Kind

EARLIEST = date(1900, 1, 1)


class Unreadable(ValueError):
    """A text that is no answer to its question. The message says what to do."""


@dataclass(frozen=True)
class Handler:
    """`parse` makes the canonical value of a text or raises `Unreadable`; `show` words a value."""

    parse: Callable[[Characteristic, str, date], str]
    show: Callable[[Characteristic, str], str]


def _one_of(entry: Characteristic, text: str, _today: date) -> str:
    if entry.option(text) is None:
        codes = ", ".join(option.code for option in entry.options)
        raise Unreadable(f"{_upper(entry.name)}: “{text}” is not a choice. Choose one of: {codes}.")
    return text


def _any_of(entry: Characteristic, text: str, today: date) -> str:
    chosen = [_one_of(entry, part.strip(), today) for part in text.split(";") if part.strip()]
    order = [option.code for option in entry.options]
    return ";".join(sorted(set(chosen), key=order.index))


def _label(entry: Characteristic, code: str) -> str:
    option = entry.option(code)
    return option.label if option else code


def _labels(entry: Characteristic, value: str) -> str:
    return "; ".join(_label(entry, code) for code in value.split(";"))


def _whole_number(entry: Characteristic, text: str, _today: date) -> str:
    if not entry.ranges:
        return str(_bounded(entry, text))
    compact = re.sub(r"\s*(-|–|to)\s*", "-", text)
    if compact.endswith("+"):
        return f"{_bounded(entry, compact[:-1])}+"
    low, dash, high = compact.partition("-")
    if not dash:
        return str(_bounded(entry, low))
    first, last = _bounded(entry, low), _bounded(entry, high)
    if first >= last:
        raise Unreadable(f"{_upper(entry.name)} must go from a lower to a higher number.")
    return f"{first}-{last}"


def _bounded(entry: Characteristic, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):  # int() alone would take "1_000" and other scripts
        example = "34, or a range like 30-39" if entry.ranges else str(max(entry.least, 34))
        raise Unreadable(f"{_upper(entry.name)} must be a whole number, like {example}.")
    number = int(text)
    if not entry.least <= number <= entry.most:
        raise Unreadable(f"{_upper(entry.name)} must be between {entry.least} and {entry.most}.")
    return number


def range_of(value: str) -> tuple[int, int | None]:
    """The lowest and highest whole number that `value` allows; no highest for `65+`."""
    if value.endswith("+"):
        return int(value[:-1]), None
    low, _, high = value.partition("-")
    return int(low), int(high or low)


def _show_number(_entry: Characteristic, value: str) -> str:
    return f"{value[:-1]} or over" if value.endswith("+") else value.replace("-", " to ")


def _partial_date(entry: Characteristic, text: str, today: date) -> str:
    try:
        when = PartialDate.parse(text)
    except ValueError:
        raise Unreadable(f"{_upper(entry.name)} must be a real date, like 27 3 2026.") from None
    if when.first > today:
        raise Unreadable(f"{_upper(entry.name)} must be today or in the past.")
    if when.first < EARLIEST:
        raise Unreadable(f"{_upper(entry.name)} must be in {EARLIEST.year} or later.")
    return when.iso


def _whole_date(entry: Characteristic, text: str, today: date) -> str:
    value = _partial_date(entry, text, today)
    if PartialDate.parse(value).day is None:
        raise Unreadable(f"{_upper(entry.name)} must include a day, a month and a year.")
    return value


def _show_date(_entry: Characteristic, value: str) -> str:
    return PartialDate.parse(value).shown


def _words(entry: Characteristic, text: str, _today: date) -> str:
    if len(text) > entry.longest:
        raise Unreadable(f"{_upper(entry.name)} must be {entry.longest:,} characters or fewer.")
    return text


def _as_it_is(_entry: Characteristic, value: str) -> str:
    return value


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


KINDS: dict[Kind, Handler] = {
    Kind.ONE_OF: Handler(_one_of, _label),
    Kind.ANY_OF: Handler(_any_of, _labels),
    Kind.WHOLE_NUMBER: Handler(_whole_number, _show_number),
    Kind.DATE: Handler(_whole_date, _show_date),
    Kind.PARTIAL_DATE: Handler(_partial_date, _show_date),
    Kind.SHORT_TEXT: Handler(_words, _as_it_is),
    Kind.LONG_TEXT: Handler(_words, _as_it_is),
}
