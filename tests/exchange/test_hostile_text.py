"""Any text travels through every column of words: into the record, out as files, and in again."""

import csv
import unicodedata
from datetime import date, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.dictionary import DICTIONARY, Kind, columns_of
from dhp.exchange.deaths_file import SHORT
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.outgoing.actions import Order, make_export
from dhp.exchange.reading.sheets import sheet_from
from dhp.exchange.rows import Standing
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from dhp.web.spreadsheets import as_text, as_written
from tests.accounts.people import add_user
from tests.exchange.files import death, sheet_of
from tests.hostile import ALL, SIGNS, SURROGATES

WORDS = {
    next((short for short, long in SHORT.items() if long == column.name), column.name): column
    for column in columns_of(DICTIONARY.values(), suspects=1)
    if column.characteristic.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT)
}
TURNS = len(WORDS)  # so often every text has been in every column
LONGEST_CELL = 131_072
HIDDEN = ("Cc", "Cf", "Cs", "Cn")


def test_there_are_700_texts_and_as_many_columns_as_the_dictionary_has_words_in():
    assert len(ALL) >= 700
    assert len(WORDS) >= 6


@pytest.fixture
def lead(forces, database):
    return add_user(RoleName.LEAD)


def rows_of(turn):
    """Rows that hold all texts once, each column another part of them at each `turn`."""
    texts = [text for text in ALL if text not in SURROGATES and len(text) < LONGEST_CELL]
    names = [list(WORDS)[(at + turn) % TURNS] for at in range(TURNS)]
    for first in range(0, len(texts), TURNS):
        yield dict(zip(names, texts[first : first + TURNS], strict=False))


def plain(text):
    """The text as it is kept, by its own rule: composed, with plain ends of lines, unpadded."""
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return unicodedata.normalize("NFC", text).strip()


def may_be_refused(text, column):
    kept = plain(text)
    hidden = any(unicodedata.category(one) in HIDDEN and one not in "\t\r\n" for one in text)
    return hidden or len(kept) > column.characteristic.longest or kept.startswith("[")


def file_of(rows):
    """A file as a careful program writes it: no cell of it acts. Each row is a death of its own."""
    days = (date(2021, 1, 1) + timedelta(days=at) for at in range(len(rows)))
    marked = ({name: as_text(text) for name, text in row.items()} for row in rows)
    return sheet_of(
        *(
            death(**row, date_of_death=f"{day}", received_on="")
            for row, day in zip(marked, days, strict=True)
        )
    )


def taken(rows):
    """The rows without the cells that the import refuses; each of those may be refused."""
    left = [dict(row) for row in rows]
    while refused := rehearse(DEATHS_FILE, [file_of(left)]).outcome.refused:
        for finding in refused:
            text = left[finding.row - 2].pop(finding.column)
            again = finding.reason.startswith("The same force and reference")
            assert again or may_be_refused(text, WORDS[finding.column]), ascii(text)[:80]
            assert finding.reason.endswith(".")
    return left


def imported(sheet):
    rehearsal = rehearse(DEATHS_FILE, [sheet])
    assert [one.reason for one in rehearsal.outcome.refused] == []
    keep(rehearsal, by=Command())
    db.session.flush()


def exported(lead, form):
    return make_export(Order(("deaths",), form, "To be sure of it.", True), by=lead)[1]


def told(cells):
    """What the rows of a file say in the columns of words, as they were before they were marked."""
    kept = ({name: as_written(row[name]) for name in WORDS if row.get(name)} for row in cells)
    return sorted(kept, key=lambda row: sorted(row.items()))


def of_csv(data):
    with ZipFile(BytesIO(data)) as archive:
        text = archive.read("deaths.csv").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def of_workbook(data):
    """The rows of the first sheet, as our own reader of workbooks gives them, still marked."""
    sheet = sheet_from(data, "deaths.xlsx")
    assert not [one for one in sheet.findings if one.standing is Standing.REFUSED]
    return [row.cells for row in sheet.rows]


def try_turn(turn, lead):
    """Import the texts, export them both ways, import that and export it again."""
    rows = [row for row in taken(list(rows_of(turn))) if any(map(plain, row.values()))]
    kept = [{name: plain(text) for name, text in row.items() if plain(text)} for row in rows]
    expected = sorted(kept, key=lambda row: sorted(row.items()))
    mark = db.session.begin_nested()
    imported(file_of(rows))

    first, book = exported(lead, "csv"), exported(lead, "xlsx")

    assert told(of_csv(first)) == expected
    assert not [cell for row in of_csv(first) for cell in row.values() if cell.startswith(SIGNS)]
    assert told(of_workbook(book)) == expected
    with ZipFile(BytesIO(book)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert not [part for part in parts if b"<f>" in part or b"<f " in part or b"hyperlink" in part]
    mark.rollback()
    db.session.expire_all()
    with ZipFile(BytesIO(first)) as archive:
        imported(sheet_from(archive.read("deaths.csv"), "deaths.csv"))
    assert told(of_csv(exported(lead, "csv"))) == expected
    db.session.rollback()
    return sum(map(len, kept))


def test_every_text_goes_in_and_out_unharmed_or_is_refused_with_a_reason(lead):
    assert try_turn(0, lead) > 500


def test_a_cell_that_is_longer_than_any_text_is_refused(forces, database):
    [longest] = [text for text in ALL if len(text) >= LONGEST_CELL]

    [finding] = rehearse(DEATHS_FILE, [sheet_of(death(force_ref=longest))]).outcome.refused

    assert "Shorten it" in finding.reason


@pytest.mark.parametrize("text", SURROGATES[:4], ids=ascii)
def test_half_a_character_is_no_text_of_a_file(text):
    sheet = sheet_from(f"force_ref\n{text}\n".encode("utf-8", "surrogatepass"), "deaths.csv")

    assert [one.standing for one in sheet.findings] == [Standing.REFUSED]
