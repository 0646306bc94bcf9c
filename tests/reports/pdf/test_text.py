import ast
from pathlib import Path

import dhp
from dhp.reports.pdf.text import BODY, Words

PACKAGE = Path(dhp.__file__).parent


def test_no_module_makes_paragraphs_that_read_markup():
    makers = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")}
            if names & {"Paragraph", "XPreformatted"}:
                makers.add(path)

    assert makers == set()


def test_only_charts_and_print_import_reportlab():
    users = {
        path.relative_to(PACKAGE).parts[:-1]
        for path in PACKAGE.rglob("*.py")
        if "reportlab" in path.read_text(encoding="utf-8")
    }

    assert users == {("charts",), ("reports", "pdf")}


def test_words_longer_than_a_page_go_on_over_it_with_two_lines_at_least():
    words = Words("word " * 400, BODY)
    words.wrap(100, 1000)

    first, rest = words.split(100, 100)

    assert first.wrap(100, 1000)[1] + rest.wrap(100, 1000)[1] == words.height
    assert f"{first.text} {rest.text}" == words.text.strip()
    assert words.split(100, BODY.leading) == []


def test_a_part_laid_out_in_another_width_holds_the_same_words():
    words = Words("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 9, BODY)

    first, rest = words.split(60, 200)

    rest.wrap(200, 1000)
    assert f"{first.text} {rest.text}".replace(" ", "") == words.text.replace(" ", "")
