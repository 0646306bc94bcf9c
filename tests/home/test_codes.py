"""Codes of findings and recommendations have their labels from the codebook."""

from datetime import date

import pytest

from dhp.coding.codebook.loading import load_codebook
from dhp.extensions import db
from dhp.home.codes import code_labels
from dhp.learning.actions import Draft, issue, write
from dhp.learning.finding_actions import record_finding
from tests.accounts.people import sign_in_as
from tests.practice.conftest import clock, coder, spoc

__all__ = ["clock", "coder", "spoc"]


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
