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
# What the content of a shareable edition may know of numbers: tables and nothing that measures.
NUMBERS = {"dhp.statistics.tables", "dhp.returns.coverage"}


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


def test_what_writes_a_shareable_edition_measures_nothing():
    contents = {
        str(path): module
        for path, module in modules().items()
        if str(path).startswith("dhp/reports/contents/") and _makes_shareable(module)
    }
    lower = ("dhp.statistics", "dhp.returns", "dhp.cases", "dhp.context", "dhp.notifications")
    known = NUMBERS | {"dhp.cases.judging"}  # the name of the definition, not a number

    assert list(contents) == ["dhp/reports/contents/weekly_shareable.py"]
    for module in contents.values():
        for name, _what in imported(module):
            assert not name.startswith(lower) or name in known, name
            assert not name.startswith("dhp.reports.contents") or name.endswith("support"), name


def _makes_shareable(module):
    return any(
        isinstance(node, ast.Attribute) and node.attr == "SHAREABLE" for node in ast.walk(module)
    )
