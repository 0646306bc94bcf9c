import re
from dataclasses import replace

import pypdfium2
import pytest

from dhp.reports.blocks import Bullets, Cell, Column, Heading, Note, Row, Text
from dhp.reports.copies import Copy
from dhp.reports.document import Edition
from dhp.reports.outline import outline
from dhp.reports.pdf.rendering import render_pdf
from tests.reports.long import FORCES, long, wide
from tests.reports.pdf.reading import children, elements, opened, tag, text_by_page
from tests.reports.sample import WEEKLY, laid, weekly

COPY = Copy(3, 12, "Chief Constable, Kent", "KNT-7Q2F")


@pytest.fixture(scope="module")
def document():
    return long()


@pytest.fixture(scope="module")
def file(document):
    return render_pdf(document, COPY)


@pytest.fixture(scope="module")
def pages(file):
    return text_by_page(file)


@pytest.fixture(scope="module")
def pdf(file):
    with opened(file) as opened_file:
        yield opened_file


def test_a_long_report_has_its_contents_on_the_first_page_and_a_short_one_has_none(pages):
    assert len(pages) >= 8
    assert "Contents" in pages[0]
    assert "Contents" not in " ".join(text_by_page(render_pdf(WEEKLY)))


def test_main_points_stand_before_the_contents_and_the_imprint_beside_the_last_note(document):
    points = (Heading(2, "First of all"), Bullets(("One thing.",)))
    filled = [Text("Words. " * 60, fixed=True) for _ in range(7)]
    for more in range(1, len(filled), 3):
        blocks = (*points, *document.blocks, *filled[:more], Note("Call.", title="Support"))
        pages = text_by_page(render_pdf(replace(document, blocks=blocks)))

        assert "1. First of all • One thing. Contents 1. First of all 1 " in pages[0]
        assert "Made from: dictionary" in pages[-1]
        assert "Support Call." in pages[-1]


def test_the_contents_name_the_page_on_which_each_heading_stands(document, pages):
    entries = outline(document)

    assert len(entries) > 15
    for entry in entries:
        told = re.search(rf"{re.escape(entry.title)} (\d+)", pages[0])
        assert told, entry
        assert entry.title in pages[int(told[1]) - 1]


def test_each_line_of_the_contents_is_a_tagged_link_to_its_heading(document, pdf):
    tree = elements(pdf)
    (contents,) = [one for one in tree if tag(one) == "TOC"]
    links = [one for one in tree if tag(one) == "Link"]

    assert set(children(contents)) == {"TOCI"}
    assert len(links) == len(children(contents)) == len(outline(document))
    for link, entry in zip(links, outline(document), strict=True):
        (note,) = [kid.Obj for kid in link.K if "/Obj" in kid]
        assert str(note.Contents) == entry.title
        assert "/Dest" in note
        assert [kid for kid in link.K if "/MCID" in kid]


def test_the_tree_leads_from_every_link_to_its_element(pdf):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]

    assert numbers[::2] == sorted(numbers[::2])
    assert notes
    for note in notes:
        owner = owners[int(note.StructParent)]
        assert tag(owner) == "Link"
        assert note.objgen in [kid.Obj.objgen for kid in owner.K if "/Obj" in kid]


def test_bookmarks_are_the_headings_in_two_levels(document, pdf):
    with pdf.open_outline() as bookmarks:
        (top,) = bookmarks.root
    titles = []
    for section in top.children:
        titles.append(section.title)
        titles += [part.title for part in section.children]

    assert titles == [entry.title for entry in outline(document)]


def test_a_table_of_many_columns_stands_on_pages_turned_across_with_its_heading(pdf, pages):
    across = [n for n, page in enumerate(pdf.pages) if page.mediabox[2] > page.mediabox[3]]

    assert across
    for n in across:
        assert "Apr 2025-26" in pages[n]
        assert pages[n].count("OFFICIAL-SENSITIVE") >= 2
    assert "9. Forces" in pages[across[0]]
    assert "10. End" in pages[across[-1] + 1]


def test_a_report_that_ends_with_a_wide_table_goes_on_upright():
    with opened(render_pdf(weekly(wide()))) as pdf:
        last = pdf.pages[-1].mediabox

    assert last[2] < last[3]


def test_the_longest_name_of_a_force_is_printed_whole(pages):
    assert len(FORCES[0]) >= 60
    assert FORCES[0] in " ".join(pages)


def test_a_correction_and_a_comment_are_printed(pages):
    text = " ".join(pages)

    assert "One death was counted twice. We are sorry. This replaces version 1." in text
    assert "We asked the three. Head of analysis, 24 November 2025" in text


def test_every_page_of_a_copy_names_its_recipient_and_bears_the_code_as_furniture(pdf, pages):
    for page, text in zip(pdf.pages, pages, strict=True):
        assert "Copy 3 of 12: Chief Constable, Kent (KNT-7Q2F)" in text
        code = page.Contents.read_bytes().decode("latin-1")
        assert code.index("/Subtype /Watermark") < code.index("/MCID" if "/MCID" in code else "EMC")


def test_what_nobody_received_bears_no_code():
    text = " ".join(text_by_page(render_pdf(WEEKLY)))

    assert "Copy " not in text
    with opened(render_pdf(WEEKLY)) as pdf:
        assert b"Watermark" not in pdf.pages[0].Contents.read_bytes()


def test_a_watermark_is_paler_than_eight_parts_in_a_hundred():
    with pypdfium2.PdfDocument(render_pdf(weekly(issued=WEEKLY.issued), COPY)) as pdf:
        marked = pdf[1].render(scale=0.5, grayscale=True).to_numpy()
    with pypdfium2.PdfDocument(render_pdf(WEEKLY)) as pdf:
        bare = pdf[1].render(scale=0.5, grayscale=True).to_numpy()

    empty = bare[60:380] == 255  # between the marking above and the foot
    assert marked[60:380][empty].min() >= 255 * 0.92
    assert (marked[60:380][empty] < 255).any()


def test_an_edition_for_everybody_is_not_made_in_copies():
    shareable = weekly(*(b for b in WEEKLY.blocks if b.kind not in ("table", "chart")))
    object.__setattr__(shareable, "edition", Edition.SHAREABLE)

    with pytest.raises(ValueError, match="Only a restricted edition"):
        render_pdf(shareable, COPY)


@pytest.mark.parametrize("number", [0, 13])
def test_a_copy_is_one_of_its_number(number):
    with pytest.raises(ValueError, match="There is no copy"):
        Copy(number, 12, "Kent", "K")


def test_a_copy_carries_a_code():
    with pytest.raises(ValueError, match="carries the code"):
        Copy(1, 1, "Kent", " ")


def test_the_end_tells_the_checksum_and_the_trail(document, pages):
    end = pages[-1].replace(" ", "")

    assert document.checksum in end


def test_the_same_copy_gives_the_same_bytes_and_another_does_not(document, file):
    assert render_pdf(document, COPY) == file
    assert render_pdf(document, Copy(4, 12, COPY.recipient, "OTHER")) != file


def test_a_heading_stands_on_the_page_of_what_it_heads(pages):
    for n in range(1, 8):
        (page,) = [
            page for page in pages if f"{n + 1}.1 In numbers" in page and "Contents" not in page
        ]
        assert f"Table W2-{n}:" in page


def test_a_heading_goes_with_the_first_rows_of_a_long_table():
    rows = tuple(Row(f"r{i}", f"A force {i}", {"n": Cell.count(1)}) for i in range(60))
    table = laid((Column("n", "Deaths"),), rows)

    for lines in range(20, 34, 2):
        said = [Text("A line of text.")] * lines
        pages = text_by_page(render_pdf(weekly(Heading(2, "One"), *said, Heading(2, "Two"), table)))
        (page,) = [page for page in pages if "2. Two" in page]
        assert "A force 3 1" in page
