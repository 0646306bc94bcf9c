"""The pages of analysis: who reads them, what they say, how much they ask, with nothing and with much."""

import re
from datetime import date, timedelta
from html import unescape
from itertools import pairwise

import pytest

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import classify, open_case
from dhp.cases.opening.submission import Submission
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.dictionary import Given, State
from dhp.extensions import db
from dhp.statistics.analysis import foretold, lateness, places, received, views
from dhp.statistics.analysis.by_type import exhibits as by_type
from dhp.statistics.analysis.exhibit import Exhibit
from dhp.statistics.analysis.factors import heat
from dhp.statistics.comparison import VERDICTS
from dhp.statistics.measures import Question, lay_out
from tests.accounts.people import add_user, sign_in_as
from tests.cases.conftest import statements
from tests.harness.record import at

__all__ = ["statements"]

NOW = at("2025-12-01")
FIRST, STEP, COUNT = date(2023, 1, 5), 10, 106
KINDS = (*[DeathType.IPH] * 4, DeathType.AFH, *[DeathType.SVSDA] * 3, DeathType.CHILD)
ADDRESSES = ("", "/types", "/areas", "/delays", "/months", "/risk")
MOST = 15  # statements of a page


def build():
    """Deaths of the Metropolitan Police, one every ten days, told up to 19 days later."""
    load_forces(db.session())
    force = force_with("E23000001")
    for number in range(COUNT):
        died = FIRST + timedelta(days=STEP * number)
        told = at((died + timedelta(days=number % 20)).isoformat())
        history = "police" if number % 3 else "none_found"
        answers = {
            "death.date_of_death": Given(State.ANSWERED, died.isoformat()),
            "death.da_history_known": Given(State.ANSWERED, history),
        }
        with clock_at(told):
            case = open_case(Submission(force, told, answers), by=Command())
            decision = Decision(Scope.IN, KINDS[number % len(KINDS)], "dhp-2023", "Told by a test")
            classify(case, decision, Verdict(Scope.CANNOT_TELL), by=Command())
    db.session.commit()


@pytest.fixture
def told(once):
    once(build)


@pytest.fixture
def page(app, database, monkeypatch):
    """What a coder gets for an address below /analysis on the day of these tests."""
    monkeypatch.setattr(views, "now", lambda: NOW)

    def get(path):
        client = app.test_client()
        sign_in_as(client, add_user(RoleName.CODER, email=f"x{len(path)}@example.org"))
        answer = client.get(f"/analysis{path}")
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return get


def words(text):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", text)))


ROOMS = {
    "since-april": received.exhibits,
    "by-type": by_type,
    "between-iph": by_type,
    "between-child": by_type,
    "between-other": by_type,
    "forces": places.exhibits,
    "regions": places.exhibits,
    "delay": lateness.exhibits,
    "months": foretold.exhibits,
    "factors": lambda as_at: (heat(as_at),),
}


def every():
    return [one for room in dict.fromkeys(ROOMS.values()) for one in room(NOW)]


def exhibit(name):
    return next(one for one in ROOMS[name](NOW) if one.id == name)


def test_coders_and_leads_read_the_analysis_and_nobody_else():
    holders = {name for name, role in ROLES.items() if Permission.READ_ANALYSIS in role.permissions}

    assert holders == {RoleName.CODER, RoleName.LEAD}


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_empty_record_is_said_to_be_empty(page, path):
    text = words(page(path))

    assert "Analysis, as at 1 December 2025" in text
    assert len(views.PAGES) == len(ADDRESSES)
    assert re.search("0 received|oo few|No incident of these years|0 deaths|too young", text)


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_has_its_charts_in_words_and_asks_little(told, page, statements, path):
    page(path)
    statements.clear()
    text = page(path + "?again")

    assert len([one for one in statements if "SELECT" in one]) < MOST
    assert 'role="img"' in text
    assert text.count('class="govuk-details"') == text.count("app-picture--wide")
    assert 'style="' not in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_every_chart_has_its_message_its_measure_and_the_days_it_is_about(told):
    found = [one for one in every() if isinstance(one, Exhibit)]

    assert len({one.id for one in found}) == len(found)
    assert {one.chart.kind for one in found} == {
        "columns",
        "lines",
        "multiples",
        "control",
        "funnel",
        "intervals",
        "steps",
        "heat",
        "nowcast",
    }
    for one in found:
        assert one.title
        assert re.search(r"England and Wales, .*\d{4} to \d+ \w+ \d{4}$", one.subtitle)


def test_words_that_judge_come_from_the_closed_list(told):
    titles = " ".join(one.title for one in every()).lower()

    assert re.search("|".join(VERDICTS), titles)
    assert not re.search(r"\b(?:only|spike|record|surge|worst|best|rank\w*)\b", titles)


def test_the_panels_hold_the_same_numbers_as_the_measure(told):
    chart = exhibit("by-type").chart
    first, last = date(2023, 12, 1), date(2025, 11, 30)
    table = lay_out("deaths", Question(NOW, ("type",), start=first, end=last))

    for panel, kind in zip(chart.panels, DeathType, strict=True):
        assert sum(panel.values) == table.cell(kind.value, "count").value
    assert len(chart.labels) == 24


def test_a_rare_type_is_drawn_by_the_days_between_its_incidents(told):
    between = exhibit("between-iph").chart

    days = [FIRST + timedelta(days=STEP * n) for n in range(COUNT) if KINDS[n % 9] is DeathType.IPH]
    inside = [day for day in days if date(2022, 12, 1) <= day <= date(2025, 11, 30)]
    assert between.values == tuple((later - earlier).days for earlier, later in pairwise(inside))


def test_a_type_with_few_incidents_says_that_it_is_too_few(told):
    assert exhibit("between-other").why.startswith("0 incidents in three years, too few to say.")
    assert len(exhibit("between-child").chart.values) == 10


def test_the_funnel_has_every_force_by_name_and_the_rate_of_the_measure(told):
    funnel = exhibit("forces").chart
    rates = lay_out(
        "rate", Question(NOW, ("force",), start=date(2022, 12, 1), end=date(2025, 11, 30))
    )

    names = [place.label for place in funnel.places]
    assert names == sorted(names)
    assert len(names) == 42
    found = next(place for place in funnel.places if place.label.startswith("Metropolitan"))
    assert found.value == pytest.approx(rates.cell("E23000001", "rate").value)
    assert found.outside
    assert [limit.size for limit in funnel.limits] == sorted(limit.size for limit in funnel.limits)


def test_the_limits_of_the_funnel_lie_about_the_rate_of_all(told):
    chart = exhibit("forces").chart

    for one in chart.limits:
        limits = (one.low_outer, one.low_inner, chart.common, one.high_inner, one.high_outer)
        assert list(limits) == sorted(limits)
    smallest, largest = chart.limits[0], chart.limits[-1]
    assert largest.high_outer < smallest.high_outer
    sizes = [place.size for place in chart.places]
    assert (smallest.size, largest.size) == pytest.approx((min(sizes), max(sizes)))


def test_a_region_has_the_rate_of_the_measure_and_says_where_there_is_none(told):
    rows = {row.label: row for row in exhibit("regions").chart.rows}
    rates = lay_out(
        "rate", Question(NOW, ("region",), start=date(2022, 12, 1), end=date(2025, 11, 30))
    )

    assert rows["London"].value == pytest.approx(rates.cell("London", "rate").value)
    assert rows["London"].low == pytest.approx(rates.cell("London", "low").value)
    assert rows["All regions"].value == pytest.approx(rates.cell("total", "rate").value)
    assert rows["Wales"].words == "no rate: 0 deaths"


def test_the_running_total_is_held_against_the_same_lag(told):
    chart = exhibit("since-april").chart

    by_now = [FIRST + timedelta(days=STEP * n) for n in range(COUNT)]
    then = [
        one for n, one in enumerate(by_now) if one + timedelta(days=n % 20) <= date(2024, 12, 1)
    ]
    ends = [line.values[-1] for line in chart.lines]
    assert ends == [
        sum(date(2025, 4, 1) <= day <= date(2025, 11, 27) for day in by_now),
        sum(date(2024, 4, 1) <= day <= date(2024, 11, 27) for day in then),
    ]


def test_what_was_known_before_is_a_share_of_those_known(told):
    found = exhibit("factors")
    cells = dict(zip(found.chart.columns, found.chart.rows[0].cells, strict=True))

    inside = [n for n in range(COUNT) if FIRST + timedelta(days=STEP * n) <= date(2025, 11, 30)]
    known = sum(n % 3 != 0 for n in inside)
    assert cells["All deaths"].share == known / len(inside)
    assert cells["All deaths"].words == f"66% ({known} of {len(inside)})"
    children = [n for n in inside if KINDS[n % 9] is DeathType.CHILD]
    assert cells["Child death"].words == f"{sum(n % 3 != 0 for n in children)} of {len(children)}"
    assert cells["Child death"].share is None
    assert cells["Other"].words == "none known"
    assert (
        found.title
        == f"A history of abuse was found in {cells['All deaths'].words}, where it is known"
    )
