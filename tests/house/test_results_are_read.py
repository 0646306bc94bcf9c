"""A result is read to its end: one that waits to be read keeps SQLite's shared lock past the commit."""

import ast

from tests.house.sources import functions, modules

ASKED = {"execute", "scalars"}
WITH = """
def act():
    its = select(Run).execution_options(yield_per=20)
    with db.session.scalars(its) as found:
        return next(found)
"""


def asked_for(scope):
    """Each call in a function that asks the database for rows, with what it asks for, in words."""
    calls = [
        node
        for node in ast.walk(scope)
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "attr", "") in ASKED
    ]
    given = {
        name.id: ast.unparse(node.value)
        for node in (ast.walk(scope) if calls else ())
        if isinstance(node, ast.Assign)
        for name in node.targets
        if isinstance(name, ast.Name)
    }
    for call in calls:
        said = ast.unparse(call.args[0])
        yield call, given.get(said.split(".")[0], "") + said


def dropped(module):
    """The lines that ask the database for rows and read none of them."""
    for scope in functions(module):
        whole = [node.value for node in ast.walk(scope) if isinstance(node, ast.Expr)]
        for call, said in asked_for(scope):
            if call in whole and (said.startswith("select(") or "with_for_update" in said):
                yield call.lineno


def left_open(module):
    """The lines that read rows bit by bit and do not see to it that the result is closed."""
    for scope in functions(module):
        withs = [node for node in ast.walk(scope) if isinstance(node, ast.With)]
        closed = [item.context_expr for node in withs for item in node.items]
        for call, said in asked_for(scope):
            if "yield_per" in said and call not in closed:
                yield call.lineno


def faults(rule):
    """The modules in which a rule finds faults, with their lines."""
    found = {path: list(rule(module)) for path, module in modules().items()}
    return {path: lines for path, lines in found.items() if lines}


def lines(rule, text):
    """Where a rule finds a fault in a function of one line."""
    return list(rule(ast.parse(f"def act(): {text}")))


def test_no_result_is_left_unread():
    found = faults(dropped)

    assert not found, f"Hold rows by `hold_rows`, or read what you asked for: {found}"


def test_what_is_read_bit_by_bit_is_closed():
    found = faults(left_open)

    assert not found, f"Read it in a `with`, which closes it: {found}"


def test_a_result_left_unread_is_noticed():
    careless = (
        "db.session.execute(select(Case.id).with_for_update())",
        "its = select(Case.id); db.session.execute(its.where(Case.id == 1))",
        "db.session.scalars(statement.with_for_update())",
    )
    careful = ("db.session.execute(select(Case.id)).all()", "db.session.execute(update(Case))")

    assert [lines(dropped, text) for text in careless] == [[1], [1], [1]]
    assert [lines(dropped, text) for text in careful] == [[], []]


def test_a_result_left_open_is_noticed():
    asked = "db.session.scalars(select(Run).execution_options(yield_per=20))"

    assert lines(left_open, f"first = next(iter({asked}))") == [1]
    assert lines(left_open, f"found = [*{asked}]") == [1]


def test_a_result_in_a_with_is_closed():
    assert not list(left_open(ast.parse(WITH)))
