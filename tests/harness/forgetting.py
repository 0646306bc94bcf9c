"""A plugin for runs that change the code under test: what one test has cached, no other meets.

Else the test that fills a cache would seem to be the only one that reaches the function behind it.
"""

import sys
from collections.abc import Callable
from functools import cache

import pytest


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each test works everything out anew."""
    for forget in caches():
        forget()


@cache
def caches() -> list[Callable[[], None]]:
    """What empties each cache of the modules that the tests have loaded."""
    return [
        value.cache_clear
        for name, module in list(sys.modules.items())
        if name.startswith("dhp.")
        for value in vars(module).values()
        if hasattr(type(value), "cache_clear")
    ]
