"""A page takes any text that the gate for text let through, and runs none of it."""

from dhp.errors import DomainError
from dhp.reports.blocks import Text
from dhp.reports.pdf.rendering import render_pdf, unprintable
from dhp.web.text import clean_text
from tests.hostile import ALL
from tests.reports.pdf.reading import text_by_page
from tests.reports.sample import weekly


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
