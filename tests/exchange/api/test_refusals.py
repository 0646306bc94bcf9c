"""What the API refuses: always as problem details that name the fault, and keeping nothing."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask, url_for
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import OperationalError
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter, NumberConverter

from dhp.accounts.api_keys.actions import revoke_key
from dhp.accounts.api_keys.models import ApiKey, Scope
from dhp.accounts.models import Force
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import now
from dhp.exchange.api import views
from dhp.notifications.models import Notification
from tests.accounts.people import add_user, sign_in_as
from tests.exchange.api.conftest import BODY, Call, a_key
from tests.harness.pages import PageClient
from tests.notifications.deaths import ANSWERS

# What is refused never comes to the rows.
pytestmark = pytest.mark.usually_on("sqlite")

FAULTS = [
    ({"victim.agee": 1}, "unknown_column", "victim.agee"),
    ({"suspect21.sex": "male"}, "unknown_column", "suspect21.sex"),
    ({"incident.n_deaths": 2}, "not_in_first_notice", "incident.n_deaths"),
    ({"victim.age": True}, "wrong_kind", "victim.age"),
    ({"victim.age": None}, "wrong_kind", "victim.age"),
    ({"victim.age": 10**30}, "wrong_kind", "victim.age"),
    ({"victim.age": 34.5}, "wrong_kind", "victim.age"),
    ({"victim.age": 900}, "invalid", "victim.age"),
    ({"victim.sex": ["female"]}, "wrong_kind", "victim.sex"),
    ({"victim.sex": "woman"}, "invalid", "victim.sex"),
    ({"victim.sex": ""}, "empty", "victim.sex"),
    ({"victim.sex": {"state": "withheld"}}, "state_not_offered", "victim.sex"),
    ({"victim.sex": {"state": "not_known", "more": 1}}, "wrong_kind", "victim.sex"),
    ({"victim.sex": {"state": 1}}, "wrong_kind", "victim.sex"),
    ({"death.date_of_death": "2999-01-01"}, "invalid", "death.date_of_death"),
    ({"death.aware_on": "2026-03"}, "invalid", "death.aware_on"),
    ({"death.circumstances": "nul\x00"}, "unreadable", "death.circumstances"),
    ({"death.circumstances": "\ud800"}, "unreadable", "death.circumstances"),
    ({"death.aware_on": "2026-03-01"}, "contradicts", "death.aware_on"),
]


@pytest.mark.parametrize(("answers", "code", "field"), FAULTS)
def test_each_fault_is_named_with_its_field(
    send: Call, database: SQLAlchemy, answers: dict[str, object], code: str, field: str
) -> None:
    answer = send({"answers": ANSWERS | answers, "gap_reason": "Early."})

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    found = {(fault["field"], fault["pointer"]) for fault in answer.json["errors"]}
    assert (field, f"/answers/{field}") in found
    assert code in {fault["code"] for fault in answer.json["errors"]}
    assert all(fault["detail"].endswith(".") for fault in answer.json["errors"])
    assert database.session.scalar(sa.select(sa.func.count()).select_from(Notification)) == 0


def test_all_faults_are_told_at_once(send: Call) -> None:
    answer = send({"answers": {"x.y": 1, "victim.age": "many"}, "mine": 1, "gap_reason": 2})

    assert answer.json is not None
    codes = [(fault["field"], fault["code"]) for fault in answer.json["errors"]]
    assert codes == [
        ("mine", "unknown_member"),
        ("x.y", "unknown_column"),
        ("gap_reason", "wrong_kind"),
        ("victim.age", "invalid"),
        ("gap_reason", "required"),
    ]


@pytest.mark.parametrize("body", [[], "x", 1, None, {}, {"answers": []}])
def test_a_body_that_is_no_notification_is_refused(send: Call, body: object) -> None:
    assert send(body).status_code == 422


def nested(levels: int) -> bytes:
    return b'{"answers": ' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b'{"answers": NaN}', "no number in JSON"),
        (b'{"answers": -Infinity}', "no number in JSON"),
        (b'{"answers": {}, "answers": {}}', "given twice"),
        (b'{"answers": {"victim.age": 1, "victim.age": 2}}', "given twice"),
        (nested(20), "nested too deeply"),
        (nested(100_000), "nested too deeply"),
        (b'{"answers": ' + b"1" * 5000 + b"}", "not JSON"),
        ('{"answers": {}}'.encode("utf-16"), "not UTF-8"),
        (b'\xef\xbb\xbf{"answers": {}}', "not JSON"),
    ],
)
def test_json_is_read_one_way_only(send: Call, body: bytes, says: str) -> None:
    answer = send(body)

    assert answer.status_code == 400
    assert answer.json is not None
    assert says in answer.json["detail"]


def test_brackets_within_a_text_are_no_nesting(send: Call) -> None:
    words = '{"[' * 30 + "\\"

    answer = send({"answers": ANSWERS | {"death.circumstances": words}})

    assert answer.status_code == 201


@pytest.mark.parametrize(
    "chosen", ["", "short", "x" * 101, "with space", "ключ-ключ", '"half-quoted']
)
def test_a_key_that_is_none_is_refused(send: Call, chosen: str) -> None:
    answer = send(headers={"Idempotency-Key": chosen.encode().decode("latin-1")})

    assert answer.status_code == 400
    assert "Idempotency-Key" in (answer.json or {})["detail"]


def test_only_plain_json_up_to_two_megabytes_is_read(send: Call) -> None:
    form = send(headers={"Content-Type": "application/x-www-form-urlencoded"})
    packed = send(headers={"Content-Encoding": "gzip"})
    large = send({"answers": {"death.circumstances": "x" * 2_000_001}})

    assert [one.status_code for one in (form, packed, large)] == [415, 415, 413]
    assert {one.mimetype for one in (form, packed, large)} == {"application/problem+json"}


def test_without_a_key_in_use_nothing_is_read(
    send: Call, app: Flask, key: str, database: SQLAlchemy
) -> None:
    bare = app.test_client().post("/api/v1/notifications", json=BODY)
    wrong = [send(headers={"Authorization": text}) for text in ("", key, f"Basic {key}", "Bearer ")]
    wrong += [send(shows=text) for text in (f"{key}x", key[:-1], "x" * 5000)]
    revoke_key(database.session.scalars(sa.select(ApiKey)).one(), by=Command())
    database.session.commit()
    revoked = send()

    assert {one.status_code for one in (bare, *wrong, revoked)} == {401}
    assert revoked.headers["WWW-Authenticate"] == "Bearer realm=dhp"
    assert {tuple(one.json or {}) for one in (bare, revoked)} == {
        ("type", "title", "status", "detail", "instance")
    }


def test_a_key_that_has_expired_is_refused(send: Call) -> None:
    with time_machine.travel(now() + timedelta(days=366)):
        assert send().status_code == 401


def test_a_scope_that_a_key_lacks_is_refused(send: Call, call: Call, force: Force) -> None:
    reading, sending = (a_key(force, scopes=[scope]) for scope in (Scope.RECEIPTS, Scope.NOTIFY))
    told = send().json
    assert told is not None

    assert send(shows=reading).status_code == 403
    assert call(f"receipts/{told['receipt']}", shows=sending).status_code == 403
    assert call(f"receipts/{told['receipt']}", shows=reading).status_code == 200


def test_no_session_counts_as_a_key(app: Flask, database: SQLAlchemy, client: PageClient) -> None:
    sign_in_as(client, add_user(RoleName.SPOC))

    assert client.post("/api/v1/notifications", json=BODY).status_code == 401


def test_a_key_opens_no_page(app: Flask, key: str) -> None:
    shown = {"Authorization": f"Bearer {key}"}

    pages = ("/notifications", "/cases", "/users", "/api-keys", "/explore")

    client = app.test_client()
    answers = [client.get(page, headers=shown) for page in pages]
    assert {(one.status_code, one.location) for one in answers} == {(302, "/sign-in")}


def test_other_addresses_and_methods_are_told_as_problems(call: Call) -> None:
    nowhere, wrong = call("nowhere"), call("notifications", method="DELETE")

    assert (nowhere.status_code, wrong.status_code) == (404, 405)
    assert {one.mimetype for one in (nowhere, wrong)} == {"application/problem+json"}
    assert "POST" in wrong.headers["Allow"]


def test_a_database_out_of_service_is_told_with_the_time_to_wait(
    send: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(views, "send_notice", fail)

    answer = send()

    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"] == "30"
    assert "INSERT" not in answer.get_data(as_text=True)


def test_calls_are_limited_for_each_system_by_itself(
    send: Call, call: Call, app: Flask, other_key: str
) -> None:
    app.config["API_CALLS_PER_MINUTE"] = 2

    first, second, third = (send(b"{") for _ in range(3))

    assert [one.status_code for one in (first, second, third)] == [400, 400, 429]
    assert 1 <= int(third.headers["Retry-After"]) <= 60
    assert third.mimetype == "application/problem+json"
    assert send(shows=other_key).status_code == 201
    with time_machine.travel(now() + timedelta(seconds=61)):
        assert send().status_code == 201


def test_wrong_keys_are_slowed_down_by_where_they_come_from(
    send: Call, app: Flask, database: SQLAlchemy, client: PageClient
) -> None:
    app.config["GUESSES_PER_SOURCE"] = 3

    tried = [send(shows=f"dhp_{number}") for number in range(5)]
    nothing_shown = app.test_client().post("/api/v1/notifications", json=BODY)

    assert [one.status_code for one in tried] == [401, 401, 401, 429, 429]
    assert 1 <= int(tried[3].headers["Retry-After"]) <= 300
    assert tried[3].mimetype == "application/problem+json"
    assert nothing_shown.status_code == 401
    assert send().status_code == 201  # a good key is no guess, and others may call from there
    sign_in_as(client, add_user(RoleName.SPOC))
    assert client.get("/notifications").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert send(shows="dhp_5").status_code == 401


def test_of_all_pages_a_key_opens_its_own_receipts_alone(send: Call, app: Flask, key: str) -> None:
    told = send().json
    assert told is not None
    client, shown = app.test_client(), {"Authorization": f"Bearer {key}"}
    with app.test_request_context():
        pages = {
            url_for(rule.endpoint, **{name: _value(rule, name, told) for name in rule._converters})
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and rule.endpoint != "static"
        }

    def opened(**headers: str) -> set[str]:
        return {page for page in pages if client.get(page, headers=headers).status_code == 200}

    assert len(pages) > 150
    assert opened(**shown) - opened() == {f"/api/v1/receipts/{told['receipt']}"}


def _value(rule: Rule, name: str, told: dict[str, str]) -> str:
    """Something that fits in the address: the receipt, or what alone may stand there."""
    match rule._converters[name]:
        case NumberConverter():
            return "1"
        case AnyConverter() as some:
            return min(some.items)
    return told["receipt"]


def test_when_a_key_was_last_used_is_known_to_the_hour(
    send: Call, database: SQLAlchemy, key: str
) -> None:
    send(b"{")
    first = database.session.scalars(sa.select(ApiKey)).one().last_used_at
    send(b"{")
    second = database.session.scalars(sa.select(ApiKey)).one().last_used_at
    with time_machine.travel(now() + timedelta(minutes=61)):
        send(b"{")
    third = database.session.scalars(sa.select(ApiKey)).one().last_used_at

    assert first is not None
    assert first == second
    assert third is not None
    assert third > first


def test_no_problem_repeats_what_was_sent_of_a_death(send: Call) -> None:
    told = {"death.circumstances": "token-of-a-life\x00", "victim.age": "many"}

    answer = send({"answers": told | {"victim.sex": ["token-of-a-person"]}})

    assert "token" not in json.dumps(answer.json and answer.json["errors"][-3:])
