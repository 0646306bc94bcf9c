"""Weekly figures as a file: every fault by row and column, and nothing kept before it is confirmed."""

import re
from html import unescape
from io import BytesIO

import pytest

from dhp.absence import Absence
from dhp.accounts.permissions import RoleName
from dhp.context.models import Capture
from dhp.context.rules import Source
from dhp.exchange.captures_file import MOST_BYTES, plan, template
from tests.accounts.people import add_user, sign_in_as
from tests.context.conftest import WEEK, clock, coder, essex, kent, lead, spoc, tell, world

__all__ = ["clock", "coder", "essex", "kent", "lead", "spoc", "tell", "world"]

HEAD = "force,week_ending,strand,count\r\n"
ROW = "E23000032,2026-02-26,da_incidents,12\r\n"


def read(text, user):
    return plan(text.encode() if isinstance(text, str) else text, "figures.csv", user)


def faults(found):
    return [(one.row, one.column) for one in found.findings]


def look(client, text):
    return client.post("/captures/file", data={"file": (BytesIO(text.encode()), "figures.csv")})


def confirmed(answer):
    """What the button of the page sends."""
    names = ("rows", "seen")
    found = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', answer.text)[1] for name in names
    }
    return {name: unescape(text) for name, text in found.items()}


def test_the_template_has_a_row_for_each_strand_and_passes_over_blanks(spoc):
    text = template(spoc)

    assert text.splitlines()[:2] == [HEAD.strip(), "E23000032,2026-02-26,da_incidents,"]
    assert len(text.splitlines()) == 6
    found = read(text, spoc)
    assert (len(found.lines), found.blank) == (0, 5)
    assert faults(found) == [(1, "count")]


def test_the_unit_gets_a_row_for_every_force(coder):
    assert len(template(coder).splitlines()) == 1 + 44 * 5


@pytest.mark.parametrize(
    "text", [HEAD + ROW, "\ufeff" + HEAD + ROW, (HEAD + ROW).replace("\r", "")]
)
def test_a_sound_row_is_read(spoc, text):
    found = read(text, spoc)

    assert [(line.row, line.figure, line.outcome) for line in found.lines] == [(2, 12, "New")]
    assert found.findings == []


@pytest.mark.parametrize("written", ["nil", "NIL", "0"])
def test_nil_confirms_none(spoc, written):
    found = read(HEAD + ROW.replace("12", written), spoc)

    assert [line.figure for line in found.lines] == [Absence.CONFIRMED_NONE]


def test_a_date_that_a_spreadsheet_rewrote_is_read(spoc):
    found = read(HEAD + ROW.replace("2026-02-26", "26/02/2026"), spoc)

    assert [line.week for line in found.lines] == [WEEK]


@pytest.mark.parametrize(
    ("was", "becomes", "column"),
    [
        ("E23000032", "E23000028", "force"),  # another force
        ("E23000032", "Kent", "force"),
        ("2026-02-26", "2026-02-25", "week_ending"),
        ("2026-02-26", "2026-03-05", "week_ending"),
        ("2026-02-26", "26.2.2026", "week_ending"),
        ("2026-02-26", "9999-12-31", "week_ending"),
        ("2026-02-26", "31/02/2026", "week_ending"),
        ("2026-02-26", "2019-02-28", "strand"),  # before anybody counted
        ("da_incidents", "incidents", "strand"),
        (",12", ",-1", "count"),
        (",12", ",12.5", "count"),
        (",12", ",=1+1", "count"),
        (",12", ",@SUM(A1)", "count"),
        (",12", ",100000", "count"),
        (",12", ",１２", "count"),
        (",12", ',"1,2"', "count"),
    ],
)
def test_a_fault_is_told_by_row_and_column(spoc, was, becomes, column):
    found = read(HEAD + ROW.replace("da_incidents", "missing") + ROW.replace(was, becomes), spoc)

    assert faults(found) == [(3, column)]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("force,week_ending,strand\r\nE23000032,2026-02-26,missing\r\n", "count"),
        (HEAD.replace("count", "count,note") + ROW.replace("12", "12,x"), "note"),
        (b"PK\x03\x04 a workbook", ""),
        (b"force,week_ending,strand,count\r\n\xff", ""),
        ("", ""),
        (b"x" * (MOST_BYTES + 1), ""),
        (HEAD + ROW * 5_001, ""),
    ],
)
def test_a_file_that_is_not_the_template_is_refused_whole(spoc, text, column):
    found = read(text, spoc)

    assert [one.column for one in found.findings] == [column]
    assert found.lines == ()


def test_one_figure_told_twice_is_refused(spoc):
    found = read(HEAD + ROW + ROW, spoc)

    assert faults(found) == [(3, "")]


def test_what_a_row_would_replace_is_told(spoc, kent, tell):
    tell(kent, da_incidents=12, missing=0, section_136=7)
    rows = [ROW, ROW.replace("da_incidents", "missing"), ROW.replace("da_incidents", "section_136")]

    found = read(HEAD + "".join(rows), spoc)

    assert [line.outcome for line in found.lines] == [
        "Stands already",
        "Replaces a figure",
        "Replaces a figure",
    ]


def test_nothing_is_kept_before_it_is_confirmed(client, database, spoc):
    sign_in_as(client, spoc)

    page = look(client, HEAD + ROW)

    assert page.status_code == 200
    assert database.session.query(Capture).count() == 0
    assert client.post("/captures/file/keep", data=confirmed(page)).status_code == 303
    kept = database.session.query(Capture).one()
    assert (kept.count, kept.source, kept.recorded_by) == (12, Source.FILE, spoc.ref)


def test_keeping_the_same_file_again_changes_nothing(client, database, spoc):
    sign_in_as(client, spoc)
    client.post("/captures/file/keep", data=confirmed(look(client, HEAD + ROW)))

    again = client.post("/captures/file/keep", data=confirmed(look(client, HEAD + ROW)))

    assert again.status_code == 303
    assert database.session.query(Capture).count() == 1


def test_one_fault_keeps_the_whole_file_out(client, database, spoc):
    sign_in_as(client, spoc)

    page = look(client, HEAD + ROW + ROW.replace("12", "many").replace("da_in", "da_cr"))

    assert page.status_code == 422
    assert 'name="rows"' not in page.text
    assert client.post("/captures/file/keep", data={"rows": HEAD + ROW + "x"}).status_code == 422
    assert database.session.query(Capture).count() == 0


def test_what_changed_since_the_look_is_shown_first(client, spoc, kent, tell):
    sign_in_as(client, spoc)
    page = look(client, HEAD + ROW)
    tell(kent, da_incidents=99)

    answer = client.post("/captures/file/keep", data=confirmed(page))

    assert answer.status_code == 409
    assert "have changed since you looked" in answer.text
    assert client.post("/captures/file/keep", data=confirmed(answer)).status_code == 303


def test_rows_slipped_into_the_confirmation_are_judged_again(client, database, spoc):
    sign_in_as(client, spoc)
    sent = confirmed(look(client, HEAD + ROW))

    answer = client.post(
        "/captures/file/keep", data=sent | {"rows": HEAD + ROW.replace("E23000032", "E23000028")}
    )

    assert answer.status_code == 422
    assert database.session.query(Capture).count() == 0


def test_a_look_without_a_file_asks_for_one(client, spoc):
    sign_in_as(client, spoc)

    answer = client.post("/captures/file", data={})

    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_the_template_is_fetched_as_a_file(client, spoc):
    sign_in_as(client, spoc)

    answer = client.get("/captures/file/template.csv")

    assert answer.mimetype == "text/csv"
    assert answer.data.startswith("\ufeffforce,week_ending".encode())


def test_a_hostile_name_of_a_file_stays_text(client, spoc):
    sign_in_as(client, spoc)

    name = "<script>alert(1)</script>.csv"
    answer = client.post("/captures/file", data={"file": (BytesIO(b"x"), name)})

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("role", [RoleName.READER, RoleName.ADMINISTRATOR, RoleName.AUDITOR])
def test_files_are_for_those_who_enter_figures(client, world, role):
    sign_in_as(client, add_user(role))

    assert client.get("/captures/file").status_code == 403
    assert look(client, HEAD + ROW).status_code == 403
