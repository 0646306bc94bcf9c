"""Signing in with an organisation's account: by issuer and subject, never by an address."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import sqlalchemy as sa
from joserfc.jwk import ECKey
from oidc_provider_mock import User as TheirUser
from oidc_provider_mock import run_server_in_thread

from dhp.accounts import actions
from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import SignIn, User
from dhp.accounts.organisation.models import Identity
from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from tests.accounts.issuing import CLIENT, ELSEWHERE, ISSUER, SETTINGS, Issuing
from tests.accounts.people import PASSWORD, add_user

BACK = "/sign-in/organisation/back"


@pytest.fixture
def issuing(app, monkeypatch):
    app.config.update(SETTINGS)
    return Issuing(monkeypatch)


@pytest.fixture
def spoc(database):
    """A contact of Kent who signs in with Kent's account."""
    user = add_user(RoleName.SPOC, password_hash=None, code_secret=None)
    database.session.add(Identity(user_id=user.id, issuer=ISSUER, subject="kent-7"))
    database.session.commit()
    return user


def go(client, address="/sign-in/organisation"):
    """What the browser was sent away with."""
    query = parse_qs(urlsplit(client.get(address).location).query)
    return {name: values[0] for name, values in query.items()}


def come_back(client, asked, **other):
    return client.post(BACK, data={"code": "abc", "state": asked["state"]} | other)


def failures(database):
    statement = sa.select(TrailEvent.body).where(TrailEvent.act == "account.sign-in-failed")
    return database.session.scalars(statement.order_by(TrailEvent.seq)).all()


def test_the_right_token_lets_its_owner_in(client, issuing, spoc, database):
    asked = go(client)
    issuing.token = issuing.sign(issuing.claims(asked["nonce"]))

    answered = come_back(client, asked)

    assert answered.status_code == 302
    assert client.get("/account").status_code == 200
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid"
    assert len(issuing.asked["code_verifier"]) >= 43
    assert failures(database) == []
    assert database.session.scalars(sa.select(SignIn.second_factor_at)).one() is not None


def at(**later):
    return int((now() + timedelta(**later)).timestamp())


FORGED = {
    "another tenant, same address": {"iss": "https://evil.example"},
    "another force's tenant, same subject": {"iss": ELSEWHERE},
    "another person of the tenant, same address": {"sub": "kent-8"},
    "for another service": {"aud": "another"},
    "for several, given to another": {"aud": [CLIENT, "another"], "azp": "another"},
    "over": {"exp": at(minutes=-3)},
    "without an end": {"exp": None},
    "made long ago": {"iat": at(minutes=-20)},
    "made tomorrow": {"iat": at(days=1)},
    "not valid yet": {"nbf": at(minutes=20)},
    "the nonce of another try": {"nonce": "of another try"},
    "no nonce": {"nonce": None},
    "no second factor told": {"amr": None},
    "a password alone": {"amr": ["pwd"]},
    "a second factor in other words": {"amr": "mfa"},
    "of nobody": {"sub": ""},
}
SIGNED = {
    "not signed": lambda issuing, claims: issuing.unsigned(claims),
    "signed with the public key": lambda issuing, claims: issuing.signed_with_what_is_public(
        claims
    ),
    "signed by a stranger": lambda issuing, claims: issuing.sign(
        claims, ECKey.generate_key("P-256", {"kid": "one"})
    ),
    "changed after it was signed": lambda issuing, claims: issuing.sign(claims)[:-40] + "A" * 40,
    "no token at all": lambda *_: "",
}


@pytest.mark.parametrize("what", [*FORGED, *SIGNED])
def test_a_forged_or_stale_token_is_refused_and_recorded(client, issuing, spoc, database, what):
    asked = go(client)
    claims = issuing.claims(asked["nonce"], **FORGED.get(what, {}))
    issuing.token = SIGNED.get(what, lambda _, plain: issuing.sign(plain))(issuing, claims)

    answered = come_back(client, asked)

    assert "There is a problem" in answered.text
    assert client.get("/account").location == "/sign-in"
    [body] = failures(database)
    assert '"proof":"organisation"' in body.replace(" ", "")
    assert "example.org" not in body


def test_a_swapped_state_or_a_second_use_is_refused(client, app, issuing, spoc, database):
    asked = go(client)
    issuing.token = issuing.sign(issuing.claims(asked["nonce"]))

    swapped = come_back(client, asked, state=go(app.test_client())["state"])
    again = come_back(client, asked)

    assert "was not accepted" in swapped.text
    assert "was not accepted" in again.text
    assert len(failures(database)) == 2


def test_coming_back_by_a_link_alone_changes_nothing(client, issuing, spoc, database):
    asked = go(client)

    page = client.get(f"{BACK}?code=abc&state={asked['state']}")

    assert "Go on" in page.text
    assert client.get("/account").location == "/sign-in"
    assert failures(database) == []


def test_a_disabled_person_stays_out(client, issuing, spoc, database):
    spoc.disabled_at = now()
    database.session.commit()
    asked = go(client)
    issuing.token = issuing.sign(issuing.claims(asked["nonce"]))

    assert "not known here" in come_back(client, asked).text


def test_without_the_setting_there_is_no_such_way(client, app, database):
    assert client.get("/sign-in/organisation").status_code == 404
    assert client.get(BACK).status_code == 404
    assert "organisation" not in client.get("/sign-in").text


def invited(database, force="E23000032"):
    load_forces(database.session())
    lead = add_user(RoleName.LEAD)
    given = {"email": "new@example.org", "name": "Jo Moss", "role": RoleName.SPOC}
    user, token = actions.invite(**given, force=force_with(force), by=lead)
    database.session.commit()
    return user, f"/invitations/{token}/organisation"


def test_an_invitation_attaches_the_account_and_nothing_else_does(client, issuing, database, app):
    user, link = invited(database)
    before = go(client)
    issuing.token = issuing.sign(issuing.claims(before["nonce"], email="new@example.org"))
    unknown = come_back(client, before)

    asked = go(client, link)
    issuing.token = issuing.sign(issuing.claims(asked["nonce"]))
    joined = come_back(client, asked)

    assert "not known here" in unknown.text
    assert joined.status_code == 302
    database.session.expire_all()
    assert user.joined_at is not None
    kept = database.session.scalars(sa.select(Identity)).one()
    assert (kept.issuer, kept.subject, kept.user_id) == (ISSUER, "kent-7", user.id)
    assert app.test_client().get(link).status_code == 404


def test_an_account_of_another_force_joins_nobody(client, issuing, database):
    user, link = invited(database, force="E23000031")
    asked = go(client, link)
    issuing.token = issuing.sign(issuing.claims(asked["nonce"]))

    come_back(client, asked)

    database.session.expire_all()
    assert user.joined_at is None
    assert database.session.scalar(sa.select(Identity.id)) is None


@pytest.mark.parametrize(("said", "place"), [({}, 303), ({"auth_time": at(minutes=-9)}, 200)])
def test_the_proof_is_given_by_the_organisation_again(client, issuing, spoc, said, place):
    first = go(client)
    issuing.token = issuing.sign(issuing.claims(first["nonce"]))
    come_back(client, first)
    assert "/account/proof/organisation" in client.get("/account/proof").text

    asked = go(client, "/account/proof/organisation")
    issuing.token = issuing.sign(issuing.claims(asked["nonce"], **said))

    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert come_back(client, asked).status_code == place


def test_a_password_is_never_asked_of_whoever_has_none(client, issuing, spoc):
    answered = client.post("/sign-in", data={"email": spoc.email, "password": PASSWORD})

    assert "do not belong together" in answered.text


@pytest.mark.parametrize(("amr", "inside"), [(["mfa"], True), (["pwd"], False)])
def test_a_real_provider_is_understood(client, app, database, amr, inside):
    theirs = TheirUser(sub="kent-7", claims={"amr": amr})
    with run_server_in_thread(user_claims=[theirs]) as server:
        issuer = f"http://localhost:{server.server_port}"
        discovery = f"{issuer}/.well-known/openid-configuration"
        known = requests.get(discovery, timeout=5).json()["issuer"]
        app.config.update(SETTINGS | {"OIDC_DISCOVERY": discovery, "OIDC_TENANTS": {known: "unit"}})
        reader = add_user(RoleName.READER)
        database.session.add(Identity(user_id=reader.id, issuer=known, subject="kent-7"))
        database.session.commit()

        there = client.get("/sign-in/organisation").location
        sent = requests.post(there, data={"sub": "kent-7"}, allow_redirects=False, timeout=5)
        back = parse_qs(urlsplit(sent.headers["Location"]).query)
        client.post(BACK, data={"code": back["code"][0], "state": back["state"][0]})

    assert (client.get("/account").status_code == 200) is inside
    assert database.session.scalar(sa.select(User.id)) == reader.id
