"""The library finds what was issued; two issues are held side by side; a summary says nothing new."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.context.rules import latest_week
from dhp.reports.blocks import Bullets, Cell, Column, Heading, Row, Text
from dhp.reports.document import Edition
from dhp.reports.library.changes import Change, compared
from dhp.reports.library.leadership import leadership
from dhp.reports.library.queries import PAGE, Wanted, before, issued, shelves
from dhp.reports.library.summary import summary
from dhp.reports.models import Run, RunStatus
from dhp.statistics.tables import Table
from tests.accounts.people import add_user, sign_in_as
from tests.harness.leaving import others_may_commit_after
from tests.reports.sample import weekly
from tests.statistics.disclosure.tables import AS_AT, PERIOD


def table(**counts):
    rows = tuple(Row(key, key.capitalize(), {"n": Cell.count(n)}) for key, n in counts.items())
    said = {"title": "Deaths", "unit": "Deaths", "base": "All", "row_head": "Kind"}
    days = {"period": PERIOD, "as_at": AS_AT, "source": "Invented"}
    columns = (Column("n", "This week"),)
    return Table(id="W1", columns=columns, rows=rows, rows_by="type", **said, **days)


def document(said="Five deaths were notified.", **counts):
    blocks = (
        Heading(2, "Headlines"),
        Bullets((said, "Second")),
        table(**counts),
        Text("Further on."),
    )
    return replace(weekly(), blocks=blocks, issued=now())


@pytest.fixture
def reader(database):
    return add_user(RoleName.READER)


@pytest.fixture
def shelve(database):
    """Puts an issued report, or a draft, on the shelf."""

    def add(told, ending, *, kind="weekly", draft=False, status=RunStatus.ISSUED):
        life = {"issued_by": "B", "issued_by_name": "Bob", "issued_at": now()} | {
            "approved_by": "B",
            "approved_by_name": "Bob",
            "approved_at": now(),
            "approved_checksum": told.checksum,
        }
        if status is RunStatus.WITHDRAWN:
            life |= {"withdrawn_at": now(), "withdrawn_because": "Wrong."}
        day = date.fromisoformat(ending)
        run = Run(
            kind=kind,
            edition=Edition.SHAREABLE,
            title=f"{kind} to {ending}",
            period_from=day,
            period_to=day,
            as_at=now(),
            status=RunStatus.DRAFT if draft else status,
            content=told.to_json(),
            checksum=told.checksum,
            built_by="A",
            built_by_name="Ann",
            built_at=now(),
            **({} if draft else life),
        )
        database.session.add(run)
        database.session.commit()
        return run

    return add


@pytest.fixture
def page(app, database):
    def get(user, path, status=200):
        client = app.test_client()
        sign_in_as(client, user)
        answer = client.get(path)
        assert answer.status_code == status
        return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", answer.get_data(as_text=True))))

    return get


def titles(reader, **wanted):
    return [one.run.title for one in issued(reader, Wanted(**wanted)).reports]


def test_the_latest_stands_first_with_the_first_thing_it_says(shelve, reader, page):
    shelve(document("Nine deaths."), "2025-11-13")
    shelve(document("Four deaths."), "2025-11-20")
    shelve(document("A secret draft."), "2025-11-27", draft=True)

    told = page(reader, "/reports/")

    assert told.index("Four deaths.") < told.index("Nine deaths.")
    assert "secret" not in told


def test_reports_are_found_by_kind_year_and_the_beginnings_of_words(shelve, reader):
    shelve(document("Strangulation was told of."), "2025-11-13")
    shelve(document("None."), "2025-02-13", kind="monthly")

    assert shelves(reader) == (["monthly", "weekly"], ["2025-26", "2024-25"])
    assert titles(reader, kind="monthly") == titles(reader, year="2024-25")
    assert titles(reader, words="STRANG told") == ["weekly to 2025-11-13"]
    assert titles(reader, words="further on") != []
    assert titles(reader, words="trang") == []
    assert titles(reader, words="shown cells") == []
    assert titles(reader, year="nonsense", words="%") == titles(reader)


def test_a_long_shelf_has_pages(shelve, reader, page):
    for day in range(1, 26):
        shelve(document(f"Number {day}."), f"2025-10-{day:02}")

    first, second = (issued(reader, Wanted(page=number)) for number in (1, 2))
    searched = issued(reader, Wanted(words="number", page=2))

    assert (len(first.reports), first.more) == (20, True)
    assert (len(second.reports), second.more) == (5, False)
    assert [one.run.ref for one in searched.reports] == [one.run.ref for one in second.reports]
    assert "Earlier reports" in page(reader, "/reports/")


@pytest.mark.only_on("sqlite")
def test_a_search_that_has_found_enough_keeps_nobody_from_saving(shelve, reader, database):
    for number in range(2 * PAGE + 2):
        shelve(document(), f"{2024 + number % 2}-{1 + number // 28:02}-{1 + number % 28:02}")

    assert others_may_commit_after(database, lambda: issued(reader, Wanted(words="further")))


def test_what_changed_names_each_figure_then_and_now():
    counts = {"iph": 4, "afh": 2}, {"iph": 7, "child": 1}
    then, now_ = (json.loads(document(**one).to_json()) for one in counts)

    [found] = compared(then, now_).tables

    assert found.changes == (Change("Iph, This week", "4", "7"),)
    assert (found.unchanged, found.added, found.dropped) == (0, ("Child",), ("Afh",))


def test_the_page_of_changes_holds_the_last_issue_beside_this_one(shelve, reader, page, database):
    first = shelve(document(iph=4), "2025-11-13")
    shelve(document(iph=99), "2025-11-06", kind="monthly")
    last = shelve(document(iph=7), "2025-11-20")

    assert before(last, reader) == first
    assert "Iph, This week 4 7" in page(reader, f"/reports/{last.ref}/changes")
    assert "no earlier issue" in page(reader, f"/reports/{first.ref}/changes")
    events = sa.select(sa.func.count()).where(TrailEvent.act == Act.REPORT_READ)
    assert database.session.scalar(events) == 2


def test_a_draft_has_no_summary_and_no_changes_for_readers(shelve, reader, page):
    draft = shelve(document(), "2025-11-20", draft=True)

    for part in ("summary", "summary.pdf", "changes"):
        page(reader, f"/reports/{draft.ref}/{part}", status=404)


def test_what_was_withdrawn_is_named_and_nothing_of_it_is_shown(shelve, reader, page):
    gone = shelve(document("A wrong number."), "2025-11-13", status=RunStatus.WITHDRAWN)
    last = shelve(document("Four."), "2025-11-20")

    told = page(reader, "/reports/")

    assert "Withdrawn" in told
    assert "A wrong number." not in told
    assert titles(reader, words="wrong number") == []
    assert before(last, reader) is None
    for part in ("summary", "summary.pdf", "changes"):
        page(reader, f"/reports/{gone.ref}/{part}", status=302)


def test_a_summary_says_nothing_that_the_report_does_not_say():
    whole = document(iph=4)

    short = summary(whole)

    said = {block.kind for block in short.blocks}
    assert said == {"heading", "bullets", "table", "text"}
    assert next(block for block in whole.blocks if block.kind == "table") in short.blocks
    assert "Further on." not in "".join(short.words())
    assert whole.checksum[:16] in "".join(short.words())
    assert short.as_at == whole.as_at


def test_the_summary_is_a_page_and_a_file(app, shelve, reader, page):
    run = shelve(document("Four deaths.", iph=4), "2025-11-20")
    client = app.test_client()
    sign_in_as(client, reader)

    assert "Four deaths." in page(reader, f"/reports/{run.ref}/summary")
    assert client.get(f"/reports/{run.ref}/summary.pdf").data.startswith(b"%PDF")


def test_the_latest_report_is_one_click_away(app, shelve, reader):
    client = app.test_client()
    sign_in_as(client, reader)
    assert client.get("/reports/latest").location == "/reports/"

    run = shelve(document(), "2025-11-20")

    assert client.get("/reports/latest").location == f"/reports/{run.ref}"


def test_leaders_read_threat_response_and_asks_on_one_page(database, page):
    lead = add_user(RoleName.LEAD)
    told = page(lead, "/reports/leadership")

    assert told.index("Threat by strand") < told.index("Response") < told.index("Asks across")
    made = leadership(latest_week(), (), weekly().front, lead)
    assert made.edition is Edition.RESTRICTED
    page(add_user(RoleName.CODER), "/reports/leadership", status=403)


def test_an_explored_table_is_a_workbook_too(app, database):
    client = app.test_client()
    sign_in_as(client, add_user(RoleName.CODER))

    answer = client.get("/explore/figures.xlsx?measure=deaths&by=type&from=2025-04-01")

    sheet = load_workbook(io.BytesIO(answer.data))["Table deaths"]
    found = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert found["Intimate partner homicide"] == 0
    assert found["All"] == 0


def test_every_room_of_reports_stands_under_reports_in_the_navigation(app, database):
    client = app.test_client()
    sign_in_as(client, add_user(RoleName.LEAD))

    for room in ("calendar", "recipients", "openings", "build", "leadership"):
        told = client.get(f"/reports/{room}").text
        active = re.findall(r"navigation__item--active.*?</li>", told, re.DOTALL)
        assert [re.sub(r"<[^>]+>", "", one).split()[-1] for one in active] == ["Reports"], room
