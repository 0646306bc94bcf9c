"""What the checks find on the record, what people kept, and how that ends when facts change."""

from datetime import timedelta

import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.cases.actions import add_answers
from dhp.cases.editing.warnings import KeptWarning, keep
from dhp.cases.models import Source
from dhp.dictionary import Given, Stage, State
from dhp.dictionary.checks import Severity, findings
from dhp.statistics.quality.contradictions import contradictions
from dhp.statistics.quality.figures import read
from dhp.statistics.quality.reach import reach_of
from tests.cases.conftest import HOMICIDE, coder, given, kent, make_case, make_user

__all__ = ["coder", "kent", "make_case", "make_user"]

AFTER_DEATH = HOMICIDE | given(death__marac="yes", death__marac_date="2026-03-05")


@pytest.fixture
def lead(make_user):
    return make_user(RoleName.LEAD, "Lena Lead")


@pytest.fixture
def found(database, lead):
    """What is found as at an instant; now, when none is given."""

    def at(instant=None):
        database.session.commit()
        reach = reach_of(lead, instant or now())
        return contradictions(read(reach).files, reach.as_at)

    return at


@pytest.fixture
def record(database, coder):
    def add(case, **answers):
        add_answers(
            case,
            given(**answers),
            by=coder,
            source=Source.UNIT,
            stage=Stage.FOLLOW_UP,
            reason="Told by the test",
        )
        database.session.commit()

    return add


def kept_now(case, answers, by):
    warnings = [one for one in findings(answers) if one.severity is Severity.LOOK]
    keep(case, warnings, "The minutes say so.", by=by)
    return warnings


def line(found, code="marac_after_death"):
    return next(one for one in found.by_check() if one.code == code)


def test_a_check_that_finds_nothing_has_no_line(found, make_case):
    make_case()

    assert found().by_check() == []


def test_what_a_check_finds_is_counted_once_for_each_death(found, make_case):
    for _ in range(2):
        make_case(AFTER_DEATH)

    count = line(found())

    assert (count.found, count.kept, count.open, count.settled) == (2, 0, 2, 0)
    assert count.title == "MARAC after death"
    assert "last MARAC is after the date of death" in count.example


def test_what_cannot_be_right_stands_first(found, make_case):
    make_case(AFTER_DEATH | given(death__aware_on="2026-02-27"))

    severities = [one.severity for one in found().by_check()]

    assert severities[0] is Severity.MUST
    assert severities[-1] is Severity.LOOK


def test_a_kept_warning_is_found_and_not_open(found, make_case, coder, database):
    case = make_case(AFTER_DEATH)
    make_case(AFTER_DEATH)
    kept_now(case, AFTER_DEATH, coder)

    count = line(found())

    assert (count.found, count.kept, count.open) == (2, 1, 1)


def test_a_kept_warning_no_longer_counts_when_one_of_its_answers_changes(
    found, make_case, coder, record
):
    case = make_case(AFTER_DEATH)
    kept_now(case, AFTER_DEATH, coder)
    before = now()

    record(case, death__marac_date="2026-03-06")

    count = line(found())
    assert (count.found, count.kept, count.settled) == (1, 0, 1)
    assert line(found(before)).kept == 1


def test_a_change_elsewhere_leaves_a_kept_warning_as_it_is(found, make_case, coder, record):
    case = make_case(AFTER_DEATH)
    kept_now(case, AFTER_DEATH, coder)

    record(case, victim__age="35")

    assert line(found()).kept == 1


def test_a_finding_goes_by_itself_when_the_facts_change(found, make_case, coder, record):
    case = make_case(AFTER_DEATH)
    kept_now(case, AFTER_DEATH, coder)

    record(case, death__marac_date="2026-02-05")

    count = line(found())
    assert (count.found, count.kept, count.open, count.settled) == (0, 0, 0, 1)


def test_keeping_is_recorded_once_with_its_reason_and_in_the_trail(make_case, coder, database):
    case = make_case(AFTER_DEATH)

    warnings = kept_now(case, AFTER_DEATH, coder)
    database.session.commit()

    rows = database.session.query(KeptWarning).all()
    assert [(row.code, row.columns, row.reason, row.kept_by) for row in rows] == [
        (
            "marac_after_death",
            "death.marac_date death.date_of_death",
            "The minutes say so.",
            coder.ref,
        )
    ]
    events = database.session.query(TrailEvent).filter_by(act=Act.WARNINGS_KEPT.value).all()
    assert len(events) == len(warnings) == 1
    assert "minutes" not in events[0].body


def test_nothing_is_recorded_where_nothing_was_kept(make_case, coder, database):
    keep(make_case(), [], "No warning", by=coder)
    database.session.commit()

    assert database.session.query(KeptWarning).count() == 0


def test_the_findings_are_those_of_the_instant(found, make_case, record, database):
    case = make_case()
    before = now()
    record(case, death__marac="yes", death__marac_date="2026-03-05")

    assert found(before + timedelta(microseconds=-1)).found == ()
    assert line(found()).found == 1


def test_a_state_in_place_of_a_value_contradicts_nothing(found, make_case):
    unknown = {"death.marac_date": Given(State.NOT_KNOWN)}
    make_case(AFTER_DEATH | unknown)

    assert found().by_check() == []
