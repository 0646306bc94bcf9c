"""A small record of every room leaves, comes back, moves to another kind of database, and is the same."""

import hashlib
import os

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from dhp import create_app
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.audit.trail import Command
from dhp.audit.verifying import verify
from dhp.errors import Refused
from dhp.exchange.everything.leaving import Paper, leave
from dhp.exchange.everything.restoring import restore
from dhp.exchange.everything.sums import NAME, write_sums
from dhp.extensions import db
from dhp.practice.models import Practice
from dhp.practice.searching import search
from tests.accounts.people import add_user
from tests.harness.databases import lay_schema, settings
from tests.journeys.world import build_world

pytestmark = pytest.mark.usefixtures("as_owner")
PAPER = Paper("reports/R1/report.json", b'{"title": "Briefing"}'.decode().encode)


def papers():
    return [PAPER]


@pytest.fixture
def left(once, tmp_path):
    """The folder that a record with one thing of every kind leaves."""
    once(build_world)
    folder = tmp_path / "left"
    leave(folder, papers, by=Command())
    return folder


@pytest.fixture
def emptied(left, database, copies):
    """The database, empty again after the record left it."""
    db.session.remove()
    db.engine.dispose()
    copies.renew()
    return left


def tables(folder, but=()):
    files = (folder / "tables").iterdir()
    return {path.stem: path.read_bytes() for path in files if path.stem not in but}


def refused(folder):
    with pytest.raises(Refused) as error:
        restore(folder)
    db.session.rollback()
    assert db.session.scalars(select(User.ref)).all() == []
    return error.value.message


def rewritten(folder, name, change):
    path = folder / name
    path.write_bytes(change(path.read_bytes()))
    write_sums(folder)


def test_the_folder_is_its_owners_alone_and_its_sums_are_right(left):
    assert os.stat(left).st_mode & 0o077 == 0
    for line in (left / NAME).read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((left / name).read_bytes()).hexdigest() == digest
    assert "plain text" in (left / "README.md").read_text()
    assert (left / PAPER.path).read_bytes() == PAPER.make()


def test_leaving_is_in_the_trail_that_leaves(left):
    last = db.session.scalars(select(TrailEvent).order_by(TrailEvent.seq.desc())).first()

    assert last.act == Act.EVERYTHING_LEFT
    assert last.hash.encode() in tables(left)["trail_events"]


def test_a_folder_with_something_in_it_is_left_alone(left):
    with pytest.raises(Refused, match="There is something in this folder"):
        leave(left, papers, by=Command())


def test_what_left_comes_back_row_for_row_and_goes_on(emptied, tmp_path):
    restored = restore(emptied)
    db.session.commit()

    assert sum(restored.manifest.rows.values()) > 300
    found = verify()
    assert f"{found.events}:{found.head}" == restored.manifest.trail
    entries = select(Practice)
    assert len(db.session.scalars(search("A", entries)).all()) == 0  # too common a word
    assert len(db.session.scalars(search("B", entries)).all()) == 1
    add_user(RoleName.READER, email="new@example.org")  # its number is free
    leave(tmp_path / "again", papers, by=Command())
    changed = ("trail_events", "trail_head", "users")
    assert tables(tmp_path / "again", changed) == tables(emptied, changed)


def test_it_moves_to_another_database_under_another_key_and_back(left, tmp_path, database):
    url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    lay_schema(url)
    db.session.remove()
    other = create_app(settings(url, FIELD_KEYS=(Fernet.generate_key().decode(),)))
    with other.app_context():
        restore(left)
        db.session.commit()
        kept = db.session.execute(text("SELECT code_secret FROM users")).scalars().all()
        leave(tmp_path / "again", papers, by=Command())
        db.session.remove()
        db.engine.dispose()

    assert {value[:4] for value in kept if value} <= {"enc:"}
    changed = ("trail_events", "trail_head")
    assert tables(tmp_path / "again", changed) == tables(left, changed)
    trails = [tables(folder)["trail_events"] for folder in (left, tmp_path / "again")]
    assert trails[1].startswith(trails[0])


def test_a_database_that_holds_something_is_refused(left):
    with pytest.raises(Refused, match="holds something already"):
        restore(left)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / NAME).unlink(), "There is no SHA256SUMS"),
        (lambda folder: (folder / "README.md").write_text("x"), "README.md was changed"),
        (lambda folder: (folder / "tables/users.jsonl").unlink(), "users.jsonl is missing"),
        (lambda folder: (folder / "more.txt").write_text("x"), "more.txt was not among"),
        (
            lambda folder: rewritten(folder, "manifest.json", lambda was: b"{}"),
            "manifest.json cannot be read",
        ),
        (
            lambda folder: rewritten(
                folder, "tables/trail_events.jsonl", lambda was: was.replace(b"account.", b"acc.")
            ),
            "trail",
        ),
        (
            lambda folder: rewritten(folder, "tables/forces.jsonl", lambda was: b""),
            "did not take a row",
        ),
        (
            lambda folder: rewritten(folder, "tables/sign_ins.jsonl", lambda was: was + b"{}\n"),
            "has not the columns",
        ),
    ],
)
def test_a_folder_that_is_not_as_it_was_left_changes_nothing(emptied, spoil, told):
    spoil(emptied)

    assert told in refused(emptied)
