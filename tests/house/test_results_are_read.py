"""A result is read to its end: one that waits to be read keeps SQLite's shared lock past the commit."""

import ast

from tests.house.sources import modules

ASKED = {"execute", "scalars"}


def dropped(module):
    """The lines that ask the database for rows and read none of them."""
    texts = {
        name.id: ast.unparse(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        for name in node.targets
        if isinstance(name, ast.Name)
    }
    for node in ast.walk(module):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            continue
        call = node.value
        if isinstance(call.func, ast.Attribute) and call.func.attr in ASKED and call.args:
            asked = call.args[0]
            root = ast.unparse(asked).split(".")[0]
            text = texts.get(root, "") + ast.unparse(asked)
            if text.startswith(("select(", "db.select(")) or "with_for_update" in text:
                yield node.lineno


def test_no_result_is_left_unread():
    found = {path: lines for path, module in modules().items() if (lines := list(dropped(module)))}

    assert not found, f"Hold rows by `hold_rows`, or read what you asked for: {found}"


def test_a_result_left_unread_is_noticed():
    careless = (
        "db.session.execute(select(Case.id).with_for_update())",
        "its = select(Case.id)\ndb.session.execute(its.where(Case.id == 1))",
        "def lock():\n    db.session.scalars(statement.with_for_update())",
    )
    careful = ("db.session.execute(select(Case.id)).all()", "db.session.execute(update(Case))")

    assert [len(list(dropped(ast.parse(text)))) for text in careless] == [1, 1, 1]
    assert [len(list(dropped(ast.parse(text)))) for text in careful] == [0, 0]
