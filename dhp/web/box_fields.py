"""The dictionary's questions that are answered by typing: texts, numbers and dates."""

import re
from dataclasses import dataclass
from typing import Any

from dhp.calendar import PartialDate
from dhp.dictionary.entry import Kind
from dhp.web.question_fields import QuestionField, Typed, is_state

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Box:
    """One box as it is drawn."""

    name: str
    id: str
    label: str
    value: str
    width: str  # the GOV.UK width class's ending


class BoxField(QuestionField):
    """A number or a text in one box, or a long text in a taller one."""

    template = "fields/boxes.html"
    width = "20"

    @property
    def boxes(self) -> list[Box]:
        """The boxes to draw."""
        label = self.characteristic.name[:1].upper() + self.characteristic.name[1:]
        return [Box(self.name, str(self.id), label, self.typed.values[0], self.width)]

    @property
    def tall(self) -> bool:
        """Whether the box has several lines."""
        return self.characteristic.kind is Kind.LONG_TEXT

    @property
    def numeric(self) -> bool:
        """Whether a phone should offer its number keys: a range needs the others too."""
        return self.characteristic.kind is Kind.WHOLE_NUMBER and not self.characteristic.ranges

    def _take(self, formdata: Any) -> Typed:
        return Typed((formdata.get(self.name, ""),), _states_sent(self.name, formdata))

    def _split(self, text: str) -> Typed:
        return Typed(("",), (text,)) if is_state(text) else Typed((text,))

    def _value(self) -> str:
        return self.typed.values[0]


class NumberField(BoxField):
    """A whole number, or a range of them where the question allows it."""

    width = "5"


class DateField(QuestionField):
    """Day, month and year boxes; of a partial date the day, or day and month, may stay blank."""

    template = "fields/boxes.html"
    tall = False
    numeric = True

    @property
    def boxes(self) -> list[Box]:
        """The three boxes; the first has the field's own id, for the error summary."""
        day, month, year = self.typed.values
        return [
            Box(f"{self.name}.day", str(self.id), "Day", day, "2"),
            Box(f"{self.name}.month", f"{self.id}-month", "Month", month, "2"),
            Box(f"{self.name}.year", f"{self.id}-year", "Year", year, "4"),
        ]

    def _take(self, formdata: Any) -> Typed:
        parts = tuple(formdata.get(f"{self.name}.{part}", "") for part in ("day", "month", "year"))
        return Typed(parts, _states_sent(self.name, formdata))

    def _split(self, text: str) -> Typed:
        if is_state(text):
            return Typed(("", "", ""), (text,))
        try:
            when = PartialDate.parse(text)
        except ValueError:
            return Typed(_boxes_of(text))
        return Typed((str(when.day or ""), str(when.month or ""), f"{when.year:04d}"))

    def _value(self) -> str:
        """An ISO date where the boxes make one, else what was typed, parted by strokes."""
        day, month, year = (part.strip() for part in self.typed.values)
        if not (day or month or year):
            return ""
        month_number = _month(month)
        readable = re.fullmatch("[0-9]{4}", year) and (month_number or not (month or day))
        if not readable or not re.fullmatch("[0-9]{0,2}", day):
            return f"{day}/{month}/{year}"
        parts = [year, month_number, day and day.zfill(2)]
        return "-".join(part for part in parts if part)

    def _wrong(self) -> str | None:
        day, month, year = (part.strip() for part in self.typed.values)
        name = self.characteristic.name[:1].upper() + self.characteristic.name[1:]
        if not year:
            return f"{name} must include a year."
        if not re.fullmatch("[0-9]{4}", year):
            return f"{name} must have a year with 4 numbers, like 2026."
        if day and not month:
            return f"{name} must include a month."
        return None


def _boxes_of(text: str) -> tuple[str, ...]:
    """Day, month and year of a text that is no date: left by `_value`, or brought by a file."""
    written = re.fullmatch("([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", text)
    parts = written.groups("")[::-1] if written else text.split("/", 2)
    return tuple([*parts, "", ""][:3])


def _states_sent(name: str, formdata: Any) -> tuple[str, ...]:
    return tuple(text for text in formdata.getlist(f"{name}.state") if is_state(text))


def _month(text: str) -> str:
    """The month as two digits from a number or an English name; empty for anything else."""
    if re.fullmatch("[0-9]{1,2}", text):
        return text.zfill(2)
    start = text[:3].lower()
    named = len(text) >= 3 and start in _MONTHS
    return f"{_MONTHS.index(start) + 1:02d}" if named else ""
