"""The application with its own filter switched off: every list gives all rows, whoever asks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from types import FunctionType
from typing import Any
from unittest.mock import patch

from sqlalchemy import Select, true

FILTERS = {"visible_to", "readable_by", "visible_to_force", "lines_visible_to", "rows_visible_to"}
FILTERS |= {"_of_force", "visible_in_unit"}  # what statements that are built once begin with
CONDITIONS = {"under_agreement", "has_part", "forces_condition"}


def filters() -> dict[str, Any]:
    """Every function that says which rows a person may see, by where it is written."""
    return {
        f"{value.__module__}.{value.__name__}": value
        for name, module in list(sys.modules.items())
        if name.startswith("dhp.") and module is not None
        for value in list(vars(module).values())
        if isinstance(value, FunctionType) and value.__name__ in FILTERS | CONDITIONS
    }


@contextmanager
def without(switched_off: dict[str, Any]) -> Iterator[None]:
    """Give all rows wherever one of these functions is called, by whichever name it was imported."""
    places = [
        (module, attribute, function)
        for name, module in list(sys.modules.items())
        if name.startswith("dhp.") and module is not None
        for attribute, value in list(vars(module).items())
        for function in switched_off.values()
        if value is function
    ]
    patches = [patch.object(module, name, _wide(function)) for module, name, function in places]
    for one in patches:
        one.start()
    forget_statements()
    try:
        yield
    finally:
        for one in patches:
            one.stop()
        forget_statements()


def forget_statements() -> None:
    """Let statements that are built once be built anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dhp.") and name.endswith((".queries", ".listing")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _wide(function: Any) -> Any:
    if function.__name__ in CONDITIONS:
        return lambda *_given, **_named: true()

    @wraps(function)
    def all_rows(*given: Any, **named: Any) -> Any:
        statement = function(*given, **named)
        if not isinstance(statement, Select):
            return statement
        wide = statement._generate()
        wide._where_criteria = ()
        return wide

    return all_rows
