"""Keys are wrapped anew without a stop, and what was written before there were keys is sealed."""

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.verifying import verify
from dhp.cases.models import Answer
from dhp.extensions import db
from dhp.notifications import actions as notifications
from dhp.operations import case_keys
from dhp.sealing.census import not_under, open_texts, sealed_tables
from tests.cases.conftest import HOMICIDE, given
from tests.notifications.deaths import ANSWERS
from tests.sealing.conftest import NEW, OLD

TOLD = HOMICIDE | given(death__circumstances="Found by a neighbour.")


def run(app, word):
    db.session.rollback()  # a transaction left open would lock the command out of SQLite
    result = app.test_cli_runner().invoke(args=["keys", word])
    return result.exit_code, result.output


def narratives():
    found = sa.select(Answer.protected).where(Answer.code == "circumstances")
    return db.session.scalars(found).all()


def left_open():
    return sum(
        db.session.scalar(sa.select(sa.func.count()).select_from(table).where(open_texts(columns)))
        for table, columns in sealed_tables()
    )


def test_keys_are_wrapped_anew_and_the_old_master_can_go(app, masters, make_case, monkeypatch):
    monkeypatch.setattr(case_keys, "AT_ONCE", 2)
    for _ in range(3):
        make_case(TOLD)
    masters[:] = [NEW, OLD]
    assert narratives() == ["Found by a neighbour."] * 3

    code, said = run(app, "rotate")

    masters[:] = [NEW]
    assert (code, said) == (0, "Keys wrapped anew: 3\n")
    assert narratives() == ["Found by a neighbour."] * 3
    assert run(app, "rotate") == (0, "Keys wrapped anew: 0\n")
    masters[:] = [OLD]
    with pytest.raises(RuntimeError, match="DHP_MASTER_KEYS"):
        narratives()


def test_without_a_master_there_is_nothing_to_rotate(app, database):
    app.config["MASTER_KEYS"] = []
    code, said = run(app, "rotate")

    assert (code, "Set DHP_MASTER_KEYS" in said) == (1, True)


@pytest.mark.usefixtures("as_owner")
def test_what_was_written_before_is_sealed_and_stays_guarded(
    app, make_case, make_user, kent, coder, monkeypatch
):
    monkeypatch.setattr(case_keys, "AT_ONCE", 2)
    app.config["MASTER_KEYS"] = []
    make_case(TOLD)
    spoc = make_user(RoleName.SPOC)
    draft = notifications.start(kent, "k", by=spoc)
    notifications.save(draft, ANSWERS, draft.version, by=spoc)
    notifications.send(draft, draft.send_key, "", by=spoc)
    case = notifications.accept(draft, by=coder)
    db.session.commit()
    before, sent = narratives(), draft.answers
    app.config["MASTER_KEYS"] = [OLD]
    assert left_open() > 5

    code, said = run(app, "seal")

    assert (code, left_open()) == (0, 0), said
    db.session.expire_all()
    assert (narratives(), draft.answers) == (before, sent)
    assert not_under(case.key_name, [case.id]) == 0
    assert run(app, "seal") == (0, "Rows sealed: 0\n")
    assert verify().code == 0
    with pytest.raises(sa.exc.DatabaseError, match="append-only"):
        db.session.execute(sa.text("UPDATE answers SET reason = NULL"))
