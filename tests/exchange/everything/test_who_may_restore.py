"""Who may put a record back: the role that owns the tables, and no other."""

import pytest

from dhp.audit.trail import Command
from dhp.errors import Refused
from dhp.exchange.everything.leaving import leave
from dhp.exchange.everything.restoring import restore

pytestmark = pytest.mark.only_on("postgresql")


def test_the_service_itself_may_not_put_a_trail_back(database, tmp_path):
    leave(tmp_path / "left", list, by=Command())

    with pytest.raises(Refused, match="the role that owns the tables"):
        restore(tmp_path / "left")
