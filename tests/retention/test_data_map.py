"""The data map against the database: every table has a store, and an erasure reaches what it says."""

import csv
import importlib
import pkgutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import dhp
from dhp.accounts import guesses
from dhp.accounts.models import Guess, SignIn
from dhp.accounts.permissions import RoleName
from dhp.calendar import PartialDate, clock_at, now
from dhp.cases.contact.actions import Happening, record_contact
from dhp.cases.contact.vocabularies import ContactKind
from dhp.cases.erasing.actions import agree_to_erase
from dhp.cases.models import Source
from dhp.duties import run_due
from dhp.exchange.incoming.actions import take_in
from dhp.extensions import Base, db
from dhp.mail.models import Message, Status
from dhp.mail.outbox import post
from dhp.notifications import actions as notices
from dhp.questions.actions import ask
from dhp.retention.actions import Decided, review
from dhp.retention.clocks import CLOCKS
from dhp.retention.data_map import STORES, Reach
from dhp.retention.groups import Group
from dhp.retention.rules import Choice
from dhp.sealing.case_text import CaseText
from tests.accounts.people import add_user, sign_in_as
from tests.notifications.deaths import ANSWERS

COLUMNS = Path(__file__).parents[1] / "house" / "columns.csv"
CANARY = "Xanthippe Quince"


@pytest.fixture(scope="module")
def tables():
    for module in pkgutil.walk_packages(dhp.__path__, "dhp."):
        importlib.import_module(module.name)
    ours = [m.local_table for m in Base.registry.mappers if m.class_.__module__.startswith("dhp.")]
    return {table.name: table for table in ours} | {
        name: Base.metadata.tables[name] for name in listed() if name in Base.metadata.tables
    }


def listed():
    with COLUMNS.open(encoding="utf-8", newline="") as lines:
        return {row["table"] for row in csv.DictReader(lines)}


def identifying():
    with COLUMNS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {(row["table"], row["column"]) for row in rows if row["sensitivity"] == "identifying"}


def of(reach):
    return {table for store in STORES if store.reach is reach for table in store.tables}


def test_every_table_lies_in_one_store_and_no_store_has_a_table_that_is_gone(tables):
    mapped = Counter(table for store in STORES for table in store.tables)

    assert sorted(mapped) == sorted(tables)
    assert set(mapped.values()) == {1}


def test_what_ends_with_the_key_holds_nothing_that_identifies_outside_it(tables):
    bare = {
        (table, column)
        for table, column in identifying()
        if table in of(Reach.KEY) and not isinstance(tables[table].c[column].type, CaseText)
    }
    sealed = {t.name for t in tables.values() if any(isinstance(c.type, CaseText) for c in t.c)}

    assert bare == set()
    assert sealed <= of(Reach.KEY)


def test_every_clock_that_names_a_duty_names_one_that_runs(app):
    running = set(app.extensions["duties"])
    named = {name for clock in CLOCKS for name in clock.duties}

    assert named <= running
    assert {"old-sessions", "old-mail", "old-digests", "draft-end"} <= named


@pytest.fixture
def told(app, database, kent, coder, leads):
    """A case with the canary in everything that people write of it, and beside it."""
    spoc = add_user(RoleName.SPOC, email="sam@example.org", force=kent)
    draft = notices.start(kent, "one", by=spoc)
    said = ANSWERS | {"death.circumstances": f"{CANARY} was found.", "death.force_ref": CANARY}
    notices.save(draft, said, draft.version, by=spoc)
    notices.send(draft, draft.send_key, f"{CANARY} is away.", by=spoc)
    case = notices.accept(draft, by=coder)
    contact = PartialDate.parse("2026-03")
    told = Happening(ContactKind.RISK, contact, Source.FORCE, detail=f"{CANARY} rang.")
    record_contact(case, told, by=coder)
    ask(case, "victim.age", f"How old was {CANARY}?", by=coder)
    rows = f"force,force_ref,date_of_death\r\nE23000032,{CANARY},2026-03-09\r\n"
    take_in(rows.encode(), "deaths.csv", "", by=spoc)
    letter = post(to="canary@example.org", subject="Waits", text=CANARY, key="one")
    letter.status, letter.settled_at = Status.SENT, now()
    sign_in_as(app.test_client(), leads[0])
    db.session.scalars(sa.select(SignIn)).one().kept_form = f'{{"reason": "{CANARY}"}}'
    database.session.commit()
    return case


def stores_that_say(word):
    """The stores in which `word` stands, as the service reads each of their columns."""
    db.session.expire_all()
    found = set()
    for store in STORES:
        for name in store.tables:
            rows = db.session.execute(sa.select(Base.metadata.tables[name])).all()
            if any(word in str(value) for row in rows for value in row):
                found.add(store.reach)
    return found


@pytest.mark.database
def test_an_erasure_reaches_every_store_and_the_clocks_end_the_rest(told, leads):
    assert stores_that_say(CANARY) == {Reach.KEY, Reach.CLOCK}

    decided = Decided(Choice.ERASE, Group.ONE, "Not needed any more.")
    done = review(told, decided, seen="", by=leads[0])
    agree_to_erase(done.erasure, by=leads[1])
    db.session.commit()
    assert stores_that_say(CANARY) == {Reach.CLOCK}

    with clock_at(now() + timedelta(days=91)):
        assert run_due(now()).failed == []
    assert stores_that_say(CANARY) == set()


def test_clocks_leave_what_is_young_or_still_needed(told, leads):
    with clock_at(now() + timedelta(hours=23)):
        assert run_due(now(), {"old-mail", "old-sessions", "clearing imports"}).done == []
    with clock_at(now() + timedelta(days=900)):
        run_due(now(), {"old-mail", "old-sessions"})

    db.session.expire_all()
    [letter] = db.session.scalars(sa.select(Message).where(Message.key == "one"))
    assert (letter.text, letter.to, letter.status) == ("", "", Status.SENT)
    assert db.session.scalars(sa.select(SignIn)).one().kept_form is None  # the last one stays


def test_sessions_of_long_ago_go_and_the_last_of_each_account_stays(app, database, leads):
    client = app.test_client()
    with clock_at(now() - timedelta(days=800)):
        sign_in_as(client, leads[0])
        sign_in_as(client, leads[1])
    sign_in_as(client, leads[0])

    run_due(now(), {"old-sessions"})

    left = db.session.execute(sa.select(SignIn.user_id, SignIn.seen_at).order_by(SignIn.id)).all()
    assert [user for user, _ in left] == [leads[1].id, leads[0].id]


def test_wrong_tries_are_forgotten_even_where_nobody_tries_again(app, database):
    guesser = guesses.Guesser("nobody@example.org", "192.0.2.1", 30)
    with clock_at(now() - timedelta(days=2)):
        guesses.count(guesser, guesses.Proof.PASSWORD)
    guesses.count_at_source(guesser)
    db.session.commit()

    run_due(now(), {"old-guesses"})

    assert [one.kind for one in db.session.scalars(sa.select(Guess))] == [guesses.Proof.KEY]


def test_a_clock_says_its_time_in_words():
    words = [clock.words for clock in CLOCKS]

    assert words[:2] == ["30 days after they were last saved", "1 day after they were taken in"]
    assert "As long as the case, and 10 years after it was erased" in words
