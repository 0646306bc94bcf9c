"""From the texts of answers to the typed columns of a frame."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dhp.calendar import PartialDate, Precision
from dhp.dictionary import Kind, State
from dhp.dictionary.kinds import range_of
from dhp.statistics.framing.columns import STATES, FrameColumn

if TYPE_CHECKING:
    import pandas as pd

_BRACKETED = tuple(f"[{state.value}]" for state in STATES)
_ANSWERED = f"[{State.ANSWERED.value}]"
_FIRST_DAY = date(1970, 1, 1).toordinal()
_NO_DAY = -(2**63)  # as numpy writes that there is none


def typed(column: FrameColumn, words: Sequence[str]) -> dict[str, Any]:
    """The columns of a frame that `column` gives, by name, from the text of each row.

    One of several options: a category, with every option and every state of absence among the
    categories. Any of several: the text itself, codes separated by `;`. A number or a date: the
    number or the day, missing where a range, a month or nothing is told, and beside it `NAME.state`,
    a category of states; of a number also `NAME.least` and `NAME.most`, the ends of a range. Raises
    LookupError for a code that the dictionary does not have.
    """
    import pandas as pd

    if column.several:
        return {column.name: pd.Series(words, dtype=object)}
    if column.is_categorical:
        return {column.name: category(words, column.categories)}
    number = column.entry.kind is Kind.WHOLE_NUMBER
    told = _numbers(column.name, words) if number else {column.name: _days(words)}
    states = [word if word in _BRACKETED else _ANSWERED for word in words]
    return told | {f"{column.name}.state": category(states, (_ANSWERED, *_BRACKETED))}


def category(words: Sequence[str], categories: Sequence[str]) -> "pd.Categorical[str]":
    """A column of categories, those that no row has included."""
    import numpy as np
    import pandas as pd

    place = {word: number for number, word in enumerate(categories)}
    try:
        codes = np.fromiter((place[word] for word in words), dtype=np.int16, count=len(words))
    except KeyError as unknown:
        raise LookupError(f"The dictionary has no option {unknown}.") from unknown
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(categories)))


def days(texts: Sequence[str]) -> tuple["pd.Series[Any]", "pd.Series[Any]"]:
    """The first and the last day that each text of a date can mean; missing for an empty text."""
    bounds = {text: _bounds(text) for text in set(texts)}
    return _whole(bounds[text][0] for text in texts), _whole(bounds[text][1] for text in texts)


def _bounds(text: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    when = PartialDate.parse(text)
    return when.first, when.last


def _numbers(name: str, words: Sequence[str]) -> dict[str, Any]:
    import pandas as pd

    ranges: dict[str, tuple[int | None, int | None]] = {
        word: range_of(word) for word in set(words) if word not in _BRACKETED
    }
    ends = [ranges.get(word, (None, None)) for word in words]
    exact = [low if low == high else None for low, high in ends]
    columns = {
        name: exact,
        f"{name}.least": [low for low, _ in ends],
        f"{name}.most": [high for _, high in ends],
    }
    return {each: pd.Series(numbers, dtype="Int64") for each, numbers in columns.items()}


def _days(words: Sequence[str]) -> "pd.Series[Any]":
    whole = {
        word: PartialDate.parse(word).first
        for word in set(words)
        if word not in _BRACKETED and PartialDate.parse(word).precision is Precision.DAY
    }
    return _whole(whole.get(word) for word in words)


def _whole(days: Iterable[date | None]) -> "pd.Series[Any]":
    import numpy as np
    import pandas as pd

    # As numbers: numpy takes far longer over dates one by one.
    numbers = (_NO_DAY if day is None else day.toordinal() - _FIRST_DAY for day in days)
    told = np.fromiter(numbers, dtype=np.int64).view("datetime64[D]")
    return pd.Series(told.astype("datetime64[s]"))
