"""What signing in promises, as tables: half a sign-in opens nothing, sessions end when they must."""

from datetime import timedelta

import pytest
import time_machine

from dhp.accounts import passwords
from dhp.accounts.invitation_views import known_words
from dhp.accounts.models import SignIn, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.proof import PROOF_HOLDS
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.web.access import Access, KeyScope, declared_access
from tests.accounts.people import PASSWORD, add_user, sign_in_as
from tests.house.access_matrix import METHODS, _word


def guarded(app):
    """Each method and address that asks for somebody who is signed in."""
    for rule in app.url_map.iter_rules():
        access = declared_access(app.view_functions.get(rule.endpoint, len))
        if rule.endpoint == "static" or access is Access.PUBLIC or isinstance(access, KeyScope):
            continue
        with app.test_request_context():
            values = {name: _word(rule, name) for name in rule.arguments}
            address = app.url_for(rule.endpoint, **values)
        for method in sorted(rule.methods & set(METHODS)):
            yield method, address


def test_au01_after_the_password_alone_every_route_answers_as_to_a_stranger(app, database):
    add_user(RoleName.LEAD)
    half = app.test_client()
    half.post("/sign-in", data={"email": "lead@example.org", "password": PASSWORD})
    assert half.get("/sign-in/code").status_code == 200

    asked = list(guarded(app))
    let_in = [
        one for one in asked if half.open(one[1], method=one[0]).status_code not in (302, 401)
    ]
    led = {half.get(address).location for method, address in asked[::20] if method == "GET"}

    assert let_in == []
    assert led == {"/sign-in"}
    assert len(asked) > 200


GOOD = """
teapot glacier mandolin|lantern-orchard-velvet|x7Gq!p2Lw9zR|мойпарольдлинный|839204710293
kettle7-Mirror2-fog|correct saddle copper tin|zebra_Quilt_93_river|ö-trombone-kiwi-äther
wilting9sapphire|purple monkey dish soap!|GRANITE harbour teapot|three wet cormorants
    spaces  kept   inside|0f1e9ac4b7d2|mandolin🎻glacier🏔river|walnut+thimble=sea|jigsaw.otter.plum
"""
BAD = """
short-one1|password1234|Password123!|qwertyuiop12|iloveyou1234|aaaaaaaaaaaa|abcabcabcabc|123456789012
kentpolice2026|DomesticHomicide1!|domesticabuse24|metropolitanpolice|avonandsomerset99|police-police-1
homicide2026!!|letmein12345|abcdefghijkl|welcome12345|monkey123456|dragondragon1|surreykent2025|qwerty123456
"""


def words(text):
    return [word.strip() for line in text.strip().splitlines() for word in line.split("|")]


def test_au05_which_passwords_are_taken(app, database):
    add_user(RoleName.SPOC)
    known = [*known_words(), "Robin Spoc"]

    def taken(password):
        try:
            passwords.check_strength(password, shortest=passwords.SHORTEST, known=known)
        except DomainError:
            return False
        return True

    judged = {word: taken(word) for word in (*words(GOOD), *words(BAD))}

    assert len(judged) >= 40
    assert [word for word in words(GOOD) if not judged[word]] == []
    assert [word for word in words(BAD) if judged[word]] == []


# Minutes since signing in, of which nothing was done for the last; whether the session still works.
LIVES = [
    (0, 0, True),
    (29, 29, True),
    (31, 31, False),
    (60, 29, True),
    (60, 31, False),
    (719, 5, True),
    (721, 5, False),
    (1440, 0, False),
]


@pytest.mark.parametrize(("age", "idle", "works"), LIVES)
def test_au07_how_long_a_session_works(app, client, database, age, idle, works):
    sign_in_as(client, add_user(RoleName.SPOC))
    row, at = database.session.query(SignIn).one(), now()
    row.began_at = row.second_factor_at = at - timedelta(minutes=age)
    row.seen_at = at - timedelta(minutes=idle)
    database.session.commit()

    with time_machine.travel(at, tick=False):
        assert (client.get("/account").status_code == 200) is works


@pytest.mark.parametrize(
    ("ago", "asked"),
    [(None, True), (0, False), (9, False), (PROOF_HOLDS.total_seconds() / 60 + 1, True)],
)
def test_au07_when_the_proof_is_asked_for_again(client, database, ago, asked):
    sign_in_as(client, add_user(RoleName.LEAD))
    if ago is not None:
        database.session.query(SignIn).one().proved_at = now() - timedelta(minutes=ago)
        database.session.commit()

    answer = client.get("/account/passkeys/new")

    assert (answer.location == "/account/proof") is asked


def test_au06_a_copied_cookie_is_refused_after_each_end_of_a_session(app, database):
    user, ended = add_user(RoleName.READER), {}
    for how in ("signed out", "disabled", "expired"):
        client, copy = app.test_client(), app.test_client()
        user.disabled_at = None
        token = sign_in_as(client, user)
        with copy.session_transaction() as cookie:
            cookie["_user_id"] = token
        assert copy.get("/account").status_code == 200
        end(how, client, database)
        ended[how] = copy.get("/account").location

    assert ended == dict.fromkeys(("signed out", "disabled", "expired"), "/sign-in")


def end(how, client, database):
    if how == "signed out":
        client.post("/sign-out")
    elif how == "expired":
        database.session.query(SignIn).update({"began_at": now() - timedelta(hours=13)})
    else:
        database.session.query(User).update({"disabled_at": now()})
    database.session.commit()
