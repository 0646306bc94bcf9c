import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, br"}
OURS = {"Sec-Fetch-Site": "same-origin"}
FILE = "/static/app.css"


def test_a_file_is_packed_for_a_browser_that_can_unpack_it(client: FlaskClient) -> None:
    plain = client.get(FILE, buffered=True)

    packed = client.get(FILE, headers=GZIP, buffered=True)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(plain.data) / 2


def test_a_browser_that_cannot_unpack_gets_the_file_itself(client: FlaskClient) -> None:
    plain = client.get(FILE, headers={"Accept-Encoding": "br"}, buffered=True)

    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]  # lest one is kept for the other


def test_a_packed_file_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(FILE, headers=GZIP, buffered=True)

    seen = {"If-None-Match": first.headers["ETag"]}
    again = client.get(FILE, headers=GZIP | seen, buffered=True)

    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("asked_by", ["same-origin", "none"])
def test_a_page_is_packed_where_our_page_or_the_person_asked(
    client: FlaskClient, asked_by: str
) -> None:
    packed = client.get("/", headers=GZIP | {"Sec-Fetch-Site": asked_by})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(packed.data)
    assert len(packed.data) == int(packed.headers["Content-Length"])


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_a_page_that_somebody_else_may_have_asked_for_is_sent_as_it_is(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    plain = client.get("/", headers=GZIP | headers)

    assert "Content-Encoding" not in plain.headers
    assert "Sec-Fetch-Site" in plain.headers["Vary"]


def test_pictures_and_what_cannot_be_unpacked_are_never_packed(client: FlaskClient) -> None:
    picture = client.get("/static/favicon.png", headers=GZIP | OURS, buffered=True)

    assert "Content-Encoding" not in picture.headers
    assert "Content-Encoding" not in client.get("/", headers=OURS).headers
