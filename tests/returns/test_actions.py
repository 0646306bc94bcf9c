from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.calendar import clock_at, now
from dhp.cases.forces.restricting import restrict
from dhp.errors import DomainError, Refused, Stale
from dhp.returns.actions import confirm, resolve, withdraw
from dhp.returns.models import Return, ReturnTerms
from dhp.returns.periods import Rhythm, Terms
from dhp.returns.plan import opened_periods, period_with, set_terms
from dhp.returns.queries import history, open_disputes, present_for
from dhp.returns.rules import Standing, Timing
from tests.harness.record import at
from tests.questions.conftest import name_reader


def test_a_nil_return_is_confirmed_by_name(database, october, spoc, make_return):
    made = make_return(spoc, october)

    present = present_for(spoc, october)
    assert (present.standing, present.timing) == (Standing.CONFIRMED_NONE, Timing.ON_TIME)
    assert (made.made_by_name, made.made_by_role, made.revision) == ("Sam Spoc", RoleName.SPOC, 1)
    assert (made.first, made.last) == (date(2026, 10, 1), date(2026, 10, 31))


def test_a_return_lists_the_deaths_that_happened_in_the_period(
    october, spoc, make_death, make_return
):
    inside = [make_death("2026-10-01"), make_death("2026-10-31", received="2026-11-02T08:00")]
    make_death("2026-09-30", received="2026-10-06T08:00")
    make_death("2026-11-01", received="2026-11-02T08:00")

    made = make_return(spoc, october)

    assert [line.case_id for line in made.lines] == [case.id for case in inside]
    assert present_for(spoc, october).standing is Standing.CONFIRMED


@pytest.mark.parametrize(
    ("died", "received", "listed"),
    [
        ("2026-10", "2026-11-02T08:00", True),
        ("", "2026-10-31T22:00", True),
        ("", "2026-11-01T08:00", False),
        ("2026", "2026-10-20T08:00", True),
        ("2026", "2026-11-02T08:00", False),
    ],
)
def test_a_death_without_a_day_counts_near_its_receipt(
    october, spoc, make_death, died, received, listed
):
    make_death(died, received=received)

    assert bool(present_for(spoc, october).deaths) is listed


def test_a_period_that_is_not_over_cannot_be_confirmed(begun, clock, spoc):
    clock("2026-10-31T23:59")
    october = period_with("2026-10-01")

    with pytest.raises(Refused, match="not over"):
        confirm(october, by=spoc, seen=present_for(spoc, october).fingerprint)


@pytest.mark.parametrize(
    ("when", "timing"),
    [
        ("2026-11-01T00:00", Timing.ON_TIME),
        ("2026-11-13T23:59:59", Timing.ON_TIME),
        ("2026-11-14T00:00", Timing.LATE),
        ("2026-11-28T00:00", Timing.AFTER_CLOSING),
        ("2028-02-29T12:00", Timing.AFTER_CLOSING),
    ],
)
def test_a_late_return_is_accepted_and_marked(october, spoc, make_return, when, timing):
    make_return(spoc, october, when=when)

    with clock_at(at(when)):
        assert present_for(spoc, october).timing is timing


def test_a_death_that_becomes_known_later_asks_for_the_return_again(
    october, spoc, make_death, make_return
):
    make_return(spoc, october)
    with clock_at(at("2026-11-20")):
        make_death("2026-10-17", received="2026-11-19T09:00")
        changed = present_for(spoc, october)
    make_return(spoc, october, when="2026-11-21")

    assert changed.standing is Standing.CHANGED
    assert len(changed.new) == 1
    assert changed.waits
    with clock_at(at("2026-11-22")):
        assert present_for(spoc, october).standing is Standing.CONFIRMED


def test_a_return_is_replaced_and_kept(database, october, spoc, colleague, make_death, make_return):
    make_return(spoc, october)
    make_death("2026-10-17", received="2026-11-02T09:00")
    make_return(colleague, october, when="2026-11-04")

    with clock_at(at("2026-11-05")):
        made = [
            (one.revision, one.made_by_name, len(lines))
            for one, lines in history(spoc, spoc.force_id, october)
        ]
    assert made == [(2, "Cal Colleague", 1), (1, "Sam Spoc", 0)]
    assert database.session.query(Return).filter(Return.ended_at.is_(None)).count() == 1


def test_two_clicks_make_one_return(database, october, spoc):
    seen = present_for(spoc, october).fingerprint

    first, second = (confirm(october, by=spoc, seen=seen) for _ in range(2))

    assert first is second


def test_two_clicks_on_a_dispute_make_one_return(october, spoc, make_death):
    case = make_death()
    seen = present_for(spoc, october).fingerprint

    first, second = (confirm(october, {case.ref: "Not ours."}, by=spoc, seen=seen) for _ in "ab")

    assert first is second


def test_of_two_colleagues_the_second_sees_what_the_first_did(october, spoc, colleague):
    seen = present_for(colleague, october).fingerprint
    confirm(october, by=spoc, seen=seen)

    with pytest.raises(Stale):
        confirm(october, by=colleague, seen=seen)


def test_nobody_confirms_a_list_that_has_grown(october, spoc, make_death):
    seen = present_for(spoc, october).fingerprint
    make_death("2026-10-17", received="2026-11-02T09:00")

    with pytest.raises(Stale):
        confirm(october, by=spoc, seen=seen)


def test_a_dispute_waits_for_the_unit_until_it_is_settled(
    database, october, spoc, coder, make_death, make_return
):
    case = make_death()
    make_return(spoc, october, {case.ref: "It belongs to Essex."})
    disputed = present_for(spoc, october).standing
    line = open_disputes(coder)[0]

    resolve(line, "Essex accepted it.", by=coder)
    database.session.commit()

    assert disputed is Standing.DISPUTED
    assert open_disputes(coder) == []
    assert present_for(spoc, october).standing is Standing.CONFIRMED
    assert history(spoc, spoc.force_id, october)[0][1][0].resolution == "Essex accepted it."
    with pytest.raises(Refused):
        resolve(line, "Again.", by=coder)


def test_a_dispute_needs_the_unit_to_write_words(october, spoc, coder, make_death, make_return):
    make_return(spoc, october, {make_death().ref: "It is told twice."})

    with pytest.raises(DomainError) as refused:
        resolve(open_disputes(coder)[0], "  ", by=coder)

    assert refused.value.field == "resolution"


def test_a_return_that_is_taken_back_leaves_nothing_confirmed(database, october, spoc, make_return):
    make_return(spoc, october)

    withdraw(october, "Made too early.", by=spoc, seen=present_for(spoc, october).fingerprint)
    database.session.commit()

    assert present_for(spoc, october).standing is Standing.AWAITED
    (made, _lines) = history(spoc, spoc.force_id, october)[0]
    assert (made.withdrawn_reason, made.ended_by) == ("Made too early.", spoc.ref)
    with pytest.raises(Refused, match="no return"):
        withdraw(october, "Again.", by=spoc, seen="")


def test_a_return_may_be_made_anew_after_it_was_taken_back(database, october, spoc, make_return):
    make_return(spoc, october)
    withdraw(october, "Made too early.", by=spoc, seen=present_for(spoc, october).fingerprint)
    database.session.commit()

    assert make_return(spoc, october).revision == 2


def test_another_force_has_returns_of_its_own(october, spoc, stranger, make_return):
    make_return(spoc, october)

    assert present_for(stranger, october).standing is Standing.AWAITED
    assert history(stranger, spoc.force_id, october) == []
    assert present_for(spoc, october).standing is Standing.CONFIRMED_NONE


def test_every_act_is_in_the_trail(database, october, spoc, coder, make_death, make_return):
    case = make_death()
    make_return(spoc, october, {case.ref: "It is told twice."})
    resolve(open_disputes(coder)[0], "It is one death.", by=coder)
    withdraw(october, "Made too early.", by=spoc, seen=present_for(spoc, october).fingerprint)
    database.session.commit()

    told = [row for row in database.session.scalars(sa.select(TrailEvent.body)) if "return." in row]
    acts = ("return.terms-set", "return.confirmed", "return.dispute-resolved", "return.withdrawn")
    assert all(sum(act in body for body in told) == 1 for act in acts)
    assert not any("told twice" in body or "too early" in body for body in told)


def test_terms_are_changed_from_a_day_on_and_kept(database, october, spoc, lead, make_return):
    make_return(spoc, october)
    set_terms(Terms(Rhythm.WEEKLY, date(2026, 12, 4), 2, 3, 10), by=lead)
    database.session.commit()

    with clock_at(at("2026-12-20")):
        names = [period.name for period in opened_periods(now())][-3:]
    assert names == [
        "1 December 2026 to 3 December 2026",
        "Week to 10 December 2026",
        "Week to 17 December 2026",
    ]
    assert database.session.query(ReturnTerms).count() == 2


def test_terms_decided_later_do_not_change_what_was_known(database, october, lead):
    with clock_at(at("2026-11-10")):
        set_terms(Terms(Rhythm.WEEKLY, date(2026, 12, 4), 2, 3, 10), by=lead)
        database.session.commit()

    assert [one.key for one in opened_periods(at("2026-11-09"))][-1] == "2026-10-01"


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(Rhythm.MONTHLY, date(2026, 11, 1), 5, 10, 20), "since"),  # has begun
        (Terms(Rhythm.MONTHLY, date(2026, 12, 2), 5, 10, 20), "since"),  # not the first of a month
        (Terms(Rhythm.WEEKLY, date(2026, 12, 3), 2, 3, 10), "since"),  # a Thursday
        (Terms(Rhythm.WEEKLY, date(2026, 12, 4), 3, 2, 10), "due"),
        (Terms(Rhythm.WEEKLY, date(2026, 12, 4), 0, 2, 10), "due"),
    ],
)
def test_terms_that_cannot_be_are_refused(october, spoc, lead, make_return, terms, field):
    make_return(spoc, october)

    with pytest.raises(DomainError) as refused:
        set_terms(terms, by=lead)

    assert refused.value.field == field


def test_months_are_returned_from_the_first_whole_one_of_the_service(database, spoc):
    spoc.created_at = at("2026-08-20")
    database.session.commit()

    assert [one.name for one in opened_periods(at("2026-11-03"))] == [
        "September 2026",
        "October 2026",
    ]


@pytest.mark.parametrize("named", [False, True])
def test_a_restricted_death_is_neither_listed_nor_counted_for_others(
    october, spoc, colleague, restricted_death, make_return, named
):
    case = restricted_death()
    if named:
        name_reader(case, spoc)

    present = present_for(spoc, october)
    made = make_return(spoc, october)

    assert (len(present.deaths), len(made.lines)) == (named, named)
    others = present_for(colleague, october)
    assert (others.standing, others.deaths, others.new) == (Standing.CONFIRMED_NONE, (), ())
    assert others.said is not None
    assert others.said.lines == ()
    assert [lines for _, lines in history(colleague, colleague.force_id, october)] == [[]]


def test_a_return_confirmed_before_a_restriction_shows_no_line_after_it(
    database, october, spoc, lead, make_death, make_return
):
    case = make_death()
    make_return(spoc, october, {case.ref: "It is told twice."})

    restrict(case, "An officer is involved.", by=lead)
    database.session.commit()

    assert present_for(spoc, october).standing is Standing.CONFIRMED_NONE
    assert [lines for _, lines in history(spoc, spoc.force_id, october)] == [[]]


def test_a_dispute_over_a_restricted_death_waits_for_those_who_may_know(
    database, october, spoc, coder, lead, make_death, make_return
):
    case = make_death()
    make_return(spoc, october, {case.ref: "It is told twice."})
    restrict(case, "An officer is involved.", by=lead)
    database.session.commit()

    assert (len(open_disputes(coder)), len(open_disputes(lead))) == (0, 1)


def test_an_erased_death_is_confirmed_and_cannot_be_disputed(
    october, spoc, lead, make_death, make_return
):
    case = make_death("2026-10-02")
    make_return(spoc, october, {case.ref: "Told twice."})
    [line] = open_disputes(lead)
    case.erased_at = now()

    assert open_disputes(lead) == []
    with pytest.raises(Refused, match="is erased"):
        resolve(line, "It is one.", by=lead)
    seen = present_for(spoc, october).fingerprint
    with pytest.raises(Refused, match="cannot be disputed"):
        confirm(october, {case.ref: "Told twice."}, by=spoc, seen=seen)
    assert [one.case_id for one in confirm(october, by=spoc, seen=seen).lines] == [case.id]
