"""What a system can read: its own receipts, the description of the API, and nothing else."""

import json
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.audit.models import TrailEvent
from dhp.dictionary import DICTIONARY, Stage
from dhp.exchange.api.openapi import document
from dhp.web.access import KeyScope, declared_access
from tests.exchange.api.conftest import Call
from tests.notifications.deaths import ANSWERS

ABSENT = "00000000000000"


def test_a_receipt_can_be_fetched_and_the_reading_is_recorded(
    send: Call, call: Call, database: SQLAlchemy
) -> None:
    sent = send().json
    assert sent is not None

    answer = call(f"receipts/{sent['receipt']}")

    told = {name: value for name, value in sent.items() if name != "not_asked"}
    assert (answer.status_code, answer.json) == (200, told)
    last = database.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq.desc())).first()
    assert last is not None
    assert last.act == "notification.receipt"
    assert json.loads(last.body)["about"] == [sent["notification"], sent["receipt"]]


def test_a_foreign_receipt_looks_like_one_that_never_was(
    send: Call, call: Call, other_key: str
) -> None:
    told = send().json
    assert told is not None

    answers = [
        call(f"receipts/{told['receipt']}", shows=other_key),
        call(f"receipts/{ABSENT}", shows=other_key),
        call("receipts/nonsense", shows=other_key),
        call(f"receipts/{told['notification']}"),
    ]

    def bare(answer: Any) -> tuple[int, dict[str, object]]:
        body = answer.json | {"instance": ""}
        return answer.status_code, body

    assert {answer.status_code for answer in answers} == {404}
    assert all(bare(answer) == bare(answers[0]) for answer in answers)


def test_what_a_system_gets_back_holds_no_answer_of_any_force(
    send: Call, call: Call, app: Flask, other_key: str
) -> None:
    """Planted in every text that a notification has; looked for in all that comes back."""
    planted = {"death.circumstances": "token-own", "death.force_ref": "token-own-ref"}
    foreign = {"death.circumstances": "token-foreign", "death.force_ref": "token-foreign-ref"}
    theirs = send({"answers": ANSWERS | foreign, "gap_reason": "token"}, shows=other_key)
    ours = send({"answers": ANSWERS | planted, "gap_reason": "token"})
    assert theirs.json is not None
    assert ours.json is not None

    seen = [theirs, ours, send({"answers": ANSWERS | planted, "gap_reason": "token"})]
    refs = [each.json[name] for each in (theirs, ours) for name in ("receipt", "notification")]
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and "GET" in (rule.methods or ()):
            path = rule.rule.removeprefix("/api/v1/")
            seen += [call(path.replace("<ref>", ref)) for ref in refs]

    own = ours.get_data(as_text=True) + seen[2].get_data(as_text=True)
    all_of_it = " ".join(f"{answer.get_data(as_text=True)} {answer.headers}" for answer in seen)
    assert "token" not in all_of_it
    assert theirs.json["receipt"] not in own
    opened = [answer for answer in seen[3:] if answer.status_code == 200 and answer.json]
    assert {a.json["receipt"] for a in opened if "receipt" in a.json} == {ours.json["receipt"]}


def test_every_address_but_the_description_requires_a_key(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    found = {rule.rule: declared_access(app.view_functions[rule.endpoint]) for rule in rules}

    assert found.pop("/api/v1/openapi.json") == "public"
    assert len(found) == 2
    assert all(isinstance(access, KeyScope) for access in found.values())


def test_the_description_needs_no_key_and_names_every_question_of_a_first_notice(
    app: Flask,
) -> None:
    answer = app.test_client().get("/api/v1/openapi.json")

    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    codes = [entry.code for entry in DICTIONARY.values() if entry.needed is Stage.NOTICE]
    assert [code for code in codes if code not in text] == []
    assert answer.json == json.loads(json.dumps(document("http://127.0.0.1:5000", "x"))) | {
        "info": answer.json["info"] if answer.json else None
    }
