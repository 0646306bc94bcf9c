"""The people and cases of the tests of what a change touches."""

from tests.cases.conftest import coder, kent, make_case, make_user

__all__ = ["coder", "kent", "make_case", "make_user"]
