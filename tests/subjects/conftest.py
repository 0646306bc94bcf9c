"""The people and cases of the tests of requests."""

from collections.abc import Sequence

import pytest

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from tests.cases.conftest import MakeUser, coder, given, kent, make_case, make_user

__all__ = ["coder", "given", "kent", "make_case", "make_user"]


@pytest.fixture
def leads(make_user: MakeUser) -> Sequence[User]:
    return make_user(RoleName.LEAD, "Lead One"), make_user(RoleName.LEAD, "Lead Two")
