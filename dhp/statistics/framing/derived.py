"""The values of a frame that are worked out from answers, by the dictionary's own rules."""

from collections.abc import Mapping, Sequence
from datetime import date

from dhp.calendar import london_date
from dhp.dictionary import Given, State, write
from dhp.dictionary.derived import Country, Derived, Outside, derive
from dhp.statistics.framing.columns import NOT_RECORDED, FrameColumn
from dhp.statistics.framing.lines import Line


def worked_out(
    column: FrameColumn,
    lines: Sequence[Line],
    answers: Mapping[tuple[str, str], Sequence[str]],
    countries: Sequence[Country | None],
) -> list[str]:
    """The text of a derived `column` for each row, from the texts of `answers` by place and code."""
    entry = column.entry
    assert isinstance(entry, Derived)  # noqa: S101 - tells the type checker what the caller knows
    needs = [f"{place}.{code}" for place, code in column.answered]
    dated = column.is_dated
    found: dict[tuple[object, ...], str] = {}
    words = []
    for number, told in enumerate(zip(*(answers[pair] for pair in column.answered), strict=True)):
        outside = _outside(lines[number], countries[number]) if dated else (None, None)
        key = (*told, *outside)
        if key not in found:
            given = {name: _given(word) for name, word in zip(needs, told, strict=True)}
            value = derive(entry.code, given, column.place, Outside(*outside))
            found[key] = write(value) or NOT_RECORDED
        words.append(found[key])
    return words


def _outside(line: Line, country: Country | None) -> tuple[date, Country | None]:
    return london_date(line.death.received_at), country


def _given(word: str) -> Given:
    if word.startswith("["):
        return Given(State(word[1:-1]))
    return Given(State.ANSWERED, word)
