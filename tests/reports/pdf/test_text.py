import ast
from pathlib import Path

import dhp
from dhp.reports.pdf import text

PACKAGE = Path(dhp.__file__).parent


def test_no_other_module_makes_paragraphs():
    makers = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")}
            if names & {"Paragraph", "XPreformatted"}:
                makers.add(path)

    assert makers == {Path(text.__file__)}


def test_only_charts_and_print_import_reportlab():
    users = {
        path.relative_to(PACKAGE).parts[:-1]
        for path in PACKAGE.rglob("*.py")
        if "reportlab" in path.read_text(encoding="utf-8")
    }

    assert users == {("charts",), ("reports", "pdf")}
