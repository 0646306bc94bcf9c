from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.calendar import clock_at
from dhp.cases.models import Case
from dhp.notifications import actions as notifications
from dhp.returns.actions import confirm
from dhp.returns.plan import opened_periods
from dhp.returns.queries import present_for
from dhp.rhythm.standing import Kind, standing, standing_for
from tests.cases.conftest import MakeCase
from tests.questions.conftest import MakeQuestion, name_reader

AT = datetime(2026, 3, 9, 9, tzinfo=UTC)


@pytest.fixture
def draft(database: SQLAlchemy, kent: Force, spoc: User) -> Callable[..., None]:
    def start(key: str, when: datetime, **answers: str) -> None:
        with clock_at(when):
            notice = notifications.start(kent, key, by=spoc)
            if answers:
                given = {name.replace("__", "."): text for name, text in answers.items()}
                notifications.save(notice, given, notice.version, by=spoc)
            database.session.commit()

    return start


def test_a_force_with_nothing_to_do_stands_at_nothing(kent: Force) -> None:
    assert standing(kent, AT).counts == {}


def test_a_draft_waits_once_it_is_older_than_three_days(
    kent: Force, draft: Callable[..., None]
) -> None:
    draft("old", AT - timedelta(days=4))
    draft("young", AT - timedelta(days=2))

    found = standing(kent, AT)

    assert found.counts == {Kind.DRAFT: 1}
    assert found.overdue(0) == {Kind.DRAFT: 1}
    assert found.overdue(1) == {}


def test_what_came_back_waits_at_once(
    database: SQLAlchemy, kent: Force, spoc: User, coder: User
) -> None:
    with clock_at(AT - timedelta(hours=2)):
        notice = notifications.start(kent, "one", by=spoc)
        answers = {"death.force_ref": "K/1", "death.suspected_intent": "homicide"}
        notifications.save(notice, answers, notice.version, by=spoc)
        notifications.send(notice, notice.send_key, "Only just known.", by=spoc)
        notifications.return_to_force(notice, "Give the time.", by=coder)
        database.session.commit()

    assert standing(kent, AT).counts == {Kind.SENT_BACK: 1}


def test_a_question_is_overdue_after_fourteen_days(
    kent: Force, make_question: MakeQuestion
) -> None:
    make_question(when="2026-02-20T10:00:00")

    found = standing(kent, AT)

    assert found.counts[Kind.QUESTION] == 1
    assert Kind.QUESTION in found.overdue(2)
    assert Kind.QUESTION not in found.overdue(3)


def test_a_follow_up_waits_from_its_opening_and_is_overdue_after_its_day(
    kent: Force, make_case: MakeCase
) -> None:
    with clock_at(AT - timedelta(days=60)):
        make_case(received_at=AT - timedelta(days=60))

    assert standing(kent, AT - timedelta(days=59)).counts == {Kind.STAGE: 1}
    assert standing(kent, AT - timedelta(days=59)).overdue(0) == {}
    assert standing(kent, AT).overdue(31) == {Kind.STAGE: 1}
    assert standing(kent, AT).overdue(32) == {}


def test_another_force_s_work_is_not_counted(
    kent: Force, essex: Force, make_question: MakeQuestion
) -> None:
    make_question(when="2026-02-20T10:00:00")

    assert standing(essex, AT).counts == {}


def test_a_restricted_death_counts_only_for_who_is_named(
    database: SQLAlchemy,
    kent: Force,
    spoc: User,
    case: Case,
    make_question: MakeQuestion,
) -> None:
    make_question(when="2026-02-20T10:00:00")
    case.restricted = True
    database.session.commit()
    before = standing_for(spoc, AT).counts

    name_reader(case, spoc)

    assert before == standing(kent, AT).counts == {}
    assert standing_for(spoc, AT).counts[Kind.QUESTION] == 1


def test_a_restricted_draft_counts_only_for_who_wrote_it(
    kent: Force, spoc: User, draft: Callable[..., None]
) -> None:
    draft("old", AT - timedelta(days=9), death__police_link="yes")

    assert standing(kent, AT).counts == {}
    assert standing_for(spoc, AT).counts == {Kind.DRAFT: 1}


@pytest.mark.parametrize("kind", Kind)
def test_counts_read_as_words(kind: Kind) -> None:
    assert kind.counted(1) == f"1 {kind.one}"
    assert kind.counted(1200) == f"1,200 {kind.many}"


def test_a_period_waits_from_its_opening_and_is_overdue_after_its_day(
    database: SQLAlchemy, kent: Force, spoc: User
) -> None:
    begin_in_february(database, spoc)

    before = standing(kent, datetime(2026, 2, 28, 23, 59, tzinfo=UTC))
    opened = standing(kent, datetime(2026, 3, 1, tzinfo=UTC))
    last_day = standing(kent, datetime(2026, 3, 6, 23, 59, tzinfo=UTC))  # the fifth working day
    after = standing(kent, datetime(2026, 3, 10, tzinfo=UTC))

    assert before.counts == {}
    assert opened.counts == last_day.counts == after.counts == {Kind.RETURN: 1}
    assert last_day.overdue(0) == {}
    assert (after.overdue(3), after.overdue(4)) == ({Kind.RETURN: 1}, {})


def test_a_returned_period_waits_no_more(database: SQLAlchemy, kent: Force, spoc: User) -> None:
    begin_in_february(database, spoc)
    with clock_at(AT):
        period = opened_periods(AT)[0]
        confirm(period, by=spoc, seen=present_for(spoc, period).fingerprint)
        database.session.commit()

    assert standing(kent, AT).counts == {}


def begin_in_february(database: SQLAlchemy, spoc: User) -> None:
    """Let February 2026 be the first period, for the first account was made in January."""
    database.session.query(User).update({"created_at": datetime(2026, 1, 15, tzinfo=UTC)})
    database.session.commit()
