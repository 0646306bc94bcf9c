"""A restricted report goes to named people, each with a numbered copy, in the same instant."""

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.errors import Absent, Refused
from dhp.mail.models import Message
from dhp.references import shown_reference
from dhp.reports import actions
from dhp.reports.building import Built
from dhp.reports.distribution.actions import end_recipient, name_recipient
from dhp.reports.distribution.queries import copies_of, copy_of
from dhp.reports.document import Edition
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.queries import run_with
from dhp.reports.reading import read_document
from dhp.statistics.measured import Measured
from dhp.statistics.releases.actions import sign
from dhp.statistics.releases.queries import release_of
from tests.accounts.people import add_user, sign_in_as
from tests.reports.decoding import decoded
from tests.reports.sample import LAST_DAY, W1, WEEKLY, weekly

RESTRICTED, SHAREABLE = Edition.RESTRICTED, Edition.SHAREABLE


@pytest.fixture
def issued(database, build, lead):
    """Builds, approves and issues an edition."""

    def make(edition=RESTRICTED):
        run = build(edition=edition)
        if edition is SHAREABLE:
            release = release_of(run.ref)
            sign(release, release.fingerprint, by=lead)
        approve(run, run.checksum, by=lead)
        issue(run, run.checksum, by=Command())
        database.session.commit()
        return run

    return make


@pytest.fixture
def second(database):
    return add_user(RoleName.READER, name="Sian", email="sian@example.org")


def test_each_recipient_gets_a_numbered_copy_and_a_note_with_nothing_but_a_link(
    figures, issued, reader, second, lead
):
    figures.deaths = 4321
    for person in (second, reader):
        name_recipient(person, "weekly", RESTRICTED, by=lead)

    run = issued()

    copies = copies_of(run)
    assert [(one.number, one.user.name) for one in copies] == [(1, "Rhys"), (2, "Sian")]
    assert len({one.code for one in copies}) == 2
    messages = Message.query.order_by(Message.id).all()
    assert [one.to for one in messages] == [reader.email, second.email]
    for one in messages:
        assert f"/reports/{run.ref}" in one.text
        assert "4321" not in one.text
        assert run.title not in one.text + one.subject


def test_what_lies_behind_a_figure_is_for_the_unit_alone(
    client, coder, database, issued, lead, monkeypatch, reader
):
    measured = replace(W1, asked=Measured("deaths", WEEKLY.as_at, ("type", "month"), (), LAST_DAY))
    told = weekly(measured)
    monkeypatch.setattr(actions, "built", lambda order: Built(told, None))
    name_recipient(reader, "weekly", RESTRICTED, by=lead)
    run = issued()

    pages = {}
    for person in (coder, reader):
        sign_in_as(client, person)
        pages[person] = client.get(f"/reports/{run.ref}").text

    assert "/explore?measure=deaths" in pages[coder]
    assert "/explore?" not in pages[reader]


def test_a_reader_opens_restricted_reports_only_while_on_the_list(
    database, issued, reader, second, lead
):
    listed = name_recipient(reader, "weekly", RESTRICTED, by=lead)
    run = issued()

    assert run_with(run.ref, reader) is run
    with pytest.raises(Absent):
        run_with(run.ref, second)

    end_recipient(listed, by=lead)
    with pytest.raises(Absent):
        run_with(run.ref, reader)


def test_every_reader_opens_a_shareable_report(issued, figures, reader):
    figures.deaths = 31
    run = issued(SHAREABLE)

    assert run_with(run.ref, reader) is run
    assert copies_of(run) == []


def test_who_is_named_later_can_open_what_was_issued_before(issued, reader, lead):
    run = issued()

    name_recipient(reader, "weekly", RESTRICTED, by=lead)

    assert copy_of(run, reader).number == 1
    assert run_with(run.ref, reader) is run


def test_nobody_is_on_a_list_twice_or_without_being_able_to_read(lead, reader, database):
    name_recipient(reader, "weekly", RESTRICTED, by=lead)
    with pytest.raises(Refused, match="already"):
        name_recipient(reader, "weekly", RESTRICTED, by=lead)
    with pytest.raises(Refused, match="cannot be a recipient"):
        name_recipient(add_user(RoleName.SPOC), "weekly", RESTRICTED, by=lead)


@pytest.mark.parametrize("ending", ["pdf", "html", "json", "xlsx"])
def test_every_file_of_a_recipient_is_marked_and_that_of_the_unit_is_not(
    client, issued, reader, coder, lead, ending
):
    name_recipient(reader, "weekly", RESTRICTED, by=lead)
    run = issued()
    code = shown_reference(copy_of(run, reader).code)
    texts, files = {}, {}

    for person in (reader, coder):
        sign_in_as(client, person)
        files[person.name] = client.get(f"/reports/{run.ref}/files/{ending}").data
        texts[person.name] = decoded(ending, files[person.name])

    assert code in texts["Rhys"]
    assert ('"number": 1' if ending == "json" else "Copy 1 of 1") in texts["Rhys"]
    assert code not in texts["Cerys"]
    assert all(run.checksum in text for text in texts.values())  # that of the report is one
    if ending == "json":
        data = json.loads(files["Rhys"])
        assert data["copy"]["recipient"] == "Rhys"
        assert read_document(data).checksum == run.checksum


def test_the_log_tells_leads_and_auditors_who_opened_it_in_which_form(
    app, client, issued, reader, second, coder, lead
):
    for person in (reader, second):
        name_recipient(person, "weekly", RESTRICTED, by=lead)
    run = issued()
    sign_in_as(client, reader)
    client.get(f"/reports/{run.ref}")
    data = client.get(f"/reports/{run.ref}/files/json").data
    assert json.loads(data)["report"] == "weekly"

    for asker in (lead, add_user(RoleName.AUDITOR)):
        sign_in_as(client, asker)
        page = client.get(f"/reports/{run.ref}/openings").text
        assert page.count("Rhys") == 3  # the copy, the page and the file
        assert "Data" in page
        assert page.count("Not yet") == 1
    sign_in_as(client, coder)
    assert client.get(f"/reports/{run.ref}/openings").status_code == 403


def test_a_lead_keeps_the_lists_on_their_page(client, database, figures, reader, lead):
    sign_in_as(client, lead)
    given = {"person": reader.ref, "kind": "weekly", "edition": "restricted"}

    assert client.post("/reports/recipients", data=given).status_code == 303
    again = client.post("/reports/recipients", data=given)
    page = client.get("/reports/recipients").text

    assert again.status_code == 422
    assert "on this list already" in again.text
    assert reader.email in page
    ref = database.session.scalar(sa.text("SELECT ref FROM report_recipients"))
    assert client.post(f"/reports/recipients/{ref}/end").status_code == 303
    assert reader.email not in client.get("/reports/recipients").text
