"""The shareable weekly briefing: cleared figures only, signed off by another person, in every form."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit.queries import about
from dhp.errors import Refused, Stale
from dhp.extensions import db
from dhp.reports import building
from dhp.reports.actions import build_report, front_block
from dhp.reports.contents import weekly
from dhp.reports.contents.contents import Brief, TableOf
from dhp.reports.contents.sections import shared
from dhp.reports.contents.tables import since_april
from dhp.reports.document import Edition
from dhp.reports.files import FORMS
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.queries import document_of, run_with
from dhp.statistics.disclosure import clear
from dhp.statistics.releases import queries
from dhp.statistics.releases.actions import sign, withdraw
from dhp.statistics.releases.models import ReleaseStatus
from tests.accounts.people import add_user, sign_in_as
from tests.statistics.disclosure.tables import listed

DAY = date(2025, 11, 20)
AS_AT = datetime(2025, 11, 21, tzinfo=UTC)
TYPES = ["iph", "afh", "child", "svsda", "unexpected", "other", "unclassified"]


@pytest.fixture
def people(database):
    return {role: add_user(role) for role in (RoleName.CODER, RoleName.LEAD, RoleName.READER)}


@pytest.fixture
def figures(monkeypatch):
    """Puts invented counts, a number by type, in the place of the record."""

    def put(counts):
        table = listed(dict(zip(TYPES, counts, strict=True)), column="year", id="S1")
        invented = replace(weekly.WEEKLY, tables=(TableOf("S1", None, shared=lambda _: table),))
        monkeypatch.setattr(building, "KINDS", {"weekly": invented})

    put([31, 12, 4, 2, 9, 7, 20])
    return put


def draft(app, people, day=DAY):
    front = front_block(app.config, "Cerys", Edition.SHAREABLE)
    coder = people[RoleName.CODER]
    return build_report("weekly", day, front, AS_AT, by=coder, edition=Edition.SHAREABLE)


def test_what_is_hidden_is_in_no_form_of_the_report(app, people, figures):
    figures([3101, 1717, 4004, 2, 9009, 7007, 2020])
    run = draft(app, people)
    document = document_of(run)

    table = next(block for block in document.blocks if block.kind == "table")
    assert table.cell("svsda", "year").shown == "[c]"
    data = json.loads(run.content)
    for row in next(b for b in data["blocks"] if b["kind"] == "table")["rows"]:
        hidden = row["cells"]["year"]["shown"] == "[c]"
        assert (row["cells"]["year"]["value"] is None) == hidden
    assert table.cell("afh", "year").shown == "[c]"
    written = {ending: render(document) for ending, (_type, render) in FORMS.items()}
    with pypdfium2.PdfDocument(written["pdf"]) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        printed = " ".join(pages) + str(pdf.get_metadata_dict())
    for text in (written["json"].decode(), written["html"].decode(), printed):
        assert "4,004" in text
        assert not {"1717", "1,717", "1719", "1,719"} & set(re.findall(r"[\d,]+", text))


def test_every_number_of_the_text_stands_in_the_table(app, people, figures):
    table = clear([listed({"iph": 1234, "afh": 31}, column="year")]).tables[0]

    words = shared.since_april(table, "2025-26")

    shown = {cell.shown for row in table.rows for cell in row.cells.values()}
    told = set(re.findall(r"\d[\d,]*", words.replace("2025-26", "")))
    assert told == {"1,265"}
    assert told <= shown


def test_a_hidden_total_is_told_by_no_word(app, people, figures):
    table = clear([listed({"iph": 1, "afh": 0}, column="year")]).tables[0]

    words = shared.since_april(table, "2025-26")

    assert "so far is withheld" in words


def test_it_is_issued_only_after_another_person_signed_off_what_it_hides(app, people, figures):
    run, lead = draft(app, people), people[RoleName.LEAD]
    release = queries.release_of(run.ref)

    with pytest.raises(Refused, match="signed off"):
        approve(run, run.checksum, by=lead)
    sign(release, release.fingerprint, by=lead)
    approve(run, run.checksum, by=lead)
    issue(run, run.checksum, by=lead)

    assert release.status is ReleaseStatus.ISSUED
    assert run_with(run.ref, people[RoleName.READER]) is run


def test_approving_is_offered_once_what_it_hides_is_signed_off(client, app, people, figures):
    run, lead = draft(app, people), people[RoleName.LEAD]
    db.session.commit()
    sign_in_as(client, lead)

    before = client.get(f"/reports/{run.ref}").text
    release = queries.release_of(run.ref)
    sign(release, release.fingerprint, by=lead)
    db.session.commit()
    after = client.get(f"/reports/{run.ref}").text

    assert "It cannot be approved yet. Nobody has signed off what this edition hides." in before
    assert "Approve this report" not in before
    assert "Approve this report" in after


def test_a_newer_draft_withdraws_the_sign_off_of_the_one_before(app, people, figures):
    first, lead = draft(app, people), people[RoleName.LEAD]
    release = queries.release_of(first.ref)
    sign(release, release.fingerprint, by=lead)

    figures([31, 12, 4, 3, 9, 7, 20])
    draft(app, people)

    assert release.status is ReleaseStatus.WITHDRAWN
    with pytest.raises(Refused, match="signed off"):
        approve(first, first.checksum, by=lead)


def test_a_draft_made_before_another_was_issued_is_cleared_again(app, people, figures):
    lead = people[RoleName.LEAD]
    one, other = draft(app, people), draft(app, people, date(2025, 11, 13))
    for run in (one, other):
        release = queries.release_of(run.ref)
        sign(release, release.fingerprint, by=lead)
        approve(run, run.checksum, by=lead)

    issue(one, one.checksum, by=lead)

    assert queries.release_of(other.ref).status is ReleaseStatus.WITHDRAWN
    with pytest.raises((Refused, Stale)):
        issue(other, other.checksum, by=lead)


def test_a_withdrawn_release_is_not_issued(app, people, figures):
    run, lead = draft(app, people), people[RoleName.LEAD]
    withdraw(queries.release_of(run.ref), "A late notice changes it.", by=lead)

    with pytest.raises(Refused, match="signed off"):
        approve(run, run.checksum, by=lead)


def test_the_next_week_hides_what_changed_by_too_little(app, people, figures):
    lead = people[RoleName.LEAD]
    figures([31, 12, 40, 30, 9, 7, 20])
    run = draft(app, people)
    release = queries.release_of(run.ref)
    sign(release, release.fingerprint, by=lead)
    approve(run, run.checksum, by=lead)
    issue(run, run.checksum, by=lead)

    figures([32, 12, 40, 34, 9, 7, 20])
    table = document_of(draft(app, people, date(2025, 11, 27))).blocks[3]

    hidden = {row.key for row in table.rows if row.cells["year"].shown == "[c]"}
    assert "iph" in hidden
    assert (
        len(hidden) > 2 or "total" in hidden
    )  # one more beside it would have grown by one with it


def test_the_record_gives_a_table_that_can_be_cleared(database):
    days = weekly.WEEKLY.period(DAY)
    table = since_april.notified(Brief(days, AS_AT, AS_AT, Edition.SHAREABLE))

    cleared = clear([table]).tables[0]

    assert cleared.cell("total", "year").value == 0
    assert [row.key for row in cleared.rows] == [*TYPES, "total"]


def test_the_lead_reads_what_is_hidden_and_signs_it_off_by_name(app, client, people, figures):
    run = draft(app, people)
    release = queries.release_of(run.ref)
    sign_in_as(client, people[RoleName.LEAD])

    page = client.get(f"/releases/{release.ref}").text
    answer = client.post(f"/releases/{release.ref}/sign", data={"fingerprint": release.fingerprint})

    assert "withheld" in page
    assert "or more" in page or "from 0 to" in page
    assert answer.status_code == 303
    assert release.signed_by_name == people[RoleName.LEAD].name
    acts = [event.act for event in about(release.ref)]
    assert acts == ["release.prepared", "release.read", "release.signed"]
