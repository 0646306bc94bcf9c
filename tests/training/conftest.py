"""The people of the tests of coding, and the starting codebook."""

from tests.coding.conftest import signed_in, world

__all__ = ["signed_in", "world"]
