import re

import pytest
from pikepdf import Name

from dhp.reports.pdf.rendering import render_pdf
from tests.reports.pdf.reading import children, elements, opened, tag
from tests.reports.pdf.test_rendering import table
from tests.reports.sample import CHART_W1, WEEKLY, weekly


@pytest.fixture(scope="module")
def pdf():
    with opened(render_pdf(WEEKLY)) as file:
        yield file


@pytest.fixture(scope="module")
def tree(pdf):
    return elements(pdf)


def of(tree, *tags):
    return [element for element in tree if tag(element) in tags]


def test_the_file_says_that_it_is_tagged_in_british_english_and_shows_its_title(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title) == WEEKLY.title
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == WEEKLY.title
        assert metadata["pdfuaid:part"] == "1"


def test_headings_stand_in_the_tree_in_order(tree):
    tags = [tag(element) for element in of(tree, "H1", "H2", "H3")]

    assert tags[0] == "H1"
    assert tags.count("H1") == 1
    assert tags.count("H2") == 4


def test_every_figure_has_its_words_and_its_place(tree):
    figures = of(tree, "Figure")

    assert len(figures) == 2
    assert str(figures[0].Alt) == CHART_W1.alternative
    for figure in figures:
        left, low, right, high = (float(side) for side in figure.A.BBox)
        assert 0 < left < right < 596
        assert 0 < low < high < 842


def test_every_head_of_a_table_has_a_direction(tree):
    heads = of(tree, "TH")

    assert len(heads) > 30
    assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}


def test_a_table_holds_its_caption_then_rows_of_equal_length(tree):
    tables = of(tree, "Table")

    assert len(tables) == 3
    for one in tables:
        kids = children(one)
        assert kids[0] == "Caption"
        assert set(kids[1:]) == {"TR"}
        rows = [children(kid) for kid in one.K if tag(kid) == "TR"]
        assert len({len(row) for row in rows}) == 1
        assert set(rows[0]) == {"TH"}
        assert all(row[0] == "TH" and set(row[1:]) == {"TD"} for row in rows[1:])


def test_a_list_holds_items_of_a_label_and_a_body(tree):
    lists = of(tree, "L")

    assert len(lists) == 3  # the front block, the headlines, the asks
    assert [str(one.A.ListNumbering) for one in lists] == ["/None", "/Disc", "/Disc"]
    for one in lists:
        assert set(children(one)) == {"LI"}
        assert all(children(item) == ["Lbl", "LBody"] for item in one.K)


def test_the_parent_tree_leads_from_every_content_to_its_element(pdf, tree):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    by_page = dict(zip(numbers[::2], numbers[1::2], strict=True))

    claimed = {
        (kid.Pg.objgen, int(kid.MCID)): element.objgen
        for element in tree
        for kid in element.K
        if "/MCID" in kid
    }
    assert claimed
    for page in pdf.pages:
        owners = by_page[page.obj.StructParents]
        code = page.Contents.read_bytes().decode("latin-1")
        marked = [int(n) for n in re.findall(r"/MCID (\d+)", code)]
        assert marked == list(range(len(owners)))
        for number, owner in enumerate(owners):
            assert claimed[page.obj.objgen, number] == owner.objgen


@pytest.mark.parametrize("document", [WEEKLY, weekly(table(60))], ids=["weekly", "long table"])
def test_nothing_is_drawn_outside_the_tree_but_furniture(document):
    with opened(render_pdf(document)) as pdf:
        for page in pdf.pages:
            depth, loose = 0, []
            for line in page.Contents.read_bytes().decode("latin-1").splitlines():
                depth += line.count(" BDC") - len(re.findall(r"\bEMC\b", line))
                assert depth in (0, 1)
                if depth == 0 and re.search(r"\b(Tj|S|f|B)\b(?!.*EMC)", line.split("(")[0]):
                    loose.append(line)
            assert depth == 0
            assert loose == []


def test_the_repeated_head_of_a_long_table_is_furniture():
    with opened(render_pdf(weekly(table(60)))) as pdf:
        (one,) = of(elements(pdf), "Table")
        rows = [kid for kid in one.K if tag(kid) == "TR"]

        assert len(rows) == 61
        heads = [cell for row in rows for cell in row.K if tag(cell) == "TH"]
        assert sum(str(head.A.Scope) == "/Column" for head in heads) == 2
        assert all(len(head.K) == 1 for head in heads)


def test_pages_are_read_in_the_order_of_the_tree(pdf):
    assert all(page.obj.Tabs == Name.S for page in pdf.pages)


def test_bookmarks_are_the_headings(pdf):
    with pdf.open_outline() as outline:
        (top,) = outline.root

    assert top.title == WEEKLY.title
    assert [item.title for item in top.children] == [
        "1. Headlines",
        "2. What changed and who is in the figures",
        "3. Emerging themes",
        "4. Response and asks",
    ]
