from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import add_answers
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.models import Case, Source
from dhp.cases.overlay import read_standing
from dhp.dictionary import Given, Stage, State
from dhp.statistics.deaths import deaths_by_day
from tests.harness.record import Death, at

DIED = "death.date_of_death"


@pytest.fixture
def tell(database: SQLAlchemy):
    """Tells a date of death at an instant: `tell(case, "2025-05-03", "2025-06-01")`."""

    def tell_date(case: Case, died: str, when: str, source: Source = Source.UNIT) -> None:
        with clock_at(at(when)):
            answers = {DIED: Given(State.ANSWERED, died)}
            add_answers(
                case, answers, by=Command(), source=source, stage=Stage.FOLLOW_UP, reason="So."
            )
            database.session.commit()

    return tell_date


@pytest.fixture
def merge(database: SQLAlchemy):
    """Finds two cases to be one death and takes the date of the second."""

    def merge_cases(keep: Case, other: Case, when: str) -> CaseLink:
        with clock_at(at(when)):
            finding = Finding(keep, other, LinkKind.SAME_DEATH, "One.", {DIED: other.id})
            decision = link(finding, by=Command())
            database.session.commit()
        return decision

    return merge_cases


def days(as_at: str = "2025-12-01") -> dict[date, int]:
    return deaths_by_day(date(2025, 4, 1), date(2025, 11, 30), at(as_at))[0]


def test_two_sources_that_disagree_make_one_death_on_the_units_day(death: Death, tell) -> None:
    case = death("2025-05-03", died="2025-05-01")
    tell(case, "2025-05-02", "2025-06-01")
    tell(case, "2025-04-30", "2025-06-02", Source.PUBLISHED_REVIEW)

    assert days() == {date(2025, 5, 2): 1}


def test_the_chosen_date_of_the_other_case_counts_while_the_choice_stands(
    death: Death, merge, database: SQLAlchemy
) -> None:
    keep, other = death("2025-05-03", died="2025-05-01"), death("2025-05-04", died="2025-05-02")
    decision = merge(keep, other, "2025-06-01")
    with clock_at(at("2025-07-01")):
        undo(decision, "Two.", by=Command())
        database.session.commit()

    two = {date(2025, 5, 1): 1, date(2025, 5, 2): 1}
    assert [days(f"2025-0{month}-15") for month in (5, 6, 7)] == [two, {date(2025, 5, 2): 1}, two]


def test_a_newer_date_of_the_case_itself_counts_more(death: Death, merge, tell) -> None:
    keep, other = death("2025-05-03", died="2025-05-01"), death("2025-05-04", died="2025-05-02")
    merge(keep, other, "2025-06-01")
    tell(keep, "2025-05-05", "2025-06-02")

    assert days() == {date(2025, 5, 5): 1}


def test_of_two_chosen_dates_the_later_choice_counts(death: Death, merge) -> None:
    keep, one, two = (death(f"2025-05-1{n}", died=f"2025-05-0{n}") for n in (1, 2, 3))
    merge(keep, one, "2025-06-01")
    merge(keep, two, "2025-06-02")

    assert days() == {date(2025, 5, 3): 1}
    assert read_standing([keep])[0][keep.id][DIED].value == "2025-05-03"
