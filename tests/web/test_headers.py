import re

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import MakeApp

PAGES = ["/", "/mine/one", "/decide", "/nowhere", "/stop/413", "/fault", "/down"]


@pytest.mark.parametrize("path", [*PAGES, "/static/app.css"])
def test_every_response_carries_the_headers(officer: FlaskClient, path: str) -> None:
    headers = officer.get(path, buffered=True).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Request-Id"]
    assert not re.search("[0-9]", headers["Server"])


@pytest.mark.parametrize("path", PAGES)
def test_no_page_may_be_kept(officer: FlaskClient, path: str) -> None:
    assert officer.get(path, buffered=True).headers["Cache-Control"] == "no-store"


def test_the_nonce_is_new_each_time_and_on_every_script(client: FlaskClient) -> None:
    first, second = client.get("/"), client.get("/")
    nonce = re.search(r"'nonce-([^']+)'", first.headers["Content-Security-Policy"])

    assert nonce is not None
    assert nonce[1] not in second.headers["Content-Security-Policy"]
    assert first.text.count("<script") == first.text.count(f'nonce="{nonce[1]}"') == 2


def test_a_versioned_file_is_kept_for_a_year_and_another_is_not(client: FlaskClient) -> None:
    address = re.search(r'href="(/static/app\.css\?v=[^"]+)"', client.get("/").text)

    assert address is not None
    assert "immutable" in client.get(address[1], buffered=True).headers["Cache-Control"]
    assert (
        "immutable"
        not in client.get("/static/app.css?v=guess", buffered=True).headers["Cache-Control"]
    )


def test_a_file_that_has_not_changed_still_carries_the_headers(client: FlaskClient) -> None:
    first = client.get("/static/app.css", buffered=True)

    again = client.get(
        "/static/app.css", headers={"If-None-Match": first.headers["ETag"]}, buffered=True
    )

    assert again.status_code == 304
    assert "Content-Security-Policy" in again.headers


def test_https_is_insisted_on_only_over_https(client: FlaskClient) -> None:
    plain = client.get("/").headers
    secure = client.get("/", base_url="https://localhost").headers

    assert "Strict-Transport-Security" not in plain
    assert "max-age=31536000" in secure["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("proxies", "believed"), [(0, "127.0.0.1"), (1, "10.0.0.3"), (2, "10.0.0.2")]
)
def test_exactly_the_configured_proxies_are_believed(
    new_app: MakeApp, proxies: int, believed: str
) -> None:
    client = new_app(PROXIES=proxies).test_client()

    answer = client.get("/address", headers={"X-Forwarded-For": "10.0.0.1, 10.0.0.2, 10.0.0.3"})

    assert answer.text == believed


def test_no_page_asks_another_host_for_anything(client: FlaskClient) -> None:
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', client.get("/").text)
