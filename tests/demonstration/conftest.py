"""Where the tests of the invented history run."""

from pathlib import Path

import pytest

HISTORY = "test_history.py"


@pytest.hookimpl(tryfirst=True)  # before the tests for one kind of database are picked out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A history is lived and verified on both kinds of database; what is seen in it, usually on one.

    Each row of it was made by an action that has tests of its own on both.
    """
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.name != HISTORY:
            item.add_marker(pytest.mark.usually_on("sqlite"))
