from datetime import UTC, date, datetime

from dhp.rhythm.dates import Entry, Happening, entries
from dhp.rhythm.ics import calendar_file

AT = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_every_date_is_a_whole_day_with_an_identity_that_stays():
    found = entries(date(2026, 3, 10), date(2027, 3, 9))

    first, again = (
        unfolded(calendar_file("Dates", found, "dhp.example.org", at))
        for at in (AT, AT.replace(hour=11))
    )

    uids = [line for line in first if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == len(found)
    assert uids == [line for line in again if line.startswith("UID:")]
    assert first.count("BEGIN:VEVENT") == first.count("END:VEVENT") == len(found)


def test_a_day_ends_where_the_next_begins():
    entry = Entry(date(2026, 12, 31), Happening.CUT_OFF, "cut-off", "Weekly cut-off")

    lines = unfolded(calendar_file("Dates", [entry], "dhp.example.org", AT))

    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20260310T093000Z" in lines
    assert "UID:2026-12-31-cut-off@dhp.example.org" in lines


def test_words_are_escaped_and_long_lines_folded_between_characters():
    words = "A, b; c\\ d’é" * 20
    entry = Entry(date(2026, 3, 12), Happening.CUT_OFF, "cut-off", words, "Two\nlines")

    text = calendar_file("Dates", [entry], "dhp.example.org", AT)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    summary = next(line for line in unfolded(text) if line.startswith("SUMMARY:"))
    back = summary.removeprefix("SUMMARY:").replace("\\\\", "\0")
    assert back.replace("\\,", ",").replace("\\;", ";").replace("\0", "\\") == words
    assert "DESCRIPTION:Two\\nlines" in unfolded(text)
