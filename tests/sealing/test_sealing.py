"""What a case says of people is stored under the key of that case, whichever way it is written."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from dhp.accounts.models import Force
from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security.reach import asker_for, asking_for
from dhp.calendar import now
from dhp.cases.answers.table import read_answers
from dhp.cases.forces.restricting import lift, restrict, restrictions_of
from dhp.cases.models import Answer, Case, Involvement
from dhp.errors import Refused
from dhp.extensions import db
from dhp.notifications import actions as notifications
from dhp.notifications.models import Notification, Receipt
from dhp.sealing.census import sealed_tables
from dhp.sealing.models import CaseKey
from tests.cases.conftest import HOMICIDE, given
from tests.notifications.deaths import ANSWERS
from tests.sealing.conftest import OLD

CANARY = "Xanthippe Quince"
TOLD = HOMICIDE | given(death__circumstances=f"{CANARY} was found.", death__force_ref=CANARY)

pytestmark = pytest.mark.usefixtures("masters")


def stored(table="answers", column="protected"):
    """The texts as they lie in the database."""
    rows = db.session.execute(sa.text(f"SELECT {column} FROM {table}")).scalars()
    return [text for text in rows if text is not None]


def everything_stored():
    return [
        text
        for table, columns in sealed_tables()
        for column in columns
        for text in stored(table.name, column.name)
    ]


def test_answers_written_in_bulk_are_sealed_and_read_back(make_case):
    case = make_case(TOLD)
    db.session.expire_all()

    assert {text[:5] for text in stored()} == {"case:"}
    assert CANARY not in " ".join(everything_stored())
    assert case.force_ref == CANARY
    [narrative] = db.session.scalars(
        sa.select(Answer.protected).where(Answer.code == "circumstances")
    )
    assert narrative == f"{CANARY} was found."


def test_rows_of_the_session_and_statements_past_it_are_sealed(make_case, make_user):
    case, lead = make_case(), make_user(RoleName.LEAD)
    restrict(case, CANARY, by=lead)
    lift(case, f"{CANARY} retired", by=lead)
    db.session.commit()
    db.session.expire_all()

    assert CANARY not in " ".join(everything_stored())
    [past] = restrictions_of(case)
    assert (past.reason, past.lifted_reason) == (CANARY, f"{CANARY} retired")


def test_a_text_that_is_bound_to_no_case_is_not_written(make_case):
    case = make_case()
    row = {"case_id": case.id, "person_id": 1, "role": "victim", "ordinal": 9}

    with pytest.raises(StatementError, match="bound to its case"):
        db.session.execute(sa.insert(Involvement.__table__), row | {"ended_reason": CANARY})


def test_a_notification_has_a_key_and_its_case_takes_it_over(make_user, kent, coder):
    spoc = make_user(RoleName.SPOC)
    draft = notifications.start(kent, "k", by=spoc)
    told = ANSWERS | {"death.circumstances": CANARY}
    notifications.save(draft, told, draft.version, by=spoc)
    receipt = notifications.send(draft, draft.send_key, "", by=spoc)
    case = notifications.accept(draft, by=coder)
    db.session.commit()
    db.session.expire_all()

    assert CANARY not in " ".join(everything_stored())
    assert CANARY in draft.answers
    assert CANARY in receipt.answers
    assert case.key_name == draft.key_name is not None
    assert db.session.scalars(sa.select(CaseKey.name)).all() == [draft.key_name]


@pytest.mark.parametrize("keyed", [False, True], ids=["no key yet", "the case has one"])
def test_a_notice_of_before_keys_goes_by_a_case_that_its_force_reads_no_more(
    app, make_user, kent, coder, keyed
):
    app.config["MASTER_KEYS"] = []
    spoc = make_user(RoleName.SPOC)
    draft = notifications.start(kent, "k", by=spoc)
    notifications.save(draft, ANSWERS, draft.version, by=spoc)
    notifications.send(draft, draft.send_key, "", by=spoc)
    case = notifications.accept(draft, by=coder)
    case.force = Force(code="E23000028", name="Essex", territorial=True)
    db.session.commit()
    app.config["MASTER_KEYS"] = [OLD]
    if keyed:
        case.force_ref = "another"
        db.session.commit()

    with asking_for(asker_for(spoc)):
        draft.reason = CANARY
        db.session.commit()

    db.session.expire_all()
    assert draft.reason == CANARY
    assert CANARY not in " ".join(everything_stored())
    assert db.session.scalars(sa.select(CaseKey.name)).all() == [case.key_name]


def test_reading_takes_no_statement_more_than_without_keys(make_case, statements, masters, app):
    cases = [make_case(TOLD) for _ in range(3)]
    db.session.expire_all()
    db.session.scalars(sa.select(Case).order_by(Case.id)).all()
    statements.clear()

    read_answers(cases)

    assert len(statements) == 1


def test_a_key_that_a_rollback_took_away_is_not_used(make_case, coder, kent):
    case = make_case(given(death__date_of_death="2026-03-01"))
    draft = Notification(force=kent, start_key="k", started_by_id=coder.id, answers=CANARY)
    savepoint = db.session.begin_nested()
    db.session.add(draft)
    db.session.flush()
    savepoint.rollback()

    db.session.add(draft)
    case.force_ref = CANARY
    db.session.commit()
    db.session.expire_all()

    assert (draft.answers, case.force_ref) == (CANARY, CANARY)


def test_a_destroyed_key_ends_every_text_and_lets_none_be_added(make_case):
    case = make_case(TOLD)
    db.session.execute(sa.update(CaseKey).values(wrapped=None, destroyed_at=now()))
    db.session.commit()
    db.session.expire_all()

    assert set(db.session.scalars(sa.select(Answer.protected).distinct())) == {None, "Erased"}
    case.force_ref = "another"
    with pytest.raises(Refused, match="was erased"):
        db.session.flush()


def test_what_looks_like_a_mark_of_ours_is_only_text(app, make_case):
    app.config["MASTER_KEYS"] = []
    for text in ("case:abc", "enc:abc", "as-is:abc"):
        case = make_case(given(death__force_ref=text))
        db.session.expire_all()
        assert case.force_ref == text


def test_a_receipt_without_a_key_is_read_as_ever(app, make_user, kent, coder):
    app.config["MASTER_KEYS"] = []
    spoc = make_user(RoleName.SPOC)
    draft = notifications.start(kent, "k", by=spoc)
    notifications.save(draft, ANSWERS, draft.version, by=spoc)
    notifications.send(draft, draft.send_key, "", by=spoc)
    db.session.commit()

    assert {text[:1] for text in stored("receipts", "answers")} == {"{"}
    assert db.session.scalars(sa.select(Receipt)).one().answers.startswith("{")
