from datetime import date

import pytest

from dhp.calendar import PartialDate, Precision


@pytest.mark.parametrize(
    ("text", "shown", "precision", "first", "last"),
    [
        ("2021", "2021", Precision.YEAR, date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-03", "March 2021", Precision.MONTH, date(2021, 3, 1), date(2021, 3, 31)),
        ("2024-02", "February 2024", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-03-09", "9 March 2021", Precision.DAY, date(2021, 3, 9), date(2021, 3, 9)),
        ("0001", "1", Precision.YEAR, date.min, date(1, 12, 31)),
        ("9999-12", "December 9999", Precision.MONTH, date(9999, 12, 1), date.max),
    ],
)
def test_a_partial_date_says_what_it_knows(text, shown, precision, first, last):
    partial = PartialDate.parse(text)

    assert (partial.iso, partial.shown, partial.precision) == (text, shown, precision)
    assert (partial.first, partial.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021-3",
        "2021-03-09T00:00",
        " 2021",
        "2021\n",
        "٢٠٢١",
        "-001",
        "2021-",
        "20210309",
    ],
)
def test_other_writing_is_refused(text):
    with pytest.raises(ValueError, match="2021-03-09"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text", ["0000", "2021-00", "2021-13", "2021-03-00", "2023-02-29", "2021-04-31"]
)
def test_a_date_in_no_calendar_is_refused(text):
    with pytest.raises(ValueError, match="real date"):
        PartialDate.parse(text)


def test_a_day_needs_its_month():
    with pytest.raises(ValueError, match="month as well"):
        PartialDate(2021, None, 9)
