"""Nothing reaches a shareable edition but what disclosure control cleared."""

import ast

from tests.house.sources import modules

# Who may make a cleared table, and who may read one back that was kept.
MAKERS = {"dhp/statistics/tables.py", "dhp/statistics/disclosure/cleared.py"}
READERS = {
    "dhp/reports/reading.py",
    "dhp/statistics/disclosure/__init__.py",
    "dhp/statistics/disclosure/cleared.py",
    "dhp/statistics/releases/queries.py",
}
# What the sections of reports may know of numbers: tables, words about them, nothing that measures.
LOWER = (
    "dhp.statistics",
    "dhp.returns",
    "dhp.cases",
    "dhp.context",
    "dhp.notifications",
    "dhp.coding",
)
NUMBERS = {"dhp.statistics.tables", "dhp.statistics.comparison", "dhp.returns.wording"}


def imported(module):
    """What a module imports, as (module, name)."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)


def who_names(word):
    return {
        str(path)
        for path, module in modules().items()
        for node in ast.walk(module)
        if (isinstance(node, ast.Name) and node.id == word)
        or (isinstance(node, ast.Attribute) and node.attr == word)
        or (isinstance(node, ast.ImportFrom) and word in {alias.name for alias in node.names})
        or (isinstance(node, ast.FunctionDef) and node.name == word)
    }


def test_only_disclosure_control_holds_the_clearance():
    assert who_names("Clearance") == MAKERS


def test_only_what_was_kept_is_read_back_as_cleared():
    assert who_names("read_cleared") == READERS


def test_what_says_and_draws_what_was_counted_measures_nothing():
    sections = {
        str(path): module
        for path, module in modules().items()
        if str(path).startswith("dhp/reports/contents/sections/")
    }

    assert sections
    for path, module in sections.items():
        for name, _what in imported(module):
            assert not name.startswith(LOWER) or name in NUMBERS, (path, name)
            assert not name.startswith("dhp.reports.contents.tables"), (path, name)
