"""R14: the clock changes twice a year, is set back, jumps; nothing is counted or kept longer for it."""

import json
import os
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa

from dhp.accounts import codes, sessions, sign_in
from dhp.accounts.sessions import Limits
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.audit.trail import Command, record
from dhp.audit.verifying import verify
from dhp.calendar import clock_at, financial_year, london_date, reporting_week
from dhp.calendar.issues import issue_of
from dhp.references import new_reference
from tests.accounts.people import SECRET, add_user

pytestmark = pytest.mark.faults
ZONES = ("UTC", "Europe/London", "Pacific/Kiritimati", "America/Los_Angeles")

# instant in UTC, day in London, last day of the reporting week, financial year
TABLE = [
    # The clocks go forward on Sunday 29 March 2026 at 01:00: 01:30 in London does not exist.
    ("2026-03-26T23:59:59", "2026-03-26", "2026-03-26", "2025-26"),
    ("2026-03-27T00:00:00", "2026-03-27", "2026-04-02", "2025-26"),
    ("2026-03-29T00:59:59", "2026-03-29", "2026-04-02", "2025-26"),
    ("2026-03-29T01:00:00", "2026-03-29", "2026-04-02", "2025-26"),
    ("2026-03-29T22:59:59", "2026-03-29", "2026-04-02", "2025-26"),
    ("2026-03-29T23:00:00", "2026-03-30", "2026-04-02", "2025-26"),
    ("2026-03-31T22:59:59", "2026-03-31", "2026-04-02", "2025-26"),
    ("2026-03-31T23:00:00", "2026-04-01", "2026-04-02", "2026-27"),
    ("2026-03-31T23:30:00", "2026-04-01", "2026-04-02", "2026-27"),
    ("2026-04-02T22:59:59", "2026-04-02", "2026-04-02", "2026-27"),
    ("2026-04-02T23:00:00", "2026-04-03", "2026-04-09", "2026-27"),
    # They go back on Sunday 25 October 2026 at 01:00 UTC: 01:30 in London comes twice.
    ("2026-10-22T22:59:59", "2026-10-22", "2026-10-22", "2026-27"),
    ("2026-10-22T23:00:00", "2026-10-23", "2026-10-29", "2026-27"),
    ("2026-10-24T22:59:59", "2026-10-24", "2026-10-29", "2026-27"),
    ("2026-10-24T23:00:00", "2026-10-25", "2026-10-29", "2026-27"),
    ("2026-10-25T00:30:00", "2026-10-25", "2026-10-29", "2026-27"),
    ("2026-10-25T01:30:00", "2026-10-25", "2026-10-29", "2026-27"),
    ("2026-10-25T23:59:59", "2026-10-25", "2026-10-29", "2026-27"),
    ("2026-10-26T00:00:00", "2026-10-26", "2026-10-29", "2026-27"),
    ("2026-10-29T23:59:59", "2026-10-29", "2026-10-29", "2026-27"),
    ("2026-10-30T00:00:00", "2026-10-30", "2026-11-05", "2026-27"),
    # The turn of the year is on a Thursday.
    ("2026-12-31T23:59:59", "2026-12-31", "2026-12-31", "2026-27"),
    ("2027-01-01T00:00:00", "2027-01-01", "2027-01-07", "2026-27"),
    # 31 March 2027 is a Wednesday, after the clocks went forward on the 28th.
    ("2027-03-27T23:59:59", "2027-03-27", "2027-04-01", "2026-27"),
    ("2027-03-28T23:00:00", "2027-03-29", "2027-04-01", "2026-27"),
    ("2027-03-31T22:59:59", "2027-03-31", "2027-04-01", "2026-27"),
    ("2027-03-31T23:00:00", "2027-04-01", "2027-04-01", "2027-28"),
    # A leap day, and the end of a year that has one.
    ("2028-02-28T23:59:59", "2028-02-28", "2028-03-02", "2027-28"),
    ("2028-02-29T00:00:00", "2028-02-29", "2028-03-02", "2027-28"),
    ("2028-02-29T23:59:59", "2028-02-29", "2028-03-02", "2027-28"),
    ("2028-03-01T00:00:00", "2028-03-01", "2028-03-02", "2027-28"),
    ("2028-03-31T22:59:59", "2028-03-31", "2028-04-06", "2027-28"),
    ("2028-03-31T23:00:00", "2028-04-01", "2028-04-06", "2028-29"),
    # Summer midnights, when London and UTC are on different days for an hour.
    ("2026-06-30T22:59:59", "2026-06-30", "2026-07-02", "2026-27"),
    ("2026-06-30T23:00:00", "2026-07-01", "2026-07-02", "2026-27"),
    ("2026-07-02T22:59:59", "2026-07-02", "2026-07-02", "2026-27"),
    ("2026-07-02T23:00:00", "2026-07-03", "2026-07-09", "2026-27"),
    ("2026-07-30T23:59:59", "2026-07-31", "2026-08-06", "2026-27"),
    # Winter midnights, when they are not.
    ("2026-12-10T23:59:59", "2026-12-10", "2026-12-10", "2026-27"),
    ("2026-12-11T00:00:00", "2026-12-11", "2026-12-17", "2026-27"),
]

# kind, a day of the period, cut-off and issue in UTC
CUT_OFFS = [
    ("weekly", "2026-03-26", "2026-03-27T00:00", "2026-04-01T08:30"),
    ("weekly", "2026-04-02", "2026-04-02T23:00", "2026-04-08T08:30"),
    ("weekly", "2026-10-22", "2026-10-22T23:00", "2026-10-28T09:30"),
    ("weekly", "2026-10-29", "2026-10-30T00:00", "2026-11-04T09:30"),
    ("monthly", "2026-03-31", "2026-04-09T23:00", "2026-04-16T08:30"),
    ("monthly", "2026-10-31", "2026-11-07T00:00", "2026-11-13T09:30"),
]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@contextmanager
def server_in(zone):
    """The clock of the server as a machine in `zone` has it."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


def naive_day(instant):
    """The control: the day on the clock of the server, wherever that stands."""
    return date(*time.localtime(instant.timestamp())[:3])


def test_r14_cut_offs_equal_the_table_wherever_the_server_stands(tell):
    wrong = naive = 0
    for zone in ZONES:
        with server_in(zone):
            for text, day, week, year in TABLE:
                found = london_date(at(text))
                wrong += found != date.fromisoformat(day)
                wrong += reporting_week(at(text)).end != date.fromisoformat(week)
                wrong += financial_year(found) != year
                naive += naive_day(at(text)) != date.fromisoformat(day)
            for kind, day, cut_off, issued in CUT_OFFS:
                issue = issue_of(kind, date.fromisoformat(day))
                wrong += (issue.cut_off, issue.at.astimezone(UTC)) != (at(cut_off), at(issued))

    tell(
        f"R14 cut-offs: {len(TABLE) + len(CUT_OFFS)} rows in {len(ZONES)} zones, {wrong} wrong; "
        f"control, naive local time: {naive} wrong"
    )
    assert len(TABLE) >= 40
    assert wrong == 0
    assert naive > 20


def test_r14_a_code_fits_by_the_step_and_never_at_ninety_seconds(tell):
    begin, tried, wrong = int(at("2026-10-25T00:59:30").timestamp()), 0, 0
    app = pyotp.TOTP(SECRET)
    for off in (0, 30, -30, 31, -31, 59, -59, 60, -60, 90, -90):
        for phase in range(codes.STEP):
            there = datetime.fromtimestamp(begin + phase, UTC)
            steps = (begin + phase + off) // codes.STEP - begin // codes.STEP
            code = app.at(begin + phase + off)
            tried += 1
            wrong += (codes.matching_step(SECRET, code, at=there) is not None) != (abs(steps) <= 1)
            assert abs(off) != 90 or abs(steps) > 1
            assert abs(off) > 30 or abs(steps) <= 1

    tell(f"R14 codes: {tried} at 0, 30, 31, 59, 60 and 90 s to either side, {wrong} wrong")
    assert wrong == 0


@pytest.mark.database
def test_r14_a_code_that_was_used_is_used_up_however_the_clock_is_set(database, tell):
    robin, start = add_user(), at("2026-10-25T00:59:45")
    code = pyotp.TOTP(SECRET).at(int(start.timestamp()))
    with clock_at(start):
        first = sign_in.spend_code(robin, code)
    again = 0
    for seconds in (0, 29, -29, -30, 30, -3_600, 3_600, -86_400, 86_400):
        with clock_at(start + timedelta(seconds=seconds)):
            again += sign_in.spend_code(robin, code)

    tell(f"R14 codes: used once, then tried on 9 clocks: {again} more times")
    assert (first, again) == (True, 0)


# When a session of 30 minutes, 12 hours at most, is looked for: (begun, last used, looked, usable)
LIVES = [
    ("2026-10-25T00:45", "2026-10-25T00:45", "2026-10-25T01:14:59", True),
    ("2026-10-25T00:45", "2026-10-25T00:45", "2026-10-25T01:15:00", False),  # the hour comes twice
    ("2026-03-29T00:45", "2026-03-29T00:45", "2026-03-29T01:14:59", True),
    ("2026-03-29T00:45", "2026-03-29T00:45", "2026-03-29T01:15:00", False),  # an hour is left out
    ("2026-10-24T16:00", "2026-10-25T03:45", "2026-10-25T03:59:59", True),
    ("2026-10-24T16:00", "2026-10-25T03:45", "2026-10-25T04:00:00", False),
    ("2026-11-10T10:00", "2026-11-10T10:00", "2026-11-11T10:00:00", False),  # a day ahead
    ("2026-11-10T10:00", "2026-11-10T10:00", "2026-11-10T09:59:00", True),  # corrected a little
    ("2026-11-10T10:00", "2026-11-10T10:00", "2026-11-10T09:00:00", False),  # an hour back
    ("2026-11-10T10:00", "2026-11-10T10:00", "2026-11-09T10:00:00", False),  # a day back
    ("2026-11-10T10:00", "2026-11-10T20:00", "2026-11-10T10:10:00", False),  # used later than now
    ("2026-11-10T10:00", "2026-11-10T10:20", "2026-11-10T10:30:00", True),
]


@pytest.mark.database
def test_r14_no_session_lives_longer_because_of_the_clock(database, tell):
    robin, wrong = add_user(), []
    limits = Limits(timedelta(minutes=30), timedelta(hours=12), second_factor=False)
    for begun, used, looked, usable in LIVES:
        with clock_at(at(begun)):
            token = sessions.begin(robin, complete=True)
            database.session.flush()
        row = database.session.query(sessions.SignIn).order_by(sessions.SignIn.id.desc()).first()
        row.seen_at = at(used)
        database.session.flush()
        with clock_at(at(looked)):
            if (sessions.find(token, limits) is not None) != usable:
                wrong.append((begun, used, looked))

    tell(f"R14 sessions: {len(LIVES)} lives on changed clocks, {len(wrong)} wrong")
    assert wrong == []


@pytest.mark.database
def test_r14_every_step_back_of_the_clock_is_said_in_the_trail(database, tell):
    steps = [60, -1, 5, -86_400, 86_400, 10, -3_600, 1, 7_200, -30, 0.5, -0.000_001]
    instant, latest, expected = at("2026-10-25T00:30"), None, []
    for step in steps * 3:
        instant += timedelta(seconds=step)
        expected.append(latest is not None and instant < latest)
        latest = instant
        with clock_at(instant):
            record(Act.CASE_READ, by=Command(), about=new_reference())
            database.session.commit()

    rows = database.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq)).all()
    said = [json.loads(row.body).get("clock") == "back" for row in rows[-len(expected) :]]
    numbers = [row.seq for row in rows]
    tell(
        f"R14 trail: {sum(expected)} steps back in {len(expected)} events, {sum(said)} said, in order: "
        f"{numbers == sorted(numbers)}"
    )
    assert said == expected
    assert sum(expected) >= 12
    assert verify().code == 0
