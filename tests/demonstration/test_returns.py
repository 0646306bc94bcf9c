"""Returns of the invented history, and a recount of them by another road than the page's."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from dhp.calendar import bank_holidays, clock_at
from dhp.returns.coverage import coverage
from tests.demonstration.lived import small_history

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 3, 26, 23, 59, tzinfo=UTC)  # the end: rows are read as they are now


@pytest.fixture
def lived(database, once):
    once(small_history)
    return database.session


def rows(session, text):
    return session.execute(sa.text(text)).mappings().all()


def instant(value):
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def day_of(value):
    return date.fromisoformat(value) if isinstance(value, str) else value


def deadline(opens, working_days):
    """The midnight after so many working days, a day at a time."""
    day = opens
    while True:
        if day.weekday() < 5 and day not in bank_holidays(day.year):
            working_days -= 1
        day += timedelta(days=1)
        if working_days == 0:
            return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def next_month(day):
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def recount(session):
    """Standing and lateness of every force and month, from the rows as they are stored now."""
    forces = {row["id"]: row["code"] for row in rows(session, "SELECT id, code FROM forces")}
    since = day_of(rows(session, "SELECT since FROM return_terms")[0]["since"])
    deaths, gone = deaths_by_month(session)
    found = {}
    month = since
    while next_month(month) <= AT.astimezone(LONDON).date():
        opens = next_month(month)
        due, grace = deadline(opens, 5), deadline(opens, 10)
        for number, code in forces.items():
            made = current(session, number, month)
            if made is None:
                found[code, month] = ("not returned" if due <= AT else "awaited", False)
                continue
            late = instant(made["made_at"]) >= grace
            lines = lines_of(session, made["id"])
            found[code, month] = (told(lines, deaths[number, month], gone), late)
        month = opens
    return found


def deaths_by_month(session):
    """The open cases and unread notices by force and month of death, and where merged ones went."""
    found, gone = {}, {}
    every = rows(
        session,
        "SELECT id, force_id, received_at, died_first, died_last, scope, restricted, survivor_id,"
        " back_record FROM cases",
    )
    for case in every:
        if case["survivor_id"]:
            gone["case", case["id"]] = ("case", case["survivor_id"])
        elif case["scope"] != "out" and not case["back_record"] and not case["restricted"]:
            received = instant(case["received_at"]).astimezone(LONDON).date()
            first, last = day_of(case["died_first"]), day_of(case["died_last"])
            day = received if first is None else sorted((first, received, last))[1]
            key = (case["force_id"], day.replace(day=1))
            found.setdefault(key, set()).add(("case", case["id"]))
    return Deaths(found), gone


class Deaths(dict):
    def __missing__(self, _key):
        return set()


def current(session, force, month):
    every = rows(
        session,
        "SELECT id, force_id, first, made_at, ended_at FROM returns WHERE ended_at IS NULL",
    )
    mine = [one for one in every if one["force_id"] == force and day_of(one["first"]) == month]
    assert len(mine) <= 1
    return mine[0] if mine else None


def lines_of(session, number):
    """The lines of a return whose death is not restricted, under the case that it is now."""
    every = rows(
        session,
        "SELECT l.return_id, l.case_id, l.notification_id, n.case_id AS became, n.restricted AS"
        " hidden, c.restricted AS secret, l.disputed, l.resolved_at FROM return_lines l LEFT JOIN"
        " notifications n ON n.id = l.notification_id LEFT JOIN cases c ON c.id ="
        " COALESCE(l.case_id, n.case_id)",
    )
    return [
        one
        for one in every
        if one["return_id"] == number and not one["hidden"] and not one["secret"]
    ]


def told(lines, deaths, gone):
    if any(one["disputed"] and not one["resolved_at"] for one in lines):
        return "disputed"
    listed = {("case", one["case_id"] or one["became"]) for one in lines}
    listed |= {gone[key] for key in listed if key in gone}
    if deaths - listed:
        return "changed since"
    return "confirmed" if lines else "confirmed none"


def test_the_history_shows_every_kind_of_return_and_a_recount_agrees_with_the_page(lived):
    with clock_at(AT):
        found = coverage(date(2025, 3, 1), date(2026, 2, 28), as_at=AT)
    shown = {
        (row.force.code, cell.period.first): (cell.standing.value, cell.is_late)
        for row in found.rows
        for cell in row.cells
    }

    again = recount(lived)

    assert len(again) == 44 * len(found.periods) >= 44 * 5
    assert shown == again
    assert {"confirmed none", "confirmed", "not returned"} <= {kind for kind, _ in again.values()}
    for place, period in enumerate(found.periods):
        of_month = [one for (_code, first), one in again.items() if first == period.first]
        counted, total = Counter(kind for kind, _late in of_month), found.summary(place)
        assert (total.nil, len(total.missing), total.disputed, total.changed) == tuple(
            counted[kind]
            for kind in ("confirmed none", "not returned", "disputed", "changed since")
        )
        assert total.late == sum(late for _kind, late in of_month) > 0
    assert rows(lived, "SELECT id FROM return_lines WHERE disputed IS NOT NULL")
    assert rows(lived, "SELECT id FROM returns WHERE ended_at IS NOT NULL")
