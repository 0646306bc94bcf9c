"""Each test of a definition has it judge anew."""

import pytest

from dhp.definitions.doubt import settle


@pytest.fixture(autouse=True)
def nothing_remembered():
    settle.cache_clear()
