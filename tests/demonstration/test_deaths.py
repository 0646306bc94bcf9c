"""The invented deaths and lives, without a database."""

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from dhp.definitions import DeathType
from dhp.demonstration import circumstances
from dhp.demonstration.deaths import deaths_on
from dhp.demonstration.lives import Move
from dhp.demonstration.order import Order, order_in, plan
from dhp.dictionary import DICTIONARY, State, column_named, read
from dhp.dictionary.checks import Severity, findings

END = date(2026, 3, 27)
DAYS = [END - timedelta(days=n) for n in range(1200, 0, -1)]
FORCES = {"E23000001": 9, "E23000002": 1}
MEANS = re.compile(
    r"\b(hang|overdos|tablet|pill|drown|jump|ligature|knife|stab|strang|shot|gun|blade|poison)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def deaths():
    return deaths_on(DAYS, FORCES, "1")


@pytest.fixture(scope="module")
def steps():
    return plan(Order(years=2, per_year=100, seed=1, end=END))


def test_the_same_seed_gives_the_same_deaths_and_another_seed_others(deaths):
    assert deaths_on(DAYS, FORCES, "1") == deaths
    assert deaths_on(DAYS, FORCES, "2") != deaths


def test_every_answer_of_every_death_can_be_read(deaths):
    for death in deaths:
        for name, text in {**death.texts, **death.later}.items():
            column = column_named(name, DICTIONARY)
            assert column is not None, name
            assert read(column.characteristic, text, today=END + timedelta(days=90))


def test_no_death_contradicts_itself(deaths):
    for death in deaths:
        given = {
            name: read(column_named(name, DICTIONARY).characteristic, text, today=date.max)
            for name, text in {**death.texts, **death.later}.items()
        }
        found = [f for f in findings(given) if f.severity is Severity.MUST or "swap" in f.code]
        assert found == [], death


def test_types_occur_about_as_often_as_published(deaths):
    counts = Counter(death.kind for death in deaths)

    assert 0.33 < counts[DeathType.SVSDA] / len(deaths) < 0.42
    assert 0.28 < counts[DeathType.IPH] / len(deaths) < 0.37
    assert min(counts[kind] for kind in DeathType) > 0


def test_two_deaths_of_one_incident_name_each_other_and_share_their_facts(deaths):
    pairs = [death for death in deaths if death.companion is not None]

    assert pairs
    for death in pairs:
        other = deaths[death.companion]
        assert other.companion == death.number
        assert (other.died, other.force) == (death.died, death.force)
        assert other.restricted == death.restricted


def test_forces_have_deaths_by_their_population(deaths):
    counts = Counter(death.force for death in deaths)

    assert 0.86 < counts["E23000001"] / len(deaths) < 0.94


def test_accounts_are_short_and_name_neither_people_nor_means():
    for kind, account in circumstances._accounts():
        assert len(account) < 220
        assert not MEANS.search(account), (kind, account)
        inner = re.findall(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+", account)
        assert inner == [], (kind, account)


def test_there_is_an_account_for_every_type_and_thirty_in_all():
    kinds = {kind for kind, _account in circumstances._accounts()}

    assert set(DeathType) <= kinds
    assert len({account for _kind, account in circumstances._accounts()}) >= 30


def test_the_plan_is_in_order_over_before_the_end_and_the_same_again(steps):
    order = Order(years=2, per_year=100, seed=1, end=END)

    assert all(first.at < then.at for first, then in pairwise(steps))
    assert order.begins < steps[0].at
    assert steps[-1].at < order.ends
    assert plan(order) == steps


def test_no_notice_moves_before_its_death_is_known_or_before_it_is_sent(steps):
    moves = {}
    for step in steps:
        moves.setdefault(step.death.number, []).append(step)
    for life in moves.values():
        assert life[0].move is Move.START
        assert life[0].at.date() >= life[0].death.aware
        if len(life) > 1:
            assert life[1].move is Move.SEND


def test_most_notices_are_sent_within_three_days_and_some_take_long(steps):
    waits = [(s.at.date() - s.death.aware).days for s in steps if s.move is Move.SEND]

    assert sum(wait <= 3 for wait in waits) / len(waits) > 0.7
    assert max(waits) > 30


def test_the_unit_works_in_office_hours(steps):
    for step in steps:
        if step.move in (Move.ACCEPT, Move.RETURN, Move.RECLASSIFY) and step.death.number < 200:
            assert step.at.weekday() < 5
            assert 7 <= step.at.hour < 18


def test_a_start_key_tells_its_order():
    order = Order(years=3, per_year=250, seed=7, end=END)
    key = f"{order.prefix}-12"

    assert order_in(key) == order
    assert len(key) <= 40
    assert order_in("a draft of somebody") is None


def test_an_open_answer_is_told_later(deaths):
    open_at_first = [death for death in deaths if death.later]

    assert open_at_first
    for death in open_at_first:
        for name in death.later:
            assert death.texts[name] == f"[{State.NOT_YET_ESTABLISHED.value}]"
