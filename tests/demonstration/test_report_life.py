"""The invented history leaves reports in every state, so that a newcomer can look at each."""

from collections import Counter
from datetime import date, timedelta

import pytest

from dhp.accounts.forces import forces, load_forces
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import clock_at, week_of
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.demonstration.report_life import last_days
from dhp.reports import actions
from dhp.reports.commentary.queries import present, to_confirm
from dhp.reports.distribution.queries import copies_of
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run, RunStatus
from tests.accounts.people import add_user
from tests.reports.life.conftest import FRONT, Figures

ORDER = Order(1, 1, 1, date(2026, 11, 21))  # a Saturday: last week's briefing is still to come


class Growing(Figures):
    """Tells more deaths the later it knows."""

    def built(self, order):
        self.deaths = int(order.as_at.timestamp()) // 3600
        return super().built(order)


@pytest.fixture
def staff(database, monkeypatch):
    load_forces(database.session())
    monkeypatch.setattr(actions, "built", Growing().built)
    add_user(RoleName.READER)
    coders = [add_user(RoleName.CODER, email=f"{number}@example.org") for number in range(3)]
    leads = [add_user(RoleName.LEAD, email=f"lead{number}@example.org") for number in range(2)]
    contacts = {
        force.code: add_user(RoleName.SPOC, force=force, email=f"{force.code}@example.org")
        for force in forces()[:3]
    }
    return Staff(contacts, (coders[0], coders[1]), tuple(coders), *leads)


def issue_weeks(number, staff):
    for back in range(number):
        week = week_of(ORDER.end - timedelta(days=14 + 7 * back))
        with clock_at(week.ends_before + timedelta(days=5)):
            run = actions.build_report(
                "weekly", week.end, FRONT, week.ends_before, by=staff.coders[0]
            )
            approve(run, run.checksum, by=staff.lead)
            issue(run, run.checksum, by=Command())


def take_last_days(staff):
    for at, act in last_days(ORDER, staff):
        with clock_at(at):
            act()


def test_reports_are_left_in_every_state(database, staff):
    issue_weeks(5, staff)

    take_last_days(staff)

    packs = Run.query.filter(Run.force != "").order_by(Run.id).all()
    assert [run.status for run in packs] == [*[RunStatus.ISSUED] * 2, RunStatus.DRAFT]
    runs = Run.query.filter(Run.force == "").order_by(Run.id).all()
    found = Counter(run.status for run in runs)
    assert set(found) == set(RunStatus)
    assert [run.number for run in runs if run.replaces_id] == [2]
    [draft] = [run for run in runs if run.status is RunStatus.DRAFT]
    assert len(present(draft)) == 2
    assert len(to_confirm(draft)) == 1
    assert all(len(copies_of(run)) == 1 for run in runs if run.was_issued)


def test_a_history_with_few_briefings_is_left_as_it_is(database, staff):
    issue_weeks(4, staff)

    take_last_days(staff)

    assert {run.status for run in Run.query} == {RunStatus.ISSUED}


def test_last_days_taken_up_again_do_nothing_twice(database, staff):
    issue_weeks(5, staff)
    take_last_days(staff)
    before = [(run.ref, run.version) for run in Run.query.order_by(Run.id)]

    take_last_days(staff)

    assert [(run.ref, run.version) for run in Run.query.order_by(Run.id)] == before
