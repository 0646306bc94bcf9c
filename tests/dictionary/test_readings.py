"""How texts are read as answers and shown again, and what is said of those that are none.

`readings.txt` holds it. Write the file anew with `python -m tests.dictionary.test_readings`, and read
the difference.
"""

from datetime import date
from pathlib import Path

import pytest

from dhp.dictionary import Given, HouseWords, Kind, State, read, shown, write
from tests.dictionary.entries import BY_KIND, entry
from tests.harness.telling import Tried, tried

TOLD = Path(__file__).with_name("readings.txt")
TODAY = date(2026, 3, 9)
STATES = ("", "[not_known]", "[ Not_Known ]", "[answered]", "[perhaps]", "[not_known")
CHOICES = ("red", "Red", "red;blue", " blue ; red;red", "red;pink", "purple")
NUMBERS = (
    *("34", "034", "0", "130", "131", "-1", "1_0", "٣", "1234567890", "3.5"),
    *("30-39", "30 – 39", "30 to 39", "39-30", "34-34", "30-", "-39", "30-39-41", "65+", "131+"),
    *("65 +", "+"),
)
DAYS = (
    *("2026-03-09", "2026-03-10", "2026-03", "2026-04", "2026", "2027", "1900", "1899-12-31"),
    *("9 3 2026", "2026-02-30", "soon"),
)
WORDS = {"of 200 signs": "a" * 200, "of 201 signs": "a" * 201, "short": " so "}
RANGES = entry(Kind.WHOLE_NUMBER, ranges=True, least=1)
OVER = entry(Kind.WHOLE_NUMBER, least=50, most=99)


def taken(entry, text):
    """What a text is read as, how that is written, and how it is shown."""
    given = read(entry, text, today=TODAY)
    value = given.value and f"{given.value[:40]}"
    words = shown(entry, given)
    whose = "in our words" if isinstance(words, HouseWords) else "in theirs"
    return given.state, value, f"written {write(given)[:40]}", f"shown {whose} {words[:40]}"


TRIED = [
    tried(taken, entry={"one of": BY_KIND[Kind.ONE_OF]}, text=STATES + CHOICES),
    tried(taken, entry={"any of": BY_KIND[Kind.ANY_OF]}, text=CHOICES),
    tried(taken, entry={"number": BY_KIND[Kind.WHOLE_NUMBER]}, text=NUMBERS),
    tried(taken, entry={"range": RANGES}, text=NUMBERS),
    tried(taken, entry={"number from 50 to 99": OVER}, text=("49", "50", "99", "100", "many")),
    tried(taken, entry={"date": BY_KIND[Kind.DATE]}, text=DAYS),
    tried(taken, entry={"partial date": BY_KIND[Kind.PARTIAL_DATE]}, text=DAYS),
    tried(taken, entry={"words": BY_KIND[Kind.SHORT_TEXT]}, text=WORDS),
]


def told(one: Tried) -> str:
    """The paragraph of one kind, under the name of the kind."""
    return one.told().replace(one.name, next(iter(one.given["entry"])), 1)


@pytest.mark.parametrize("one", TRIED, ids=lambda one: next(iter(one.given["entry"])))
def test_texts_are_read_and_refused_as_they_were(one: Tried) -> None:
    assert told(one) in TOLD.read_text(encoding="utf-8").rstrip("\n").split("\n\n")


def test_what_is_answered_without_a_value_is_shown_as_just_that() -> None:
    given = Given(State.ANSWERED)

    assert (write(given), shown(RANGES, given)) == ("", "Answered")
    assert write(Given(State.NOT_RECORDED, "34")) == ""
    assert shown(RANGES, Given(State.NOT_KNOWN, "34")) == State.NOT_KNOWN.label


if __name__ == "__main__":
    TOLD.write_text("\n\n".join(map(told, TRIED)) + "\n", encoding="utf-8")
