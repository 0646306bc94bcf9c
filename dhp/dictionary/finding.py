"""What a check finds, and how it reads the answers across which it looks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dhp.calendar import PartialDate
from dhp.dictionary.answer import Given
from dhp.dictionary.columns import suspects_in
from dhp.dictionary.kinds import range_of

DIED = "death.date_of_death"
_LETTERS = ("dhr", "iopc", "marac", "nfs", "ccb")  # spoken letter by letter


class Severity(StrEnum):
    """Whether a finding must be mended before sending, or is only pointed out."""

    MUST = "must"
    LOOK = "look"


@dataclass(frozen=True)
class Finding:
    """One thing found, about the answers in `columns`; the first is the one to mend."""

    code: str
    columns: tuple[str, ...]
    message: str
    severity: Severity


def title_of(code: str) -> str:
    """The check with this code, in words."""
    words = " ".join(one.upper() if one in _LETTERS else one for one in code.split("_"))
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Record:
    """The answers about one death by column name, with what the system knows beside them.

    `type` is the code of the death type that was decided, `received_on` the day of the first
    notice, in London; None where there is none yet.
    """

    answers: Mapping[str, Given]
    type: str | None = None
    received_on: date | None = None

    def value(self, name: str) -> str | None:
        """The value of a column, or None."""
        given = self.answers.get(name)
        return given.value if given else None

    def values(self, name: str) -> frozenset[str]:
        """The options chosen in a column; empty where there is no value."""
        return frozenset((self.value(name) or "").split(";")) - {""}

    def range(self, name: str) -> tuple[int, int | None] | None:
        """The lowest and highest number a column allows, or None."""
        value = self.value(name)
        return range_of(value) if value else None

    def date(self, name: str) -> PartialDate | None:
        """The date in a column, or None."""
        value = self.value(name)
        return PartialDate.parse(value) if value else None

    def before(self, earlier: str, later: str) -> bool:
        """Whether the first column's date is certainly before the second's."""
        first, second = self.date(earlier), self.date(later)
        return bool(first and second and first.last < second.first)

    @property
    def suspects(self) -> tuple[str, ...]:
        """The places of the suspects told of: `suspect1`, `suspect2`."""
        return tuple(f"suspect{n}" for n in range(1, suspects_in(self.answers) + 1))

    def words(self, place: str) -> str:
        """A suspect as a message names them."""
        return f"suspect {place[7:]}" if len(self.suspects) > 1 else "the suspect"

    def tied(self, relationships: tuple[str, ...]) -> Iterator[str]:
        """The places of the suspects tied to the victim by one of `relationships`."""
        for place in self.suspects:
            if self.value(f"{place}.relationship") in relationships:
                yield place
