import re

import pytest
from flask.testing import FlaskClient


def test_a_route_that_declares_nothing_is_refused_even_to_the_signed_in(
    officer: FlaskClient,
) -> None:
    answer = officer.get("/undeclared")

    assert answer.status_code == 404
    assert "seen" not in answer.text


def test_the_undeclared_and_the_unknown_look_alike(officer: FlaskClient) -> None:
    def page(path: str) -> str:
        return re.sub(r'nonce="[^"]+"', "", officer.get(path).text)

    known = re.search("<main.*</main>", page("/undeclared"), re.DOTALL)
    unknown = re.search("<main.*</main>", page("/nowhere"), re.DOTALL)

    assert known is not None
    assert unknown is not None
    assert known[0] == unknown[0]


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_page_wanted(
    client: FlaskClient,
) -> None:
    sent = client.get("/mine/one?order=date")
    wanted = client.post("/sign-in").text

    assert (sent.status_code, sent.location) == (302, "/sign-in")
    assert wanted == "/mine/one?order=date"


def test_the_wanted_page_is_given_once(client: FlaskClient) -> None:
    client.get("/mine/one")
    client.post("/sign-in")

    assert client.post("/sign-in").text == "/"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "/\t/evil.example"])
def test_no_parameter_decides_where_sign_in_leads(client: FlaskClient, wanted: str) -> None:
    client.get("/mine/one", query_string={"next": wanted})

    answer = client.post("/sign-in", query_string={"next": wanted}).text

    assert answer.startswith("/mine/one?next=")


def test_a_form_sent_after_sign_out_keeps_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/mine/one", data={"what_happened": "He left at nine."})

    assert answer.status_code == 401
    assert "He left at nine." in answer.text
    assert "Try again" in answer.text


def test_the_role_decides_which_routes_are_open(officer: FlaskClient) -> None:
    assert officer.get("/read").text == "read"
    assert officer.get("/decide").status_code == 403
