import logging

import pytest
from flask.testing import FlaskClient

from dhp.extensions import db, sign_in_manager
from tests.web.conftest import MakeApp

TYPED = {"death.circumstances": "Line one.\n<script>alert(1)</script>", "password": "hunter22"}


def test_a_database_that_is_down_gives_the_input_back(client: FlaskClient) -> None:
    answer = client.post("/down", data=TYPED)

    assert answer.status_code == 503
    assert "Death circumstances" in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "<script>alert" not in answer.text
    assert 'name="death.circumstances"' in answer.text


def test_a_password_is_never_given_back(client: FlaskClient) -> None:
    assert "hunter22" not in client.post("/down", data=TYPED).text


def test_the_page_of_an_outage_asks_nothing_of_the_database(
    officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the page of an outage read something")

    monkeypatch.setattr(db.session, "execute", unreachable)
    monkeypatch.setattr(sign_in_manager, "_user_callback", unreachable)

    answer = officer.post("/down", data=TYPED)

    assert answer.status_code == 503
    assert "What you typed" in answer.text


def test_an_outage_is_logged_without_what_was_typed(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/down", data=TYPED)

    assert answer.headers["X-Request-Id"] in caplog.text
    assert "Line one" not in caplog.text


def test_a_form_from_another_site_is_not_given_back(client: FlaskClient) -> None:
    answer = client.post("/down", data=TYPED, headers={"Origin": "https://evil.example"})

    assert "Line one." not in answer.text
    assert "Try again" not in answer.text


def test_a_fault_of_ours_names_a_reference_and_shows_no_trace(client: FlaskClient) -> None:
    answer = client.get("/fault")

    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "Ana Example" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("code", [400, 401, 403, 404, 409, 413, 418, 429, 500, 501, 503])
def test_every_refusal_has_a_page_that_leads_on(client: FlaskClient, code: int) -> None:
    answer = client.get(f"/stop/{code}")

    assert answer.status_code == code
    assert "<h1" in answer.text
    assert "Go to the start page" in answer.text


def test_a_method_that_is_not_allowed_says_which_are(client: FlaskClient) -> None:
    answer = client.delete("/read")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_an_act_that_is_refused_says_what_to_do(client: FlaskClient) -> None:
    answer = client.post("/refused", data=TYPED)

    assert answer.status_code == 409
    assert "Ask the unit to open it." in answer.text
    assert "Line one." in answer.text


def test_what_is_absent_looks_like_any_unknown_page(client: FlaskClient) -> None:
    answer = client.get("/absent")

    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_a_lost_form_token_keeps_the_input_and_brings_one_that_works(new_app: MakeApp) -> None:
    client = new_app(WTF_CSRF_ENABLED=True).test_client()

    refused = client.post("/lock", data={**TYPED, "csrf_token": "stale"})
    token = refused.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent_again = client.post("/lock", data={**TYPED, "csrf_token": token})

    assert refused.status_code == 400
    assert "Line one." in refused.text
    assert sent_again.text == "True"


def test_a_form_with_a_token_is_sent_over_https_with_our_headers(new_app: MakeApp) -> None:
    client = new_app(WTF_CSRF_ENABLED=True).test_client()
    refused = client.post("/lock", data=TYPED, base_url="https://localhost")
    token = refused.text.partition('name="csrf_token" value="')[2].partition('"')[0]

    # What a browser sends under "Referrer-Policy: same-origin"; without it every POST would fail.
    answer = client.post(
        "/lock",
        data={"csrf_token": token},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/lock"},
    )

    assert answer.text == "True"


def test_a_body_that_is_too_large_is_refused_plainly(new_app: MakeApp) -> None:
    client = new_app(MAX_CONTENT_LENGTH=1000).test_client()

    answer = client.post("/save", data={"words": "a" * 2000})

    assert answer.status_code == 413
    assert "too large" in answer.text


def test_an_unknown_host_is_refused_without_a_fault(new_app: MakeApp) -> None:
    client = new_app(TRUSTED_HOSTS=["dhp.example"]).test_client()

    answer = client.get("/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers


def test_an_error_page_that_fails_itself_answers_in_plain_text(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_values: object) -> None:
        raise RuntimeError("no template")

    monkeypatch.setattr("dhp.web.failures.draw", broken)

    answer = client.get("/nowhere")

    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
