"""Codes of a recommendation have their labels, and practice on their themes stands beside it."""

from datetime import date

import pytest

from dhp.accounts.permissions import RoleName
from dhp.coding.codebook_loading import load_codebook
from dhp.extensions import db
from dhp.home.beside import code_labels
from dhp.learning.actions import Draft, issue, write
from dhp.learning.finding_actions import record_finding
from tests.accounts.people import add_user, sign_in_as
from tests.practice.conftest import add_listed, clock, coder, lead, spoc

__all__ = ["add_listed", "clock", "coder", "lead", "spoc"]


@pytest.fixture
def address(coder, spoc):
    load_codebook(db.session())
    finding = record_finding("History is missed", "Not searched.", ["5.03.01"], by=coder)
    given = {"forces": [spoc.force], "findings": [finding]}
    one = write(Draft("Search", "Everywhere.", "Head", date(2027, 1, 1), **given), by=coder)
    issue(one, by=coder, version=one.version)
    db.session.commit()
    return f"/learning/recommendations/{one.ref}"


def test_before_there_is_a_codebook_no_code_has_a_label(database):
    assert code_labels() == {}


def test_codes_are_shown_with_their_labels_and_unknown_ones_refused(client, address, coder):
    sign_in_as(client, coder)

    assert "5.03.01 History checks made" in client.get(address).text
    refused = client.post(
        "/learning/findings/new", data={"title": "T", "words": "W", "codes": "5.99"}
    )
    assert refused.status_code == 422
    assert "There is no code 5.99" in refused.text


def test_practice_on_the_same_theme_stands_beside(client, address, add_listed, coder, spoc):
    add_listed(title="A second look", themes=("5.03",))
    add_listed(title="Something else", themes=("6.01",))

    for user in (coder, spoc):
        sign_in_as(client, user)
        text = client.get(address).text
        assert "A second look (promising)" in text
        assert "Something else" not in text
    sign_in_as(client, add_user(RoleName.AUDITOR))
    assert "A second look" not in client.get(address).text
