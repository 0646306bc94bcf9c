"""A passkey as the proof that a page left open cannot give: alone, so the device must ask who it is."""

import html
import json

import pytest
import sqlalchemy as sa

from dhp.accounts.guesses import PER_ACCOUNT
from dhp.accounts.models import SignIn
from dhp.audit.models import TrailEvent
from tests.accounts.authenticator import PRESENT, VERIFIED, Authenticator, text
from tests.accounts.people import sign_in_as
from tests.accounts.test_passkeys import (
    FORGED,
    OPTIONS,
    begin,
    device,
    lead,
    options_on,
    signed_in,
    use,
)

# What a device signed is the same to both; the rows of a passkey have tests of their own.
pytestmark = pytest.mark.usually_on("sqlite")

__all__ = ["device", "lead", "signed_in"]

ASKED = PRESENT | VERIFIED
WANTED = "/account/passkeys/new"  # a page that asks for a proof
FORGED_ALONE = FORGED | {
    "a device that asked nobody": lambda device, options: device.get(options),
    "verified, but nobody there": lambda device, options: device.get(options, flags=VERIFIED),
}


@pytest.fixture
def wanting(client, lead, device):
    """The lead's browser, signed in, and asked for a proof on the way to `WANTED`."""
    sign_in_as(client, lead)
    assert client.get(WANTED).location == "/account/proof"
    return client


def prove(client, answer):
    return client.post("/account/proof/passkey", data={"answer": answer})


def is_proved(client):
    return client.get(WANTED).status_code == 200


def test_a_passkey_proves_who_one_is_and_leads_to_what_was_wanted(wanting, device, database):
    options = options_on(wanting, "/account/proof")

    answered = prove(wanting, device.get(options, flags=ASKED))

    assert (answered.status_code, answered.location) == (303, WANTED)
    assert is_proved(wanting)
    assert options["userVerification"] == "required"
    bodies = database.session.scalars(sa.select(TrailEvent.body)).all()
    proofs = [json.loads(one) for one in bodies if "proved-again" in one]
    assert [one["way"] for one in proofs] == ["passkey"]


def test_what_was_typed_is_kept_through_the_proof_by_passkey(wanting, device, database):
    database.session.execute(sa.update(SignIn).values(kept_form='{"name": "A"}'))
    database.session.commit()
    page = wanting.get("/account/proof").text
    assert "What you typed is kept." in page

    wrong = prove(wanting, "").text

    assert "What you typed is kept." in wrong
    assert "Use your passkey" in wrong
    options = json.loads(html.unescape(OPTIONS.search(wrong)[1]))
    assert prove(wanting, device.get(options, flags=ASKED)).location == WANTED


@pytest.mark.parametrize("kind", FORGED_ALONE)
def test_a_wrong_answer_proves_nothing_and_is_recorded(wanting, device, database, kind):
    answered = prove(wanting, FORGED_ALONE[kind](device, options_on(wanting, "/account/proof")))

    assert "The passkey did not answer as it should" in answered.text
    assert not is_proved(wanting)
    acts = database.session.scalars(sa.select(TrailEvent.act)).all()
    assert acts.count("account.sign-in-failed") == 1


def test_an_answer_proves_once(wanting, device, database):
    answer = device.get(options_on(wanting, "/account/proof"), flags=ASKED)
    prove(wanting, answer)
    database.session.execute(sa.update(SignIn).values(proved_at=None))
    database.session.commit()

    assert "did not answer as it should" in prove(wanting, answer).text
    assert not is_proved(wanting)


def test_what_was_signed_for_signing_in_proves_nothing(client, lead, device):
    answer = device.get(begin(client, lead), flags=ASKED)
    use(client, device.get(begin(client, lead)))
    client.get(WANTED)

    assert "did not answer as it should" in prove(client, answer).text


def test_the_passkey_of_another_browser_of_the_same_person_proves_nothing(
    wanting, lead, device, app
):
    other = app.test_client()
    sign_in_as(other, lead)
    answer = device.get(options_on(other, "/account/proof"), flags=ASKED)

    assert "did not answer as it should" in prove(wanting, answer).text


def test_a_copy_of_a_device_is_noticed_by_its_count(wanting, device):
    device.count = 6
    prove(wanting, device.get(options_on(wanting, "/account/proof"), flags=ASKED))
    device.count = 3

    again = prove(wanting, device.get(options_on(wanting, "/account/proof"), flags=ASKED))

    assert "did not answer as it should" in again.text


def test_guesses_are_counted(wanting):
    statuses = [prove(wanting, "").status_code for _again in range(PER_ACCOUNT + 1)]

    assert statuses == [200] * PER_ACCOUNT + [429]


def test_nobody_proves_anything_who_is_not_signed_in(app, device):
    assert prove(app.test_client(), device.get({"challenge": text(bytes(32))})).status_code == 401


def test_who_has_no_passkey_is_not_asked_for_one(signed_in, database):
    database.session.execute(sa.update(SignIn).values(proved_at=None))
    database.session.commit()

    assert "passkey" not in signed_in.get("/account/proof").text.casefold()
    assert "did not answer" in prove(signed_in, Authenticator().get({"challenge": "AA"})).text
