"""Who reads a pack: the contacts of its force, once it was issued, and the unit; nobody else."""

from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.errors import Refused
from dhp.extensions import db
from dhp.mail.models import Message
from dhp.reports import actions
from dhp.reports.building import Built
from dhp.reports.distribution.actions import name_recipient
from dhp.reports.distribution.queries import copies_of
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom, Period
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run
from dhp.reports.packs.queries import latest_packs
from dhp.reports.queries import visible_to
from tests.accounts.people import add_user, sign_in_as
from tests.harness.record import at

FRONT = Front("OFFICIAL-SENSITIVE", "", "", "Author", "Unit", "c@example.org")
OWN, OTHER = "E23000032", "E23000033"
DAYS = Period(date(2025, 10, 1), date(2025, 10, 31))


def built(order):
    """A pack without a figure: who may read it does not hang on what it tells."""
    made_from, coverage = MadeFrom("1", "dhp-2023", "0"), Coverage(0, 0, 0)
    about = (order.kind, order.edition, "Force pack", "", DAYS, order.as_at, None)
    return Built(
        Document(*about, made_from, coverage, order.front, blocks=(), force=order.force or "")
    )


@pytest.fixture
def people(database: SQLAlchemy):
    load_forces(database.session)
    return {
        "coder": add_user(RoleName.CODER),
        "lead": add_user(RoleName.LEAD),
        "reader": add_user(RoleName.READER),
        OWN: add_user(RoleName.SPOC, force=force_with(OWN), email="own@example.org"),
        OTHER: add_user(RoleName.SPOC, force=force_with(OTHER), email="other@example.org"),
    }


@pytest.fixture
def draft(database, people, monkeypatch):
    monkeypatch.setattr(actions, "built", built)
    given = {"by": people["coder"], "force": OWN}
    run = actions.build_report("force-pack", DAYS.end, FRONT, at("2025-11-07"), **given)
    database.session.commit()
    return run


@pytest.fixture
def issued(database, people, draft):
    approve(draft, draft.checksum, by=people["lead"])
    issue(draft, draft.checksum, by=Command())
    database.session.commit()
    return draft


def test_the_contact_of_the_force_reads_it_and_that_of_another_does_not(client, people, issued):
    address = f"/packs/{issued.ref}"
    sign_in_as(client, people[OWN])
    assert issued.ref in client.get("/packs/").text
    assert "Force pack" in client.get(address).text
    assert client.get(f"{address}/files/json").get_json()["force"] == OWN

    sign_in_as(client, people[OTHER])
    assert issued.ref not in client.get("/packs/").text
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/files/pdf").status_code == 404


def test_a_draft_is_for_the_unit_alone(people, draft):
    assert latest_packs(people[OWN]) == []
    assert db.session.scalars(visible_to(people["coder"])).all() == [draft]


def test_readers_never_have_one_and_cannot_be_named_for_it(people, issued):
    assert db.session.scalars(visible_to(people["reader"])).all() == []
    with pytest.raises(Refused, match="contacts of its force"):
        name_recipient(people["reader"], "force-pack", Edition.RESTRICTED, by=people["lead"])


def test_the_contacts_of_the_force_get_a_numbered_copy_and_a_note(database, people, issued):
    assert [one.user for one in copies_of(issued)] == [people[OWN]]
    (letter,) = database.session.query(Message).all()
    assert letter.to == "own@example.org"
    assert f"/packs/{issued.ref}" in letter.text


def test_a_pack_that_was_withdrawn_shows_why_and_nothing_else(client, database, people, issued):
    issued.status, issued.withdrawn_at = "withdrawn", at("2025-12-01")
    issued.withdrawn_because, issued.withdrawn_by = "A death was counted twice.", "x"
    database.session.commit()
    sign_in_as(client, people[OWN])

    page = client.get(f"/packs/{issued.ref}")

    assert "A death was counted twice." in page.text
    assert client.get(f"/packs/{issued.ref}/files/pdf").status_code == 302


def test_the_unit_builds_a_pack_in_the_browser(client, database, people, monkeypatch):
    monkeypatch.setattr(actions, "built", built)
    sign_in_as(client, people["coder"])
    page = client.get("/reports/build")
    choice = next(one for one in page.text.split('"') if one.startswith("force-pack 2"))
    chosen = {"ending": choice, "edition": "restricted", "force": OWN}

    answer = client.post("/reports/build", data=chosen)

    assert answer.status_code == 302
    run = database.session.query(Run).one()
    assert (run.kind, run.force) == ("force-pack", OWN)


def test_a_pack_for_no_force_is_refused_with_a_sentence(client, people):
    sign_in_as(client, people["coder"])
    page = client.get("/reports/build")
    choice = next(one for one in page.text.split('"') if one.startswith("force-pack 2"))

    answer = client.post(
        "/reports/build", data={"ending": choice, "edition": "restricted", "force": ""}
    )

    assert answer.status_code == 422
    assert "Say which force the pack is for" in answer.text
