"""IO-01: each of the strange texts through every column of words, in and out by file and by the API."""

import pytest

from dhp.accounts.permissions import RoleName
from tests.accounts.people import add_user
from tests.exchange.api import test_hostile_text as of_api
from tests.exchange.conftest import forces
from tests.exchange.test_hostile_text import TURNS, try_turn
from tests.harness.examples import tries

__all__ = ["forces"]

pytestmark = [pytest.mark.faults, pytest.mark.database]


@pytest.mark.parametrize("turn", range(tries(1, thorough=TURNS)))
def test_every_text_in_every_column_of_words(forces, database, turn):
    assert try_turn(turn, add_user(RoleName.LEAD)) > 500


@pytest.mark.parametrize("turn", range(tries(1, thorough=len(of_api.PLACES))))
def test_every_text_in_every_place_of_a_request(turn):
    of_api.try_turn(turn)
