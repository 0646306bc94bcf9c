"""Signals of the invented history: a week of notices sent twice is raised and withdrawn."""

from datetime import date
from functools import partial

import pytest

from dhp.calendar import clock_at
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.order import Order
from dhp.demonstration.signals import WEEKS, watch_acts
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.statistics.received import received
from dhp.statistics.watch import weekly
from dhp.statistics.watch.models import Signal, SignalStatus

ORDER = Order(years=2, per_year=60, seed=1, end=date(2026, 3, 11))
SHORT = 3  # weeks that are looked at: the second of them withdraws


@pytest.fixture
def steady(monkeypatch):
    """Weeks with two deaths each beside the notices of the test."""

    def counted(spans, as_at):
        found = received(spans, as_at)
        for count in found:
            count["iph"] += 2
        return found

    monkeypatch.setattr(weekly, "received", counted)


def test_notices_sent_twice_raise_a_signal_that_is_withdrawn_when_they_are(database, steady):
    with clock_at(ORDER.begins):
        open_accounts()
        database.session.commit()
    planned = sorted(watch_acts(ORDER, staff()), key=lambda one: one[0])
    assert len([act for _at, act in planned if is_watch(act)]) == WEEKS

    for at, act in planned[: SHORT + 1]:
        with clock_at(at):
            act()
            database.session.commit()

    raised = database.session.query(Signal).filter_by(rule="weekly-tail", group_key="").one()
    assert raised.status is SignalStatus.WITHDRAWN
    assert raised.observed >= raised.limit_at
    notices = database.session.query(Notification).all()
    assert notices
    assert {one.status for one in notices} == {Status.WITHDRAWN}
    assert list(watch_acts(ORDER, staff())) == []


def test_a_small_history_has_none():
    small = Order(years=2, per_year=10, seed=1, end=date(2026, 3, 11))

    assert list(watch_acts(small, None)) == []


def is_watch(act):
    return isinstance(act, partial) and act.func.__name__ == "watch"
