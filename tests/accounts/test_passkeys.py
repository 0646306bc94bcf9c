"""Passkeys: added, used in place of a code, removed; nothing else than the right answer lets in."""

import html
import json
import re

import pyotp
import pytest
import sqlalchemy as sa

from dhp.accounts.guesses import PER_ACCOUNT
from dhp.accounts.models import SignIn
from dhp.accounts.passkeys.actions import keep
from dhp.accounts.passkeys.models import Passkey
from dhp.accounts.permissions import RoleName
from dhp.accounts.recovery.actions import open_recovery, send_link, set_factor
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.mail.models import Message
from tests.accounts.authenticator import Authenticator, data, text
from tests.accounts.people import PASSWORD, SECRET, add_user, sign_in_as

OPTIONS = re.compile(r'data-options="([^"]+)"')


@pytest.fixture
def lead(database):
    return add_user(RoleName.LEAD)


@pytest.fixture
def signed_in(client, lead, database):
    """The lead's browser, in which the proof was given a moment ago."""
    sign_in_as(client, lead)
    database.session.execute(sa.update(SignIn).values(proved_at=now()))
    database.session.commit()
    return client


@pytest.fixture
def device(signed_in, client):
    """A device that the lead has added; the lead is signed out again."""
    made = Authenticator()
    assert add(client, made).location == "/account/passkeys"
    client.post("/sign-out")
    return made


def options_on(client, address):
    return json.loads(html.unescape(OPTIONS.search(client.get(address).text)[1]))


def add(client, device, name="Work laptop"):
    answer = device.create(options_on(client, "/account/passkeys/new"))
    return client.post("/account/passkeys/new", data={"name": name, "answer": answer})


def begin(client, lead):
    client.post("/sign-in", data={"email": lead.email, "password": PASSWORD})
    return options_on(client, "/sign-in/code")


def use(client, answer):
    return client.post("/sign-in/passkey", data={"answer": answer})


def test_a_passkey_is_added_and_lets_its_owner_in_without_a_code(client, lead, device, database):
    answered = use(client, device.get(begin(client, lead)))

    assert answered.status_code == 302
    assert client.get("/account").status_code == 200
    assert "Work laptop" in client.get("/account/passkeys").text
    kept = database.session.scalars(sa.select(Passkey)).one()
    assert (kept.count, kept.used_at is not None) == (1, True)
    bodies = database.session.scalars(sa.select(TrailEvent.body)).all()
    assert any('"way":"passkey"' in body.replace(" ", "") for body in bodies)


def test_the_passkey_alone_opens_nothing(client, lead, device, app):
    answer = device.get(begin(client, lead))

    assert use(app.test_client(), answer).location == "/sign-in"


def changed(device, options, **said):
    """An answer of a device that says something else of itself, or of what it was asked."""
    for name in said.keys() & {"origin", "host", "id"}:
        setattr(device, name, said.pop(name))
    flags = {"flags": said.pop("flags")} if "flags" in said else {}
    return device.get(options | said, **flags)


def false_signature(device, options):
    answer = json.loads(device.get(options))
    signature = data(answer["response"]["signature"])
    answer["response"]["signature"] = text(signature[:-1] + bytes([signature[-1] ^ 1]))
    return json.dumps(answer)


# What is wrong, and how it is made from the device and the options.
FORGED = {
    "another device": lambda _, options: Authenticator().get(options),
    "another key": lambda device, options: changed(Authenticator(), options, id=device.id),
    "a false page": lambda device, options: changed(device, options, origin="https://a.example"),
    "another host": lambda device, options: changed(device, options, host="a.example"),
    "another challenge": lambda device, options: changed(
        device, options, challenge=text(bytes(32))
    ),
    "nobody present": lambda device, options: changed(device, options, flags=0),
    "an answer for adding": lambda device, options: device.create(options),
    "a changed signature": false_signature,
    "parts missing": lambda device, _: json.dumps({"id": text(device.id), "response": {}}),
    "no answer": lambda *_: "",
    "no object": lambda *_: "[1]",
    "not JSON": lambda *_: "{",
}


@pytest.mark.parametrize("kind", FORGED)
def test_a_wrong_answer_lets_nobody_in_and_is_recorded(client, lead, device, database, kind):
    answered = use(client, FORGED[kind](device, begin(client, lead)))

    assert "The passkey did not answer as it should" in answered.text
    assert client.get("/account").location == "/sign-in"
    acts = database.session.scalars(sa.select(TrailEvent.act)).all()
    assert acts.count("account.sign-in-failed") == 1


def test_an_answer_counts_once(client, lead, device, app):
    answer = device.get(begin(client, lead))
    use(client, answer)
    client.post("/sign-out")

    begin(client, lead)

    assert "did not answer as it should" in use(client, answer).text


def test_a_copy_of_a_device_is_noticed_by_its_count(client, lead, device):
    device.count = 6
    use(client, device.get(begin(client, lead)))
    client.post("/sign-out")
    device.count = 3

    assert "did not answer as it should" in use(client, device.get(begin(client, lead))).text


def test_who_tries_wrong_codes_does_not_keep_the_owner_out(client, lead, device, give_code):
    begin(client, lead)
    tries = [give_code(client, "000000").status_code for _ in range(PER_ACCOUNT + 1)]

    assert tries[-1] == 429
    use(client, device.get(begin(client, lead)))
    assert client.get("/account").status_code == 200


def test_the_code_stays_the_other_way_and_the_owner_is_told(
    client, lead, device, give_code, database
):
    begin(client, lead)

    give_code(client, pyotp.TOTP(SECRET).now())

    assert client.get("/account").status_code == 200
    subjects = database.session.scalars(sa.select(Message.subject)).all()
    assert subjects == ["A passkey was added to your account", "A code was used to sign in"]


def test_without_a_script_the_page_points_to_the_code(client, lead, device):
    begin(client, lead)

    page = client.get("/sign-in/code").text

    assert "Without JavaScript this browser cannot use your passkey" in page
    assert "Code from your authenticator app" in page


def test_adding_and_removing_need_a_proof(client, lead, database):
    sign_in_as(client, lead)
    kept = keep("abcd", "abcd", "Phone", by=lead)
    database.session.commit()

    assert client.get("/account/passkeys/new").location == "/account/proof"
    assert client.post("/account/passkeys/new", data={"name": "A"}).location == "/account/proof"
    removal = client.post(f"/account/passkeys/{kept.ref}/remove")
    assert removal.location == "/account/proof"
    assert database.session.scalar(sa.select(Passkey.id)) == kept.id


def test_a_removed_passkey_lets_nobody_in(signed_in, client, lead, database):
    made = Authenticator()
    add(client, made)
    ref = database.session.scalars(sa.select(Passkey.ref)).one()

    client.post(f"/account/passkeys/{ref}/remove")

    client.post("/sign-out")
    client.post("/sign-in", data={"email": lead.email, "password": PASSWORD})
    challenge = {"challenge": text(bytes(32))}
    assert "did not answer" in use(client, made.get(challenge)).text
    assert "Use your passkey" not in client.get("/sign-in/code").text


def test_nobody_removes_the_passkey_of_another(signed_in, client, database):
    other = add_user(RoleName.CODER)
    kept = keep("abcd", "abcd", "Phone", by=other)
    database.session.commit()

    assert client.post(f"/account/passkeys/{kept.ref}/remove").status_code == 404


@pytest.mark.parametrize("fault", ["a false page", "another challenge", "no answer"])
def test_a_wrong_answer_adds_nothing(signed_in, client, database, fault):
    options, device = options_on(client, "/account/passkeys/new"), Authenticator()
    if fault == "a false page":
        device.origin = "https://elsewhere.example"
    if fault == "another challenge":
        options["challenge"] = text(bytes(32))
    answer = "" if fault == "no answer" else device.create(options)

    answered = client.post("/account/passkeys/new", data={"name": "A", "answer": answer})

    assert "The passkey was not added" in answered.text
    assert database.session.scalar(sa.select(Passkey.id)) is None


def test_adding_renews_the_session_so_that_the_answer_counts_once(signed_in, client, app):
    device = Authenticator()
    with client.session_transaction() as cookie:
        before = cookie["_user_id"]
    add(client, device)

    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != before
    assert add(client, Authenticator(), "Phone").location == "/account/passkeys"


def test_a_new_authenticator_ends_every_passkey(client, lead, device, database):
    send_link(lead, by=lead)
    link = database.session.scalars(
        sa.select(Message.text).where(Message.subject == "Set up a new authenticator")
    ).one()
    found = open_recovery(link.partition("/recovery/")[2].split()[0])
    found.code_secret = SECRET

    set_factor(found, pyotp.TOTP(SECRET).now())

    assert database.session.scalar(sa.select(Passkey.id)) is None


@pytest.mark.parametrize(
    ("role", "demanded", "place"),
    [
        (RoleName.LEAD, True, "/account/passkeys"),
        (RoleName.ADMINISTRATOR, True, "/account/passkeys"),
        (RoleName.CODER, True, "/"),
        (RoleName.LEAD, False, "/"),
    ],
)
def test_leads_and_administrators_without_one_are_asked_to_add_one(
    app, client, database, give_code, role, demanded, place
):
    app.config["PASSKEYS_DEMANDED"] = demanded
    user = add_user(role)
    client.post("/sign-in", data={"email": user.email, "password": PASSWORD})

    assert give_code(client).location == place
    assert ("Your role needs a passkey" in client.get("/account/passkeys").text) is (place != "/")
