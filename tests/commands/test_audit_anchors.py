"""`flask audit` with what is kept outside: anchors, receipts, and a copy for somebody outside."""

import csv
import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from dhp.audit.anchors import new_key
from dhp.audit.chain import genesis_hash
from dhp.audit.models import TrailEvent, TrailHead, TrailSubject
from dhp.extensions import db
from tests.audit.tampering import unguard
from tests.cases.conftest import MakeCase
from tests.commands.test_audit import run

# Tampering is the owner's on PostgreSQL; what the commands find is the same.
pytestmark = pytest.mark.only_on("sqlite")
PRIVATE, PUBLIC = new_key()


@pytest.fixture
def store(app: Flask, tmp_path: Path, make_case: MakeCase) -> Path:
    """A store with one anchor over a trail of two events."""
    folder = tmp_path / "anchors"
    folder.mkdir()
    app.config |= {"ANCHORS": str(folder), "ANCHOR_KEY": PRIVATE, "ANCHOR_PUBLIC_KEYS": [PUBLIC]}
    make_case()
    make_case()
    assert run(app, "anchor")[0] == 0
    return folder


def cut(last: int) -> None:
    """Cut off what came after the event `last`, and let the head say so."""
    unguard(db)
    db.session.execute(delete(TrailSubject).where(TrailSubject.seq > last))
    db.session.execute(delete(TrailEvent).where(TrailEvent.seq > last))
    digest = db.session.scalar(select(TrailEvent.hash).where(TrailEvent.seq == last))
    db.session.execute(update(TrailHead).values(seq=last, hash=digest))
    db.session.commit()


def test_a_sound_trail_agrees_with_its_anchors(app: Flask, store: Path) -> None:
    code, said = run(app, "verify", "--anchors", str(store))

    assert (code, "1 anchor agrees." in said) == (0, True)


def test_a_cut_trail_is_sound_in_itself_and_does_not_agree(app: Flask, store: Path) -> None:
    cut(1)

    anchored = run(app, "verify", "--anchors", str(store))
    alone = run(app, "verify")

    assert alone[0] == 0
    assert anchored[0] == 2
    assert "Event 2 was witnessed and is not there any more." in anchored[1]


def test_an_anchor_that_somebody_else_signed_does_not_count(app: Flask, store: Path) -> None:
    code, said = run(app, "verify", "--anchors", str(store), "--key", new_key()[1])

    assert (code, "does not bear our signature" in said) == (2, True)


def test_an_anchor_of_another_trail_does_not_count(app: Flask, store: Path) -> None:
    unguard(db)
    db.session.execute(text("DELETE FROM trail_subjects"))
    db.session.execute(text("DELETE FROM trail_events"))
    db.session.execute(text("UPDATE trail_head SET genesis = 'x', seq = 0"))
    db.session.execute(text("UPDATE trail_head SET hash = :hash"), {"hash": genesis_hash("x")})
    db.session.commit()

    code, said = run(app, "verify", "--anchors", str(store))

    assert (code, "of another trail" in said) == (2, True)


def test_a_saved_receipt_is_a_witness(app: Flask, store: Path, tmp_path: Path) -> None:
    event = db.session.get_one(TrailEvent, 2)
    receipt = tmp_path / "receipt.html"
    receipt.write_text(f"<p>Proof of sending</p><code>{event.seq}:{event.hash}</code>")

    sound = run(app, "verify", "--receipt", str(receipt))
    cut(1)
    contradicted = run(app, "verify", "--receipt", str(receipt))

    assert (sound[0], "1 witness agrees." in sound[1]) == (0, True)
    assert contradicted[0] == 2


def test_what_proves_nothing_is_told_and_ends_with_4(
    app: Flask, database: object, tmp_path: Path
) -> None:
    paper = tmp_path / "letter.txt"
    paper.write_text("Dear all")

    for words in (
        ("--receipt", str(paper)),
        ("--receipt", str(tmp_path / "gone")),
        ("--anchors", str(tmp_path)),
        ("--anchors", str(tmp_path / "gone")),
    ):
        assert run(app, "verify", *words)[0] == 4


def test_without_a_key_no_anchor_is_made(app: Flask, database: object) -> None:
    code, said = run(app, "anchor")

    assert (code, "flask audit anchor-key" in said) == (1, True)


def test_a_part_leaves_as_files_that_can_be_verified(
    app: Flask, make_case: MakeCase, tmp_path: Path
) -> None:
    make_case()
    folder = tmp_path / "out"

    code, _ = run(app, "export", "--for", "ico", "--out", str(folder))
    again, said = run(app, "export", "--for", "ico", "--out", str(folder))

    [line] = (folder / "trail.jsonl").read_text().splitlines()
    [row] = csv.DictReader((folder / "events.csv").read_text("utf-8-sig").splitlines())
    assert (code, again, "something in this folder" in said) == (0, 1, True)
    assert json.loads(line)["hash"] == db.session.get_one(TrailEvent, 1).hash
    assert (row["act"], row["op"]) == ("case.opened", "collect")
    assert db.session.get_one(TrailEvent, 2).act == "trail.exported"
    assert folder.stat().st_mode & 0o077 == 0
