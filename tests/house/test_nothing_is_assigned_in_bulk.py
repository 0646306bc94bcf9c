"""What somebody sends is read by the name of each field: nothing is written under a name they choose."""

import ast

from tests.house.sources import modules

# What a form or a body would be poured out of, and where it is done on purpose.
POURED = {"populate_obj", "items", "to_dict", "lists", "listvalues", "values", "keys"}
ON_PURPOSE = {"dhp/web/kept_input.py": "what was typed is shown again when the database is away"}
SENT = ("request.form", "request.values", "request.json", "form.data")


def is_sent(value):
    """Whether it is all that somebody sent."""
    return ast.unparse(value).startswith(SENT)


def pours(module):
    """The lines on which all fields of a request are taken at once."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            if node.attr == "populate_obj" or (node.attr in POURED and is_sent(node.value)):
                yield node.lineno
        elif isinstance(node, ast.keyword):
            yield from [node.value.lineno] * (node.arg is None and is_sent(node.value))


def test_no_form_is_poured_into_a_row():
    found = {path for path, module in modules().items() if list(pours(module))}

    assert found == ON_PURPOSE.keys()


def test_pouring_is_noticed():
    careless = ("form.populate_obj(case)", "Case(**request.form)", "dict(request.form.items())")

    assert [list(pours(ast.parse(text))) for text in careless] == [[1], [1], [1]]
