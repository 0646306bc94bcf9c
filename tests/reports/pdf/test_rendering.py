import re
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from dhp.reports.blocks import Bullets, Cell, Column, Heading, Mark, Note, Row, Text
from dhp.reports.pdf.rendering import render_pdf, unprintable
from tests.hostile import MARKUP
from tests.reports.pdf.reading import opened, printed, text_by_page
from tests.reports.sample import LABELS, W1, WEEKLY, laid, weekly

NAMES = ("Ŵyn Llŷr", "Łukasz Żółć", "Nguyễn Thị Hạnh", "Ọláṣubọmí Adéṣẹgun", "Siân O’Brien")


def table(rows, *columns, label="A force"):
    columns = columns or (Column("n", "Deaths"),)
    cells = {column.key: Cell.count(1) for column in columns}
    heads = tuple(Row(f"row{i}", f"{label} {i}", cells) for i in range(rows))
    return laid(columns, heads)


def test_the_weekly_briefing_has_two_pages():
    assert len(text_by_page(render_pdf(WEEKLY))) == 2


def test_every_page_is_marked_at_its_head_and_foot():
    pages = text_by_page(render_pdf(weekly(table(120))))

    assert len(pages) > 2
    for page in pages:
        assert page.count("OFFICIAL-SENSITIVE") >= 2


def test_the_marking_stands_in_both_margins():
    with pypdfium2.PdfDocument(render_pdf(WEEKLY)) as pdf:
        height = pdf[1].get_height()
        text = pdf[1].get_textpage()
        head = text.get_text_bounded(bottom=height - 71)
        foot = text.get_text_bounded(top=71)

    assert "OFFICIAL-SENSITIVE" in head
    assert "OFFICIAL-SENSITIVE" in foot
    assert "Page 2 of 2" in foot


def test_every_page_says_which_it_is_of_how_many():
    pages = text_by_page(render_pdf(weekly(table(120))))

    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "weekly-2025-11-20, restricted edition, version 1" in page
        assert "data as at 20 November 2025, 23:59" in page


def test_the_handling_line_stands_on_the_first_page_only():
    first, second = text_by_page(render_pdf(WEEKLY))

    assert "Do not forward" in first
    assert "Do not forward" not in second


def test_a_draft_is_marked_as_one_on_every_page():
    pages = text_by_page(render_pdf(weekly(issued=None)))

    assert all(page.count("OFFICIAL-SENSITIVE - DRAFT") >= 2 for page in pages)


def test_every_block_is_printed():
    text = printed(WEEKLY)

    for words in WEEKLY.words():
        if " " in words and "FOI 2000" not in words:
            assert " ".join(words.split()) in text or words in _drawn_in_charts(), words


def _drawn_in_charts() -> set[str]:
    """What a chart shows as a drawing, broken over lines or named by its axis."""
    axes = {"Week ending", "Deaths notified", "Deaths since 1 April"}
    return axes | {"Usual range 1 to 10", "2024-25, as known then", *LABELS}


def test_every_number_of_a_table_is_printed_in_its_row():
    text = printed(weekly(W1))

    for row in W1.rows:
        cells = " ".join(row.cells[column.key].shown for column in W1.columns)
        assert cells in text


def test_the_same_document_gives_the_same_bytes():
    assert render_pdf(WEEKLY) == render_pdf(WEEKLY)


def test_another_document_gives_other_bytes():
    assert render_pdf(WEEKLY) != render_pdf(replace(WEEKLY, version=2))


def test_the_date_of_the_file_is_the_document_s_own():
    issued = datetime(2025, 11, 26, 9, 30, tzinfo=UTC)

    with opened(render_pdf(weekly(issued=issued))) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20251126093000Z"


def test_the_metadata_names_no_person():
    front = replace(WEEKLY.front, author="Somebody Named", recipients="Others Named")
    with opened(render_pdf(weekly(front=front))) as pdf:
        values = {str(key): str(value) for key, value in pdf.docinfo.items()}

    assert set(values) == {
        "/Title",
        "/Author",
        "/Subject",
        "/Creator",
        "/Producer",
        "/Keywords",
        "/CreationDate",
        "/ModDate",
        "/Trapped",
    }
    assert values["/Author"] == "Domestic Homicide Project"
    assert "Named" not in "".join(values.values())


def test_every_font_is_embedded_and_none_is_helvetica():
    with opened(render_pdf(WEEKLY)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]

        assert fonts
        for font in fonts:
            assert "LiberationSans" in str(font.BaseFont)
            assert "/FontFile2" in font.FontDescriptor


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_it_is_written(name):
    row = Row("a", name, {"n": Cell.words(name)})
    words = replace(table(0, Column("n", "Name", numeric=False)), rows=(row,))

    assert printed(weekly(Heading(2, name), Text(name), words)).count(name) == 4


def test_characters_that_the_typeface_lacks_are_told_before_printing():
    assert unprintable(weekly(Text("ສ and 🙂"))) == ("ສ", "🙂")
    assert unprintable(weekly(Text("李 and محمد"))) == ()
    assert unprintable(WEEKLY) == ()


@pytest.mark.parametrize("fragment", MARKUP)
def test_hostile_words_are_printed_as_typed(fragment):
    row = Row("a", fragment, {"n": Cell.words(fragment)})
    grid = replace(table(0, Column("n", fragment, numeric=False)), rows=(row,), notes=(fragment,))
    blocks = (Heading(2, fragment), Text(fragment), Bullets((fragment,)), Note(fragment), grid)

    text = printed(weekly(*blocks, title=fragment)).replace(" ", "")

    assert text.count(fragment.replace(" ", "")) >= 8


_opened: list[str] = []
sys.addaudithook(lambda event, args: _opened.append(str(args[0])) if event == "open" else None)


def test_hostile_words_open_no_file():
    render_pdf(WEEKLY)  # whatever is loaded once is loaded now
    _opened.clear()

    render_pdf(weekly(*(Text(fragment) for fragment in MARKUP)))

    assert _opened == []


def test_the_watch_on_files_would_see_one():
    _opened.clear()

    with open("/etc/hostname") as file:
        file.read()

    assert "/etc/hostname" in _opened


def test_control_characters_and_halves_do_not_stop_the_print():
    text = printed(weekly(Text("a\x00b\x0bc\x1b[0m"), Text("half \ud800 here"), Text("")))

    assert "abc[0m" in text


def test_a_long_table_goes_over_pages_and_repeats_its_head():
    pages = text_by_page(render_pdf(weekly(table(60))))

    holding = [page for page in pages if re.search(r"A force \d", page)]
    assert len(holding) >= 2
    assert all("Force Deaths" in page for page in holding)
    rows = [int(n) for n in re.findall(r"A force (\d+) 1", " ".join(pages))]
    assert rows == list(range(60))


def test_a_row_is_never_split_between_pages():
    pages = text_by_page(render_pdf(weekly(table(90, label="One force with a name so long " * 3))))

    starts = sum(page.count("One force with a name so long One") for page in pages)
    ends = sum(len(re.findall(r"long \d+ 1", page)) for page in pages)
    assert starts == ends == 90


def test_a_long_table_never_begins_at_the_very_foot_of_a_page():
    for lines in range(10, 34):
        pages = text_by_page(render_pdf(weekly(*[Text("A line of text.")] * lines, table(60))))
        titled = next(page for page in pages if "Table T1" in page)
        assert "A force 3 1" in titled


def test_an_empty_table_says_none():
    assert "Force Deaths None." in printed(weekly(table(0)))


def test_a_table_without_numbers_still_prints():
    lonely = replace(table(0), columns=(), rows=(Row("a", "Only a label", {}),))

    assert "Only a label" in printed(weekly(lonely))


def test_a_cell_longer_than_a_page_is_printed_whole():
    story = " ".join(f"word{i}" for i in range(3_000))
    row = Row("a", "Kent", {"n": Cell.words(story)})
    long = replace(table(0, Column("n", "Story", numeric=False)), rows=(row,))

    found = re.findall(r"word\d+", printed(weekly(long)))
    assert len(found) == 3_000


def test_a_word_longer_than_its_column_is_printed_whole():
    word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
    row = Row("a", word, {"n": Cell.words(word)})
    long = replace(table(0, Column("n", word)), rows=(row,))

    text = printed(weekly(long)).replace(" ", "")
    assert text.count(word) == 3


def test_marks_are_explained_under_their_table():
    row = Row("a", "Kent", {"n": Cell.marked(Mark.CONFIDENTIAL)})

    text = printed(weekly(replace(table(0), rows=(row,))))
    assert "Kent [c] [c] withheld so that nobody can be identified" in text


def test_an_empty_document_is_still_a_marked_page():
    (page,) = text_by_page(render_pdf(replace(WEEKLY, blocks=())))

    assert page.count("OFFICIAL-SENSITIVE") >= 2
    assert "Page 1 of 1" in page


@pytest.mark.parametrize("marking", ["official", "Official-Sensitive"])
def test_the_marking_is_in_capitals(marking):
    front = replace(WEEKLY.front, marking=marking)

    assert printed(weekly(front=front)).startswith(marking.upper())
