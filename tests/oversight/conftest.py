"""The people, forces and cases of the record's own tests."""

from tests.cases.conftest import coder, kent, make_case, make_user, sign_in, statements

__all__ = ["coder", "kent", "make_case", "make_user", "sign_in", "statements"]
