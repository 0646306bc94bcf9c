"""Readers explore what was issued, and never a number that is in no issued table."""

import re

import pytest

from dhp.accounts.permissions import RoleName
from dhp.definitions import DeathType
from dhp.errors import Refused
from dhp.statistics.explore.actions import ask_release, issue_explored
from dhp.statistics.explore.asking import Wanted
from dhp.statistics.explore.files import FileForm, add_file_form
from dhp.statistics.explore.laying import explored
from dhp.statistics.explore.sources import EXPLORED, Source, set_sources
from dhp.statistics.releases.actions import Showing, issue_release, prepare, sign
from dhp.statistics.releases.models import Release, ReleaseStatus
from dhp.statistics.releases.queries import cleared_tables, cleared_with_ledger
from tests.accounts.people import add_user, sign_in_as
from tests.statistics.disclosure.tables import AS_AT, PERIOD, listed

TOKEN = "Planted 48151"


@pytest.fixture
def people(database):
    return {role: add_user(role) for role in (RoleName.CODER, RoleName.LEAD, RoleName.READER)}


@pytest.fixture
def reader(app, people):
    client = app.test_client()
    sign_in_as(client, people[RoleName.READER])
    return client


def prepared(people, counts, about=EXPLORED, **given):
    clearing = cleared_with_ledger([listed(counts, **{"title": TOKEN} | given)])
    showing = Showing(about, "Figures", PERIOD.start, PERIOD.end, AS_AT)
    return prepare(clearing, showing, by=people[RoleName.CODER])


def issued(people, *given, **more):
    release = prepared(people, *given, **more)
    sign(release, release.fingerprint, by=people[RoleName.LEAD])
    issue_release(release, by=people[RoleName.LEAD])
    return release


def test_what_waits_for_its_signature_or_its_issue_is_told_nowhere(database, people, reader):
    release = prepared(people, {"a": 4815, "b": 40})
    database.session.commit()
    for _step in ("prepared", "signed"):
        for path in (
            "",
            "/issued",
            f"/issued/{release.ref}/1",
            f"/issued/{release.ref}/1/table.csv",
        ):
            page = reader.get(f"/explore{path}").get_data(as_text=True)
            assert "4815" not in page.replace(",", "")
        assert reader.get(f"/explore/issued/{release.ref}/1").status_code == 404
        if release.status is ReleaseStatus.PREPARED:
            sign(release, release.fingerprint, by=people[RoleName.LEAD])
            database.session.commit()


def test_an_issued_table_opens_with_its_picture_and_files_and_hides_what_it_hides(
    database, people, reader
):
    release = issued(people, {"a": 2, "b": 4815, "c": 9, "d": 17})
    database.session.commit()

    page = reader.get(f"/explore/issued/{release.ref}/1").get_data(as_text=True)
    data = [reader.get(f"/explore/issued/{release.ref}/1/table.{form}") for form in ("csv", "json")]

    assert TOKEN in reader.get("/explore").get_data(as_text=True)
    assert "<svg" in page
    assert "[c]" in page
    assert "withheld" in page
    kept = [page, *(one.get_data(as_text=True) for one in data)]
    for text in kept:
        assert "4,815" in text or "4815" in text
    row = re.search(r"<tr[^>]*>\s*<th[^>]*>A</th>(.*?)</tr>", page, re.DOTALL)
    assert row
    assert re.sub("<[^>]+>", "", row[1]).strip() == "[c]"


def test_the_latest_issue_stands_in_the_list_and_leads_to_those_before(database, people, reader):
    first = issued(people, {"a": 30, "b": 40})
    last = issued(people, {"a": 60, "b": 80})
    database.session.commit()

    listed_page = reader.get("/explore").get_data(as_text=True)
    assert f"/explore/issued/{last.ref}/1" in listed_page
    assert f"/explore/issued/{first.ref}/1" not in listed_page
    one = reader.get(f"/explore/issued/{last.ref}/1").get_data(as_text=True)
    assert f"/explore/issued/{first.ref}/1" in one


def test_figures_of_a_report_that_was_withdrawn_or_is_not_known_are_not_shown(
    app, database, people, reader
):
    known = issued(people, {"a": 30}, about="kept", id="T1")
    withdrawn = issued(people, {"a": 30}, about="gone", id="T2")
    unknown = issued(people, {"a": 30}, about="nobody knows", id="T3")
    database.session.commit()
    before = app.extensions["explore_sources"]
    told = {"kept": Source("weekly", "Kept"), "gone": Source("weekly", "Gone", withdrawn=True)}
    set_sources(app, lambda refs: {ref: told[ref] for ref in refs if ref in told})
    try:
        found = {
            one.about: reader.get(f"/explore/issued/{one.ref}/1").status_code
            for one in (known, withdrawn, unknown)
        }
    finally:
        app.extensions["explore_sources"] = before

    assert found == {"kept": 200, "gone": 404, "nobody knows": 404}


def wanted(*by, start="2025-04-01", **given):
    return Wanted("deaths", by, start=start, end="2025-11-30", as_at="2025-12-01", **given)


@pytest.fixture
def deaths(death):
    for day in range(1, 7):
        death(f"2025-04-0{day}", DeathType.IPH, died="2025-04-01")


def test_a_table_is_asked_for_by_one_signed_by_another_and_then_found_by_readers(
    app, database, people, reader, deaths
):
    coder, lead = app.test_client(), app.test_client()
    sign_in_as(coder, people[RoleName.CODER])
    sign_in_as(lead, people[RoleName.LEAD])
    query = "measure=deaths&by=type&from=2025-04-01&to=2025-11-30&as_at=2025-12-01"

    assert coder.post(f"/explore/release?{query}").status_code == 303
    release = database.session.query(Release).one()
    lead.post(f"/explore/releases/{release.ref}/issue")
    assert release.status is ReleaseStatus.PREPARED
    lead.post(f"/releases/{release.ref}/sign", data={"fingerprint": release.fingerprint})
    assert "Issue to readers" in lead.get(f"/releases/{release.ref}").get_data(as_text=True)
    lead.post(f"/explore/releases/{release.ref}/issue")

    assert release.status is ReleaseStatus.ISSUED
    assert "Deaths by type of death" in reader.get("/explore").get_data(as_text=True)


def test_whoever_asks_does_not_sign(database, people, deaths):
    release = ask_release(explored(wanted("type"), None), by=people[RoleName.LEAD])

    with pytest.raises(Refused, match="second person"):
        sign(release, release.fingerprint, by=people[RoleName.LEAD])


@pytest.mark.parametrize(
    ("by", "given", "why"),
    [
        (("type",), {"where": (("sex", "female"),)}, "filter"),
        (("type",), {"start": ""}, "first day"),
        (("force",), {}, "regions"),
        ((), {}, "choose a row"),
    ],
)
def test_what_could_be_subtracted_from_something_else_is_not_released(
    database, people, by, given, why
):
    with pytest.raises(Refused, match=why):
        ask_release(explored(wanted(*by, **given), None), by=people[RoleName.CODER])


def test_tables_that_were_issued_before_are_laid_anew_and_cleared_together(
    database, people, deaths
):
    coder, lead = people[RoleName.CODER], people[RoleName.LEAD]
    first = ask_release(explored(wanted("type"), None), by=coder)
    sign(first, first.fingerprint, by=lead)
    issue_explored(first, by=lead)

    second = ask_release(explored(wanted("sex"), None), by=coder)

    titles = [table.title.split(",")[0] for table in cleared_tables(second)]
    assert titles == ["Deaths by sex", "Deaths by type of death"]


def test_figures_of_a_report_are_issued_with_their_report_alone(database, people):
    release = prepared(people, {"a": 30}, about="run")
    sign(release, release.fingerprint, by=people[RoleName.LEAD])

    with pytest.raises(Refused, match="with their report"):
        issue_explored(release, by=people[RoleName.LEAD])


def test_rooms_above_can_offer_another_form(app, database, people, reader):
    release = issued(people, {"a": 30, "b": 40})
    database.session.commit()
    before = app.extensions.pop("explore_files", [])
    add_file_form(app, FileForm("txt", "plain text", "text/plain", lambda table: table.title))
    try:
        page = reader.get(f"/explore/issued/{release.ref}/1").get_data(as_text=True)
        answer = reader.get(f"/explore/issued/{release.ref}/1/table.txt")
    finally:
        app.extensions["explore_files"] = before

    assert "plain text" in page
    assert answer.get_data(as_text=True) == TOKEN
    assert reader.get(f"/explore/issued/{release.ref}/1/table.exe").status_code == 404
