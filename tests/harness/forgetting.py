"""A plugin for runs that change the code under test: what one test has cached, no other meets.

Else the test that fills a cache would seem to be the only one that reaches the function behind it.
"""

import sys
from collections.abc import Callable

import pytest


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    for forget in _caches():
        forget()


def _caches() -> list[Callable[[], None]]:
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("dhp.")]
    return [
        value.cache_clear
        for module in modules
        for value in vars(module).values()
        if hasattr(type(value), "cache_clear")
    ]
