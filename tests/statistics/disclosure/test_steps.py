"""The step between two issues of a table."""

import pandas as pd

from dhp.statistics.disclosure.steps import _step


def table(rows: dict[str, list[int]], **attrs: bool) -> pd.DataFrame:
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["north", "south"])
    found.attrs = dict(attrs)
    return found


def test_a_row_that_is_new_came_whole():
    step = _step(table({"april": [3, 1], "may": [2, 0]}), table({"april": [1, 1]}))

    assert step is not None
    assert step.to_dict("index") == {
        "april": {"north": 2, "south": 0},
        "may": {"north": 2, "south": 0},
    }


def test_there_is_no_step_where_a_count_fell_or_a_row_went():
    assert _step(table({"april": [0, 1]}), table({"april": [1, 1]})) is None
    assert _step(table({"may": [3, 1]}), table({"april": [1, 1], "may": [3, 1]})) is None


def test_what_rolled_out_is_no_part_of_a_step():
    now = table({"may": [3, 1]}, rolling=True)

    step = _step(now, table({"april": [1, 1], "may": [3, 0]}))

    assert step is not None
    assert step.to_dict("index") == {"may": {"north": 0, "south": 1}}
    assert step.attrs == {"rolling": True}
