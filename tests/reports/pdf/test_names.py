import unicodedata

import pytest

from dhp.charts.lettering import runs_from_right
from dhp.reports.blocks import Cell, Column, Row
from dhp.reports.pdf.rendering import render_pdf, unprintable
from tests.reports.names import names
from tests.reports.pdf.reading import elements, opened, text_by_page
from tests.reports.sample import laid, weekly

NAMES = names()
COLUMNS = (Column("name", "Name", numeric=False),)


@pytest.fixture(scope="module")
def document():
    rows = tuple(Row(str(i), str(i), {"name": Cell.words(n)}) for i, n in enumerate(NAMES))
    return weekly(laid(COLUMNS, rows, row_head="No"))


@pytest.fixture(scope="module")
def pdf(document):
    return render_pdf(document)


def vowelled(name):
    """Whether a name from the right has vowel signs, which few readers of files put in order."""
    return runs_from_right(name) and any(unicodedata.combining(c) for c in name)


def test_there_are_five_hundred_names():
    assert len(NAMES) >= 500


def test_no_letter_of_a_name_is_missing(document):
    assert unprintable(document) == ()


def test_every_name_can_be_copied_from_the_print(pdf):
    text = unicodedata.normalize("NFC", " ".join(text_by_page(pdf)))

    lost = [n for n in NAMES if unicodedata.normalize("NFC", n) not in text and not vowelled(n)]
    assert lost == []


def test_every_name_from_the_right_is_said_by_the_structure(pdf):
    with opened(pdf) as file:
        said = {str(one.ActualText) for one in elements(file) if "/ActualText" in one}

    assert said >= {unicodedata.normalize("NFC", n) for n in NAMES if runs_from_right(n)}


def test_no_name_is_printed_with_the_shape_for_missing_letters(pdf):
    with opened(pdf) as file:
        for page in file.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor
            assert b"\\000" not in page.Contents.read_bytes()


def test_the_order_in_which_reports_are_printed_changes_no_byte(document, pdf):
    render_pdf(weekly(laid(COLUMNS, (), title="ਪ੍ਰੀਤ", unit="محمود", base="بلال")))

    assert render_pdf(document) == pdf
