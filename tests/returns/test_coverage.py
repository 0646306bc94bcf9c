import csv
import io
from datetime import date, timedelta

import pytest

from dhp.absence import Absence
from dhp.accounts.forces import load_forces
from dhp.accounts.models import Force
from dhp.calendar import clock_at, month_days
from dhp.returns.actions import resolve, withdraw
from dhp.returns.coverage import Summary, coverage, last_coverage, summary
from dhp.returns.coverage_file import coverage_csv
from dhp.returns.models import Return
from dhp.returns.plan import period_with
from dhp.returns.queries import open_disputes, present_for
from dhp.returns.rules import Standing
from dhp.returns.wording import coverage_words
from tests.harness.record import at

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
AFTER = "2026-11-20T10:00"


def cell_of(force, when=AFTER, **more):
    found = coverage(*OCTOBER, as_at=at(when), forces=[force], **more)
    return found.rows[0].cells[0]


@pytest.mark.parametrize(
    ("when", "standing"),
    [
        ("2026-10-31T12:00", Standing.RUNNING),
        ("2026-11-06T23:59", Standing.AWAITED),
        ("2026-11-07T00:00", Standing.NOT_RETURNED),
        ("2027-03-01T00:00", Standing.NOT_RETURNED),
    ],
)
def test_silence_is_never_none(october, kent, when, standing):
    cell = cell_of(kent, when)

    assert (cell.standing, cell.deaths, cell.timing) == (standing, None, None)


def test_the_kinds_of_nothing_are_told_apart(october, kent, essex, spoc, make_return):
    make_return(spoc, october)

    assert cell_of(kent).absence is Absence.CONFIRMED_NONE
    assert cell_of(essex).absence is Absence.NOT_RETURNED


def test_deaths_are_counted_in_the_period_in_which_they_happened(
    october, kent, spoc, make_death, make_return
):
    make_death("2026-10-31")
    make_death("2026-09-30")
    make_return(spoc, october)

    cell = cell_of(kent)
    assert (cell.standing, cell.deaths, cell.words) == (
        Standing.CONFIRMED,
        1,
        "Confirmed: 1 death",
    )


def test_coverage_is_rebuilt_as_at_every_instant(
    database, october, kent, spoc, coder, make_death, make_return
):
    """One period told step by step: each instant is read again after all has happened."""
    make_return(spoc, october, when="2026-11-16T10:00")
    case = make_death("2026-10-17", received="2026-11-18T09:00")
    make_return(spoc, october, {case.ref: "Not ours."}, when="2026-11-19T10:00")
    with clock_at(at("2026-11-20T10:00")):
        resolve(open_disputes(coder)[0], "It is yours.", by=coder)
        database.session.commit()
    with clock_at(at("2026-11-21T10:00")):
        seen = present_for(spoc, october).fingerprint
        withdraw(october, "By mistake.", by=spoc, seen=seen)
        database.session.commit()

    told = [
        (cell.standing, cell.is_late, cell.revision)
        for day in range(15, 22)
        for cell in [cell_of(kent, f"2026-11-{day}T12:00")]
    ]

    assert told == [
        (Standing.NOT_RETURNED, False, 0),
        (Standing.CONFIRMED_NONE, True, 1),
        (Standing.CONFIRMED_NONE, True, 1),
        (Standing.CHANGED, True, 1),
        (Standing.DISPUTED, True, 2),
        (Standing.CONFIRMED, True, 2),
        (Standing.NOT_RETURNED, False, 0),
    ]


def test_a_restricted_death_is_counted_only_for_those_who_may_know(
    october, kent, spoc, restricted_death, make_return
):
    restricted_death()
    make_return(spoc, october)

    others, reports = cell_of(kent), cell_of(kent, restricted=True)
    assert (others.standing, others.deaths) == (Standing.CONFIRMED_NONE, 0)
    assert (reports.standing, reports.deaths) == (Standing.CONFIRMED, 1)


def test_a_restricted_death_that_comes_later_changes_nothing_for_others(
    october, kent, spoc, restricted_death, make_return
):
    make_return(spoc, october)
    before = cell_of(kent)
    restricted_death("2026-10-17", received="2026-11-04T09:00")

    assert cell_of(kent) == before


def test_a_summary_says_who_is_missing(october, kent, essex, spoc, make_return):
    make_return(spoc, october, when="2026-11-16T10:00")

    told = summary(october, at(AFTER))

    assert (told.due, told.returned, told.nil, told.missing, told.late) == (2, 1, 1, ("Essex",), 1)
    assert coverage_words(told) == (
        "1 of 2 forces returned October 2026; 1 of them confirmed that there was no death. "
        "Of the returns, 1 came late. Not returned: Essex."
    )


def test_the_last_coverage_is_of_the_period_that_was_due(october, kent):
    before, after = (last_coverage(at(f"2026-11-0{day}T00:00")) for day in (6, 7))

    assert (before.periods[0].name, after.periods[0].name) == ("September 2026", "October 2026")
    assert last_coverage(at("2026-08-05")).periods == ()


def test_nothing_is_said_before_anything_is_due(october, kent):
    early = summary(october, at("2026-08-05"))

    assert (early.due, early.missing) == (0, ())
    assert coverage_words(Summary(None)) == "No return of the forces was due yet."


def test_the_file_has_a_row_for_each_force_and_period_and_no_blank(
    october, kent, essex, spoc, make_death, make_return
):
    make_death("2026-09-17")
    with clock_at(at("2026-10-02")):
        september = period_with("2026-09-01")
    make_return(spoc, september, when="2026-10-07")
    make_return(spoc, october, when="2026-11-16")

    text = coverage_csv(coverage(date(2026, 9, 1), date(2026, 11, 1), as_at=at(AFTER)))

    rows = {
        (row["force"], row["period_from"]): (row["standing"], row["deaths_confirmed"])
        for row in csv.DictReader(io.StringIO(text))
    }
    assert rows == {
        ("Essex", "2026-09-01"): ("not returned", "[x]"),
        ("Essex", "2026-10-01"): ("not returned", "[x]"),
        ("Essex", "2026-11-01"): ("running", "not due"),
        ("Kent", "2026-09-01"): ("confirmed", "1"),
        ("Kent", "2026-10-01"): ("confirmed none", "0"),
        ("Kent", "2026-11-01"): ("running", "not due"),
    }


def test_the_page_of_44_forces_and_5_years_takes_few_statements(
    database, client, sign_in, lead, statements
):
    load_forces(database.session())
    lead.created_at = at("2021-10-15")
    fill(database, lead)
    sign_in(lead)
    with clock_at(at("2026-11-20")):
        client.get("/coverage")  # what only the first request of a process asks
        statements.clear()
        page = client.get("/coverage?periods=60")

    asked = statements.of_the_page
    text = page.get_data(as_text=True)
    assert text.count("app-coverage__cell ") == 44 * 60
    assert len(asked) < 10, "\n".join(asked)


def fill(database, by):
    """A return of every force for each of 60 months."""
    forces = database.session.query(Force).all()
    assert len(forces) == 44
    day = date(2021, 11, 1)
    for _ in range(60):
        first, last = month_days(day)
        for force in forces:
            database.session.add(
                Return(
                    force=force,
                    first=first,
                    last=last,
                    revision=1,
                    made_by=by.ref,
                    made_by_name=by.name,
                    made_by_role=by.role,
                    made_at=at(f"{last + timedelta(days=3)}"),
                )
            )
        day = last + timedelta(days=1)
    database.session.commit()
