"""Demand by strand as at an instant: who is in a sum is said, who is not is never zero."""

from datetime import timedelta

from dhp.calendar import now
from dhp.context.series import same_week_last_year
from dhp.context.strands import add_strand, end_strand, strand_with
from dhp.statistics.demand import demand
from tests.context.conftest import WEEK, clock, essex, kent, lead, tell, world

__all__ = ["clock", "essex", "kent", "lead", "tell", "world"]


def of(code, as_at):
    return next(one for one in demand(WEEK, as_at).strands if one.strand.code == code)


def test_a_sum_covers_those_who_returned(kent, essex, tell):
    tell(kent, missing=10)
    tell(essex, missing=0, da_incidents=5)

    assert of("missing", now()).total.coverage == "2 of 44"
    assert of("missing", now()).total.nil == 1
    assert of("da_incidents", now()).total.coverage == "1 of 44"


def test_last_year_is_over_the_same_forces(kent, essex, tell):
    tell(kent, missing=10)
    tell(kent, same_week_last_year(WEEK), missing=8)
    tell(essex, same_week_last_year(WEEK), missing=100)

    year = of("missing", now()).year_before
    assert (year.now, year.then, year.forces) == (10, 8, 1)


def test_what_was_known_at_the_cut_off_stays_known(kent, tell):
    tell(kent, missing=10, at="2026-03-02T10:00")
    at_the_cut_off = now()
    tell(kent, missing=14, at="2026-03-10T10:00")

    assert of("missing", at_the_cut_off).total.total == 10
    assert of("missing", at_the_cut_off + timedelta(days=10)).total.total == 14


def test_a_strand_ended_later_was_still_asked_for_then(database, kent, lead, tell):
    tell(kent, missing=10)
    before = now()
    end_strand(strand_with("missing"), WEEK.previous.end, by=lead)
    database.session.commit()

    assert of("missing", before).total.total == 10
    assert "missing" not in [one.strand.code for one in demand(WEEK, now()).strands]


def test_a_strand_added_later_was_not_asked_for_then(database, kent, lead, tell):
    tell(kent, missing=10)
    before = now()
    words = {"name": "Stalking", "definition": "Crimes of stalking.", "unit": "Crimes"}
    add_strand(code="stalking", since=WEEK.start, by=lead, **words)
    database.session.commit()

    assert "stalking" not in [one.strand.code for one in demand(WEEK, before).strands]
    assert "stalking" in [one.strand.code for one in demand(WEEK, now()).strands]


def test_coverage_is_over_all_strands(kent, essex, tell):
    codes = ("da_incidents", "da_crimes", "missing", "csae_crimes", "section_136")
    tell(kent, **dict.fromkeys(codes, 3))
    tell(essex, missing=0)

    found = demand(WEEK, now())

    assert (found.returned_all, found.returned_none, found.due) == (1, 42, 44)


def test_the_sums_agree_with_the_raw_rows(database, kent, essex, tell):
    tell(kent, missing=10, section_136=4)
    tell(kent, missing=12)
    tell(essex, missing=5, section_136=None)

    raw = database.session.execute(
        database.text(
            "SELECT s.code, sum(c.count) FROM captures c JOIN strands s ON s.id = c.strand_id "
            "WHERE c.id IN (SELECT max(id) FROM captures GROUP BY force_id, week_end, strand_id) "
            "AND c.count IS NOT NULL GROUP BY s.code"
        )
    ).all()

    counted = {
        one.strand.code: one.total.total
        for one in demand(WEEK, now()).strands
        if one.total.returned
    }
    assert counted == dict(map(tuple, raw))
