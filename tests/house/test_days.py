"""The day of an instant is asked of London: at midnight in summer UTC is still on the day before."""

import ast
import re

from tests.house.sources import modules

# How instants are called here; a date has no `.date()`, and what pandas keeps as days is no instant.
INSTANT = re.compile(r"(_at|\bat|\bends|\bbegins|\binstant|\bthen|now\(\))$")


def days_in_utc(module):
    """The lines that take the day of an instant as UTC has it."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or node.args or not isinstance(node.func, ast.Attribute):
            continue
        asked = node.func.value
        instant = asked.left if isinstance(asked, ast.BinOp) else asked
        if node.func.attr == "date" and INSTANT.search(ast.unparse(instant)):
            yield node.lineno


def test_no_day_is_that_of_utc():
    found = {path: list(days_in_utc(module)) for path, module in modules().items()}
    found = {path: lines for path, lines in found.items() if lines}

    assert not found, f"Ask `london_date(instant)` for the day of an instant: {found}"


def test_a_day_of_utc_is_noticed():
    careless = ("user.joined_at.date()", "now().date()", "(order.ends - HOUR).date()", "at.date()")
    careful = ("london_date(user.joined_at)", "frame.received.date()", "london_time(at).hour")

    assert [list(days_in_utc(ast.parse(text))) for text in careless] == [[1]] * len(careless)
    assert [list(days_in_utc(ast.parse(text))) for text in careful] == [[]] * len(careful)
