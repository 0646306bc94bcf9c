"""A page takes any text that the gate for text let through, and runs none of it."""

from dataclasses import replace

import pytest

from dhp.errors import DomainError
from dhp.reports.blocks import Bullets, Cell, Column, Note, Row, Text
from dhp.reports.pdf.rendering import render_pdf, unprintable
from dhp.web.text import LONGEST, clean_text
from tests.hostile import ALL
from tests.reports.pdf.reading import text_by_page
from tests.reports.sample import CHART_W1, laid, weekly


def admitted():
    """The texts that can be kept, and so be printed."""
    for text in ALL:
        try:
            if clean_text(text).strip():
                yield clean_text(text).strip()
        except DomainError:
            continue


def test_every_text_that_can_be_kept_is_printed_or_its_letters_are_named():
    blocks = [Text(text) for text in dict.fromkeys(admitted()) if len(text) < 10_000]
    lacking = unprintable(weekly(*blocks))
    printable = [one for one in blocks if not set(one.text) & set("".join(lacking))]

    pages = text_by_page(render_pdf(weekly(*blocks)))

    words = "".join("".join(pages).split())
    plain = [one.text for one in printable if one.text.isascii() and len(one.text) < 60]
    assert len(plain) > 300
    assert [text for text in plain if "".join(text.split()) not in words] == []


RUNNING = "m" * LONGEST
WORDY = (Column("words", "Words", numeric=False),)
LONG_BLOCKS = {
    "a paragraph": Text(RUNNING),
    "a list": Bullets((RUNNING,)),
    "a note": Note(RUNNING),
    "a cell": laid(WORDY, (Row("kent", "Kent", {"words": Cell.words(RUNNING)}),)),
    "the title of a table": laid(WORDY, (), title=RUNNING),
    "a footnote": laid(WORDY, (), notes=(RUNNING,)),
    "what a chart says": replace(CHART_W1, alternative=RUNNING),
}


@pytest.mark.parametrize("block", LONG_BLOCKS.values(), ids=LONG_BLOCKS)
def test_the_longest_text_without_a_space_goes_on_over_pages(block):
    assert "".join(text_by_page(render_pdf(weekly(block)))).count("m") >= LONGEST


@pytest.mark.parametrize("paragraphs", range(24, 36, 2))
def test_a_long_text_goes_on_wherever_on_a_page_it_begins(paragraphs):
    above = [Text("One line.") for _ in range(paragraphs)]

    assert "".join(text_by_page(render_pdf(weekly(*above, Text(RUNNING))))).count("m") >= LONGEST
