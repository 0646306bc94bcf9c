from io import BytesIO

import pytest
from sqlalchemy import select

from dhp.exchange.incoming.guide import workbook
from dhp.exchange.reading.sheets import sheet_from
from dhp.exchange.returns.keeping import keep_returns
from dhp.exchange.returns.plan import rehearse_returns
from dhp.exchange.returns.template import COLUMNS, NIL, returns_template
from dhp.exchange.rows import Standing
from dhp.extensions import db
from dhp.references import shown_reference
from dhp.returns.models import Return
from dhp.returns.queries import present_for
from dhp.returns.rules import Standing as Stands
from tests.exchange.files import csv_of, sheet_of

OCTOBER = "2026-10-01"


@pytest.fixture
def row(kent):
    """One row of a file: a death that is confirmed, unless told otherwise."""

    def make(death=NIL, confirmed="yes", reason="", period=OCTOBER, force=kent.code):
        told = (force, period, death, confirmed, reason)
        return dict(zip(COLUMNS, told, strict=True))

    return make


@pytest.fixture
def looked(spoc):
    """What a file with these rows would confirm, for the contact of Kent or for somebody else."""

    def look(*rows, by=spoc):
        return rehearse_returns(sheet_of(*rows, name="returns.csv"), by)

    return look


def refused(found):
    return [(one.row, one.column) for one in found.outcome.refused]


def test_the_template_lists_what_is_held_and_answers_nothing(october, spoc, kent, make_death):
    case = make_death()

    rows = returns_template(spoc)

    assert (kent.code, OCTOBER, shown_reference(case.ref), "", "") in rows
    assert (kent.code, "2026-09-01", NIL, "", "") in rows
    assert {answer for _, _, _, answer, _ in rows} == {""}


def test_deaths_and_nil_returns_are_confirmed_by_name(october, spoc, row, looked, make_death):
    case = make_death()
    found = looked(row(case.ref), row(period="2026-09-01"))

    assert refused(found) == []
    keep_returns(found, by=spoc)

    made = db.session.scalars(select(Return).order_by(Return.first)).all()
    assert [[line.case_id for line in one.lines] for one in made] == [[], [case.id]]
    assert {one.made_by_name for one in made} == {"Sam Spoc"}


def test_a_death_that_does_not_belong_is_disputed_with_its_reason(
    october, spoc, row, looked, make_death
):
    case = make_death()

    keep_returns(looked(row(case.ref, "no", "It happened in June.")), by=spoc)

    [made] = db.session.scalars(select(Return))
    assert [line.disputed for line in made.lines] == ["It happened in June."]
    assert present_for(spoc, october).standing is Stands.DISPUTED


def test_the_same_file_again_stands_already(october, spoc, row, looked, make_death):
    case = make_death()
    rows = [row(case.ref, "no", "It happened in June."), row(period="2026-09-01")]
    keep_returns(looked(*rows), by=spoc)

    again = looked(*rows)

    assert keep_returns(again, by=spoc) == ""
    assert len(again.outcome.having(Standing.UNCHANGED)) == 2
    assert len(db.session.scalars(select(Return)).all()) == 2


def test_another_answer_replaces_the_return(october, spoc, row, looked, make_death):
    case = make_death()
    keep_returns(looked(row(case.ref)), by=spoc)

    keep_returns(looked(row(case.ref, "no", "It is told twice.")), by=spoc)

    revisions = [one.revision for one in db.session.scalars(select(Return).order_by(Return.id))]
    assert revisions == [1, 2]


def test_a_period_without_answers_is_left_open(october, spoc, row, looked):
    found = looked(row(confirmed=""))

    assert [one.column for one in found.outcome.having(Standing.WARNING)] == ["confirmed"]
    assert keep_returns(found, by=spoc) == ""


@pytest.mark.parametrize(
    ("told", "column"),
    [
        ({"force": "E23000001"}, "force"),
        ({"period": "2026-10-02"}, "period"),
        ({"period": "October"}, "period"),
        ({"period": "2026-11-01"}, "period"),
        ({"death": "4Q7T9"}, "death"),
        ({"confirmed": "perhaps"}, "confirmed"),
        ({"confirmed": "no"}, "confirmed"),
        ({"reason": "Because."}, "reason"),
    ],
)
def test_a_row_that_cannot_be_is_refused_in_its_column(october, row, looked, told, column):
    assert (2, column) in refused(looked(row(**told)))


def test_every_death_that_is_held_must_be_answered(october, spoc, row, looked, make_death):
    first, second = make_death(), make_death("2026-10-09")

    assert refused(looked(row())) == [(2, "death")]
    assert refused(looked(row(first.ref))) == [(2, "death")]
    assert refused(looked(row(first.ref), row(first.ref))) == [(3, "death")]
    assert refused(looked(row(first.ref), row(second.ref, ""))) == [(3, "confirmed")]
    assert refused(looked(row(first.ref), row(second.ref, "no"))) == [(3, "reason")]
    assert refused(looked(row(first.ref), row(second.ref))) == []


def test_the_unit_confirms_for_every_force(october, coder, kent, essex, row, looked):
    found = looked(row(), row(force=essex.code), by=coder)

    assert refused(found) == []
    keep_returns(found, by=coder)

    made = db.session.scalars(select(Return)).all()
    assert {one.force_id for one in made} == {kent.id, essex.id}
    assert {one.made_by for one in made} == {coder.ref}


def test_a_contact_returns_for_no_other_force(october, spoc, essex, row, looked):
    assert refused(looked(row(force=essex.code))) == [(2, "force")]


def test_three_mistakes_are_told_corrected_and_confirmed_in_the_browser(
    client, sign_in, october, spoc, make_death, row
):
    case = make_death()
    sign_in(spoc)
    assert shown_reference(case.ref) in client.get("/import/returns.csv").text
    wrong = [row(case.ref, "no"), row(period="2026-09-01", confirmed="?"), row(force="x")]

    page, address = taken(client, csv_of(wrong).encode(), "returns.csv")

    assert "This file cannot be imported yet" in page
    assert page.count(">Refused<") >= 3
    assert client.post(f"{address}/confirm").status_code == 422
    right = [row(case.ref), row(period="2026-09-01")]
    page, address = taken(client, workbook_of(right), "returns.xlsx")
    assert "Confirm 2 returns" in page
    done = client.post(f"{address}/confirm", follow_redirects=True)
    assert "Imported: 2 returns." in done.text
    assert len(db.session.scalars(select(Return)).all()) == 2
    page, _address = taken(client, csv_of(right).encode(), "again.csv")
    assert "Nothing in this file is new" in page


def test_the_workbook_to_fill_in_is_read_as_it_was_written(client, sign_in, october, spoc):
    sign_in(spoc)

    sheet = sheet_from(client.get("/import/returns.xlsx").data, "returns.xlsx")

    assert tuple(sheet.columns) == COLUMNS
    assert [one.cells["death"] for one in sheet.rows] == [NIL, NIL, NIL]


def workbook_of(rows):
    return workbook(COLUMNS, (), [list(row.values()) for row in rows], name="Returns")


def taken(client, data, name):
    sent = {"file": (BytesIO(data), name), "scheme": "returns"}
    answer = client.post("/import", data=sent)
    assert answer.status_code == 303, answer.text
    address = answer.headers["Location"]
    return client.get(address).text, address
