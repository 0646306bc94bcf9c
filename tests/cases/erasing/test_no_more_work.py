"""Nothing is asked about an erased case, added to it or changed in it; figures count it as before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import current_app

from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at
from dhp.cases.actions import add_answers, classify
from dhp.cases.emergency.actions import open_in_emergency
from dhp.cases.forces.handover import offer
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.restricting import lift, name_reader, restrict
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.listing import latest_cases
from dhp.cases.models import Source
from dhp.cases.queries import cases_to_work_on, visible_to
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Stage
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.followup.queries import followed
from dhp.followup.rules import Standing
from dhp.followup.worklist import work_of
from dhp.home.queries import unjudged
from dhp.learning.finding_actions import record_finding, tie_case, untie_case
from dhp.learning.finding_queries import cases_behind
from dhp.questions.actions import ask, close
from dhp.questions.queries import open_by_case, times_by_force, unsettled_counts, waiting
from dhp.questions.rules import Closing, Status
from dhp.reports.actions import front_block
from dhp.reports.building import Order, build
from dhp.rhythm.standing import standing
from dhp.statistics.quality.figures import quality
from dhp.statistics.quality.gaps import Line, to_mend
from dhp.statistics.quality.reach import Reach
from tests.cases.conftest import HOMICIDE, given
from tests.harness.record import TELLS_NOTHING

OLD = datetime(2025, 1, 10, 9, tzinfo=UTC)
ERASED = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def case(make_case):
    with clock_at(OLD):
        return make_case(HOMICIDE, received_at=OLD)


@pytest.fixture
def spoc(make_user):
    return make_user(RoleName.SPOC)


@pytest.fixture
def lead(make_user):
    return make_user(RoleName.LEAD)


def erase(case):
    """As `agree_to_erase` marks it; what becomes of its texts is tried with that."""
    case.erased_at = ERASED
    db.session.commit()


def test_it_is_read_and_no_work(case, lead, coder):
    erase(case)

    assert db.session.scalars(visible_to(coder)).all() == [case]
    assert latest_cases(coder).cases[0].erased_at == ERASED
    assert db.session.scalars(cases_to_work_on(coder)).all() == []
    assert unjudged(coder, 9) == ([], 0)
    decision = Decision(Scope.IN, DeathType.IPH, "dhp-2023", "So.")
    with pytest.raises(Refused, match="is erased"):
        classify(case, decision, TELLS_NOTHING, by=coder)
    with pytest.raises(Refused, match="is erased"):
        add_answers(case, given(victim__age="35"), by=coder, source=Source.UNIT, stage=Stage.NOTICE)


def test_a_force_is_asked_nothing_about_it_and_reminded_of_nothing(case, kent, coder, spoc):
    at = ERASED + MINUTE
    with clock_at(at - MINUTE):
        question = ask(case, "victim.age", "Which age is right?", by=coder)
        assert len(standing(kent, at).things) == 2
    erase(case)

    with clock_at(at):
        assert standing(kent, at).things == ()
        [row] = work_of(spoc)
        present = followed(case)
        assert (row.waits, row.is_spared) == (False, True)
        assert {one.standing for one in present.clocks} == {Standing.DONE, Standing.NOT_NEEDED}
        assert waiting(spoc, Status.OPEN) == ([], 0)
        assert unsettled_counts(coder) == open_by_case([case], spoc) == {}
        assert times_by_force(coder) == []
        with pytest.raises(Refused, match="is erased"):
            close(question, Closing.NOT_NEEDED, by=coder, version=question.version)
        with pytest.raises(Refused, match="is erased"):
            ask(case, "", "What else?", by=coder)


def test_figures_of_before_stand_and_what_waited_waits_until_it_was_erased(case, kent, coder, lead):
    with clock_at(ERASED - MINUTE):
        ask(case, "victim.age", "Which age is right?", by=coder)
    before, after = (
        Reach(lead, at, [kent], national=True) for at in (ERASED - MINUTE, ERASED + MINUTE)
    )
    front, day = front_block(current_app.config, lead.name), date(2026, 2, 28)
    orders = [
        Order("force-pack", day, front, as_at=before.as_at, force=kent.code),
        Order("monthly", day, front, as_at=before.as_at),
    ]
    with clock_at(after.as_at):
        told, built = quality(before), [build(one) for one in orders]
        assert (len(told.overdue), len(told.questions)) == (3, 1)
        erase(case)

        again, later = quality(before), quality(after)

        assert [build(one) for one in orders] == built
    assert (again.overdue, again.questions, again.tallies) == (
        told.overdue,
        told.questions,
        told.tallies,
    )
    assert (later.overdue, later.questions) == ([], [])
    assert (later.deaths, later.tallies) == (told.deaths, told.tallies)
    assert to_mend([Line(case, "Age")], lead) == []


def test_it_is_not_handed_over_and_its_restriction_stays(case, kent, lead, coder, spoc, make_case):
    hidden = make_case(HOMICIDE, restricted=True)
    erase(case)
    erase(hidden)

    for refused in (
        lambda: offer(case, ForcePart.OWNING, kent, "Theirs.", by=lead),
        lambda: restrict(case, "An officer.", by=lead),
        lambda: lift(hidden, "No officer.", by=lead),
        lambda: open_in_emergency(hidden.ref, "Her sister is in danger.", by=coder),
    ):
        with pytest.raises(Refused, match="is erased"):
            refused()
    name_reader(hidden, coder, by=lead)


def test_a_death_told_anew_takes_its_place_and_is_counted_once(case, make_case, coder):
    anew = make_case(HOMICIDE)
    erase(case)

    with pytest.raises(Refused, match="cannot stay"):
        link(Finding(case, anew, LinkKind.SAME_DEATH, "One death."), by=coder)
    decided = link(Finding(anew, case, LinkKind.SAME_DEATH, "One death."), by=coder)

    assert db.session.scalars(visible_to(coder)).all() == [anew]
    undo(decided, "They are two.", by=coder)
    assert case.survivor_id is None


def test_a_finding_keeps_it_and_rests_on_no_other_like_it(case, make_case, coder):
    other = make_case(HOMICIDE)
    finding = record_finding("Missed", "It was missed.", [], by=coder)
    tie_case(finding, case, by=coder)
    erase(case)
    erase(other)

    with pytest.raises(DomainError, match="cannot support a finding"):
        tie_case(finding, other, by=coder)
    assert cases_behind(finding, coder) == [case]
    untie_case(finding, case, by=coder)
