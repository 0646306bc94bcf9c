"""A force signs its own year: what it sees, what it signs, what becomes of it."""

from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.cases.actions import add_answers
from dhp.cases.models import Source
from dhp.dictionary import Given, Stage, State
from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.statistics.years.actions import settle, sign
from dhp.statistics.years.figures import OPEN, checksum, read_lines
from dhp.statistics.years.queries import (
    by_force,
    dispute_with,
    history,
    open_disputes,
    present_for,
    signed_at,
)
from dhp.statistics.years.year import ended_years, year_named
from tests.harness.record import at


def values(present):
    return {line.key: line.value for line in present.lines}


def signed(year, by, disputes=None):
    return sign(year, disputes or {}, by=by, seen=present_for(by, year).seen)


def change_the_words(case, by):
    told = {"death.circumstances": Given(State.ANSWERED, "Told later.")}
    add_answers(case, told, source=Source.FORCE, stage=Stage.FOLLOW_UP, by=by)


def test_only_years_that_are_over_can_be_signed():
    assert [year.name for year in ended_years(date(2026, 3, 31))] == [
        "2024-25",
        "2023-24",
        "2022-23",
    ]
    assert ended_years(date(2026, 4, 1))[0].name == "2025-26"
    with pytest.raises(Absent):
        year_named("2026-27", date(2027, 3, 31))


def test_the_lines_count_the_deaths_of_the_year_by_type_and_month(year, spoc, make_death):
    make_death("2025-04-01", received="2025-04-03T09:00")
    make_death("2026-03-31", received="2026-04-02T09:00")
    make_death("2026-04-01", received="2026-04-03T09:00")

    found = values(present_for(spoc, year))

    assert (found["type-all"], found["type-unclassified"]) == (2, 2)
    assert (found["month-2025-04"], found["month-2026-03"], found["month-2025-05"]) == (1, 1, 0)
    assert (found["late-follow_up"], found["open-words"]) == (2, 2)
    assert found["open-fields"] > 0


def test_what_is_open_is_told_by_keys_that_stay_and_in_words(year, spoc, make_death):
    make_death("2025-04-01", received="2025-04-03T09:00")

    lines = [line for line in present_for(spoc, year).lines if line.group == OPEN]

    assert {line.key: line.label for line in lines} == {
        "open-questions": "Questions of the unit that wait for an answer",
        "open-fields": "Answers that are due and were not given",
        "open-words": "Deaths of which nothing is told in words, for coders",
    }


def test_restricted_deaths_and_those_of_other_forces_are_not_counted(
    year, spoc, essex, make_death, restricted_death
):
    restricted_death("2025-06-01", received="2025-06-02T09:00")
    make_death("2025-06-01", received="2025-06-02T09:00", force=essex)

    assert values(present_for(spoc, year))["type-all"] == 0


def test_a_signature_keeps_the_figures_as_seen_and_tells_what_changed_since(
    database, year, spoc, make_death
):
    case = make_death("2025-06-01", received="2025-06-02T09:00")
    made = signed(year, spoc)
    before = present_for(spoc, year)

    change_the_words(case, spoc)
    after = present_for(spoc, year)

    assert (made.signed_by_name, made.revision) == ("Sam Spoc", 1)
    assert made.checksum == checksum(read_lines(made.seen))
    assert (before.changed, after.changed) == (False, True)
    assert (after.then["open-words"], values(after)["open-words"]) == (1, 0)


def test_figures_that_moved_since_the_page_was_opened_are_not_signed(year, spoc, make_death):
    seen = present_for(spoc, year).seen
    make_death("2025-06-01", received="2025-06-02T09:00")

    with pytest.raises(Stale):
        sign(year, {}, by=spoc, seen=seen)


def test_signing_again_replaces_what_stood_and_keeps_it(database, year, spoc, make_death):
    first = signed(year, spoc)
    make_death("2025-06-01", received="2025-06-02T09:00")

    second = signed(year, spoc)

    assert history(spoc, year) == [second, first]
    assert first.ended_at is not None
    assert (second.revision, second.ended_at) == (2, None)


def test_a_second_click_is_one_signature(year, spoc):
    assert signed(year, spoc, {"type-all": "Wrong."}) is signed(year, spoc, {"type-all": "Wrong."})


def test_what_is_wrong_goes_to_the_unit_and_comes_back_settled(database, year, spoc, coder):
    signed(year, spoc, {"type-all": "One is missing.", "open-fields": "  "})
    [dispute] = open_disputes(coder)

    settle(dispute, "It was notified by Essex.", by=coder)

    assert open_disputes(coder) == []
    told = present_for(spoc, year).disputes["type-all"]
    assert (told.words, told.resolution) == ("One is missing.", "It was notified by Essex.")
    with pytest.raises(Refused):
        settle(dispute, "Again.", by=coder)


def test_a_dispute_of_a_line_that_is_not_there_is_refused(year, spoc):
    with pytest.raises(DomainError):
        signed(year, spoc, {"type-none": "Wrong."})


def test_no_other_force_and_no_reader_sees_a_signature(
    database, year, spoc, stranger, make_user, coder
):
    made = signed(year, spoc, {"type-all": "One is missing."})
    reader = make_user(RoleName.READER, "Rea Reader")

    assert [one for _force, one in by_force(coder, year) if one] == [made]
    assert all(one is None for _force, one in by_force(stranger, year))
    for other in (stranger, reader):
        assert open_disputes(other) == []
        with pytest.raises(Absent):
            dispute_with(made.disputes[0].ref, other)


def test_somebody_without_a_force_signs_nothing(year, coder):
    with pytest.raises(Absent):
        sign(year, {}, by=coder, seen="")


def test_reports_know_who_signed_as_at_an_instant(database, year, spoc, kent):
    signed(year, spoc)
    database.session.flush()

    assert signed_at("2025-26", at("2026-05-04T12:00")) == [kent.code]
    assert signed_at("2025-26", at("2026-05-04T09:00")) == []
    assert signed_at("2024-25", at("2026-05-04T12:00")) == []


def test_the_trail_tells_that_a_year_was_signed_and_not_the_words(database, year, spoc):
    signed(year, spoc, {"type-all": "One is missing."})
    database.session.commit()

    event = database.session.scalars(
        sa.select(TrailEvent).where(TrailEvent.act == Act.YEAR_SIGNED)
    ).one()

    assert "type-all" in event.body
    assert "missing" not in event.body
