import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from sqlalchemy import func, select

from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.exchange.incoming import actions, notices
from dhp.exchange.incoming.clearing import CLEARING, clear, due
from dhp.exchange.incoming.models import ImportFile
from dhp.exchange.reading.sheets import sheet_from
from dhp.extensions import db
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.rules import Status
from tests.accounts.people import add_user, sign_in_as
from tests.exchange.files import csv_of, death
from tests.notifications.deaths import ANSWERS

pytestmark = pytest.mark.usefixtures("forces")
SHORT = {"death.force_ref": "force_ref", "death.date_of_death": "date_of_death"}


def notice(**given):
    """One sound row of a force's file."""
    told = {SHORT.get(name, name): text for name, text in ANSWERS.items()}
    given = {name.replace("__", "."): text for name, text in given.items()}
    return {"force": "E23000032", **told, **given}


def taken(client, *rows, name="deaths.csv", **form):
    """The page of a file that was taken in, with its address."""
    sent = {"file": (BytesIO(csv_of(rows).encode()), name), "scheme": "deaths", **form}
    answer = client.post("/import", data=sent)
    if answer.status_code != 303:
        return answer, ""
    address = answer.headers["Location"]
    return client.get(address), address


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def spoc(database):
    return add_user(RoleName.SPOC)


@pytest.fixture
def coder(database):
    return add_user(RoleName.CODER)


def test_a_force_sees_three_mistakes_corrects_them_and_sends(client, spoc):
    sign_in_as(client, spoc)
    header = client.get("/import/template.csv").text.removeprefix("\ufeff").strip().split(",")
    rows = [{name: notice().get(name, "") for name in header} for _ in range(3)]
    for number, row in enumerate(rows):
        row["force_ref"] = f"CR/{number}"
        row["victim.age"] = str(30 + 20 * number)
    wrong = [dict(row) for row in rows]
    wrong[0]["force"] = "E23000001"
    wrong[1]["victim.age"] = "old"
    wrong[2]["date_of_death"] = "2026-02-30"

    page, address = taken(client, *wrong)

    assert "This file cannot be imported yet" in page.text
    found = list(csv.DictReader(StringIO(client.get(f"{address}/report.csv").text[1:])))
    assert [(line["row"], line["verdict"], line["column"]) for line in found] == [
        ("2", "refused", "force"),
        ("3", "refused", "victim.age"),
        ("4", "refused", "date_of_death"),
    ]
    assert client.post(f"{address}/confirm").status_code == 422
    assert count(Notification) == 0

    page, address = taken(client, *rows)

    assert "Send 3 notifications" in page.text
    assert count(Notification) == 0
    done = client.post(f"{address}/confirm", follow_redirects=True)
    assert "Sent: 3 deaths." in done.text
    assert [one.status for one in db.session.scalars(select(Notification))] == [Status.SENT] * 3
    assert count(Receipt) == 3


def test_a_second_confirmation_and_the_same_file_again_change_nothing(client, spoc):
    sign_in_as(client, spoc)
    _page, address = taken(client, notice())
    client.post(f"{address}/confirm")

    assert client.post(f"{address}/confirm").status_code == 303
    page, again = taken(client, notice(), name="other.csv")
    assert "Nothing in this file is new" in page.text
    assert client.post(f"{again}/confirm").status_code in (409, 422)
    assert count(Receipt) == 1


def test_a_death_sent_before_that_says_something_else_now_is_refused(client, spoc):
    sign_in_as(client, spoc)
    _page, address = taken(client, notice())
    client.post(f"{address}/confirm")

    page, _address = taken(client, notice(victim__age="35"))

    assert "said something else" in page.text


def test_what_is_the_units_or_not_asked_yet_is_refused_in_its_column(spoc):
    row = notice(type="iph", victim__ethnicity_19="arab")

    found = notices.rehearse_notices(sheet_from(csv_of([row]).encode(), "a.csv"), spoc)

    assert [one.column for one in found.outcome.refused] == ["type", "victim.ethnicity_19"]


def test_a_file_of_two_suspects_tells_of_both(client, spoc):
    sign_in_as(client, spoc)
    row = notice(suspect2__sex="female", suspect2__age="40", suspect2__relationship="sibling")
    _page, address = taken(client, row)

    client.post(f"{address}/confirm")

    [receipt] = db.session.scalars(select(Receipt))
    assert '"suspect2.sex": "female"' in receipt.answers


def test_unanswered_questions_ask_for_one_reason(client, spoc):
    sign_in_as(client, spoc)
    page, address = taken(client, notice(incident__location_type=""))

    assert "Why are some questions not answered?" in page.text
    assert client.post(f"{address}/confirm").status_code == 422
    assert count(Notification) == 0
    client.post(f"{address}/confirm", data={"gap_reason": "Not yet told."})
    [receipt] = db.session.scalars(select(Receipt))
    assert receipt.gap_reason == "Not yet told."


def test_possible_duplicates_are_listed_and_hinder_nothing(client, spoc):
    sign_in_as(client, spoc)
    _page, address = taken(client, notice())
    client.post(f"{address}/confirm")

    page, _address = taken(client, notice(force_ref="CR/2026/002"))

    assert "This may be the same death as notification" in page.text
    assert "Send 1 notification" in page.text


def test_the_unit_imports_cases_of_all_forces(client, coder):
    sign_in_as(client, coder)
    page, address = taken(client, death(force_ref="1"), death(force_ref="2", force="btp"))

    assert "Import 2 deaths" in page.text
    assert count(Case) == 0
    client.post(f"{address}/confirm")
    assert sorted(case.force.code for case in db.session.scalars(select(Case))) == [
        *("E23000032", "btp")
    ]


def test_the_unit_is_told_which_case_a_row_may_be(client, coder):
    sign_in_as(client, coder)
    _page, address = taken(client, death(force_ref="1"))
    client.post(f"{address}/confirm")
    [case] = db.session.scalars(select(Case))

    page, _address = taken(
        client,
        death(force_ref="2"),
        death(force_ref="3", date_of_death="2021-06-01", received_on=""),
    )

    assert page.text.count("This may be the same death as case") == 1
    assert case.ref[:5] in page.text


def test_one_fault_keeps_the_whole_file_out(client, coder):
    sign_in_as(client, coder)
    page, address = taken(client, death(force_ref="1"), death(victim__sex="F"))

    assert client.post(f"{address}/confirm").status_code in (409, 422)
    assert count(Case) == 0
    assert "Refused" in page.text


def test_the_page_shows_rows_of_one_verdict(client, coder):
    sign_in_as(client, coder)
    _page, address = taken(client, death(force_ref="1"), death(victim__sex="F"))

    page = client.get(f"{address}?show=sound")

    assert "Nothing to correct" in page.text
    assert "victim.sex" not in page.text


def test_nobody_else_sees_a_file(client, coder, spoc):
    sign_in_as(client, coder)
    _page, address = taken(client, death())
    sign_in_as(client, add_user(RoleName.LEAD))

    for path in (address, f"{address}/report.csv"):
        assert client.get(path).status_code == 404
    assert client.post(f"{address}/confirm").status_code == 404
    assert client.post(f"{address}/discard").status_code == 404


def test_a_file_is_gone_after_a_day(client, coder):
    sign_in_as(client, coder)
    _page, address = taken(client, death())
    file = db.session.scalars(select(ImportFile)).one()
    file.taken_at = now() - timedelta(hours=25)
    db.session.commit()

    assert client.get(address).status_code == 404
    [key] = due(now())
    clear(key, now())
    db.session.commit()
    assert count(ImportFile) == 0
    assert list(CLEARING.due(now())) == []


def test_what_was_confirmed_is_remembered_without_its_text(client, coder):
    sign_in_as(client, coder)
    _page, address = taken(client, death(force_ref="1"))
    client.post(f"{address}/confirm")

    file = db.session.scalars(select(ImportFile)).one()
    assert (file.content, file.kept) == ("", 1)
    assert "1 death." in client.get(address).text
    assert list(due(now() + timedelta(days=2))) == []


def test_a_file_can_be_thrown_away(client, coder):
    sign_in_as(client, coder)
    _page, address = taken(client, death())

    client.post(f"{address}/discard")

    assert count(ImportFile) == 0


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04", "a.xlsx", "damaged or cut short"),
        (b"x" * 1_001, "a.csv", "larger than 0 MB"),
        (b"force,date_of_death\r\n", "a.csv", "no rows below its header"),
    ],
)
def test_a_file_that_is_no_table_is_refused_beside_its_field(
    client, coder, monkeypatch, data, name, said
):
    monkeypatch.setattr(actions, "MOST_BYTES", 1_000)
    sign_in_as(client, coder)

    page = client.post("/import", data={"file": (BytesIO(data), name), "scheme": "deaths"})

    assert page.status_code == 422
    assert said in page.text
    assert count(ImportFile) == 0


def test_too_many_rows_are_refused(client, coder, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ROWS", 1)
    sign_in_as(client, coder)

    page, _address = taken(client, death(), death())

    assert "over 1 rows. Split it." in page.text


def test_a_look_without_a_file_asks_for_one(client, spoc):
    sign_in_as(client, spoc)

    page = client.post("/import", data={})

    assert (page.status_code, "Choose a file." in page.text) == (422, True)


def test_the_template_as_a_workbook_reads_back(client, spoc):
    sign_in_as(client, spoc)

    made = client.get("/import/template.xlsx")

    sheet = sheet_from(made.data, "deaths.xlsx")
    assert sheet.columns[:3] == ["force", "force_ref", "date_of_death"]
    assert (sheet.rows, sheet.findings) == ([], [])
    header = client.get("/import/template.csv").text.removeprefix("\ufeff").strip()
    assert sheet.columns == header.split(",")


def test_the_guide_explains_every_column(client, coder):
    sign_in_as(client, coder)

    page = client.get("/import/guide")

    assert "victim.sex" in page.text
    assert "female = Female" in page.text


def test_looking_is_recorded_and_an_import_names_its_reference(client, coder):
    sign_in_as(client, coder)
    _page, address = taken(client, death(force_ref="1"))
    client.post(f"{address}/confirm")

    acts = list(db.session.scalars(select(TrailEvent.act).order_by(TrailEvent.seq)))
    wanted = [Act.IMPORT_TAKEN, Act.IMPORT_READ, Act.CASE_OPENED, Act.IMPORT_COMMITTED]
    assert [act for act in acts if act in wanted] == wanted


@pytest.mark.parametrize("role", [RoleName.READER, RoleName.ANALYST, RoleName.ADMINISTRATOR])
def test_files_of_deaths_are_for_forces_and_the_unit(client, role):
    sign_in_as(client, add_user(role))

    assert client.get("/import").status_code == 403
