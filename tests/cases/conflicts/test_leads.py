"""A lead declares a conflict like a coder, and another lead is always left who can decide."""

from functools import partial

import pytest
import sqlalchemy as sa

from dhp.accounts.actions import disable
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security.policies import walled
from dhp.accounts.row_security.reach import SERVICE, asker_for, asking_for
from dhp.calendar import london_date, now
from dhp.cases.conflicts.actions import declare, end_conflict
from dhp.cases.conflicts.models import Conflict, Tie
from dhp.cases.conflicts.queries import closed_refs, standing_on
from dhp.cases.forces.restricting import restrict
from dhp.cases.models import Case
from dhp.cases.people.actions import add_death
from dhp.cases.queries import case_with
from dhp.errors import Absent, Refused
from dhp.extensions import Base, db
from dhp.mail.models import Message
from dhp.oversight.flagging import Raised, flags_for, raise_flag
from tests.cases.conflicts.test_conflicts import declared, seen_by
from tests.harness.races import at_once, inside

pytestmark = pytest.mark.database


@pytest.fixture
def leads(make_user):
    return [make_user(RoleName.LEAD, name) for name in ("Lee", "Lou", "Lyn")]


def test_the_event_is_closed_to_a_lead_even_restricted_and_another_lead_reads_it(make_case, leads):
    lee, lou, _lyn = leads
    case, elsewhere = make_case(), make_case()
    second = add_death(case, by=lou)
    restrict(case, "An officer.", by=lou)
    restrict(elsewhere, "An officer.", by=lou)
    db.session.commit()

    declared(case, lee)

    on_postgres = db.engine.dialect.name == "postgresql"
    assert seen_by(lee) == ({elsewhere.ref}, 1 if on_postgres else 3)
    assert seen_by(lou) == ({case.ref, second.ref, elsewhere.ref}, 3)
    assert [one.user for one in standing_on(case, lou)] == [lee]
    assert standing_on(case, lee) == []
    assert closed_refs(lee) == {case.ref, second.ref}
    assert closed_refs(lou) == set()
    with asking_for(asker_for(lee)), pytest.raises(Absent):
        case_with(case.ref, lee)


def rows(asker):
    """How many rows of each walled table somebody is given."""
    with asking_for(asker):
        counted = {
            name: db.session.scalar(
                sa.select(sa.func.count()).select_from(Base.metadata.tables[name])
            )
            for name in walled(Base.metadata)
        }
        db.session.rollback()
    return counted


@pytest.mark.only_on("postgresql")
def test_of_no_table_a_row_of_the_case_is_given_and_of_other_cases_each(make_case, leads):
    lee = leads[0]
    case, _elsewhere = make_case(), make_case()
    db.session.commit()
    every, before = rows(SERVICE), rows(asker_for(lee))

    declared(case, lee)

    assert before == every
    halved = {name for name, count in rows(asker_for(lee)).items() if count < every[name]}
    assert halved >= {"cases", "answers", "people", "involvements"}
    assert all(rows(asker_for(lee))[name] * 2 == every[name] for name in halved)


def test_the_last_lead_who_may_read_it_cannot_declare(make_case, make_user, leads):
    lee, lou, lyn = leads
    case = make_case()
    administrator = make_user(RoleName.ADMINISTRATOR)
    disable(lyn, by=administrator)
    db.session.commit()
    first = declared(case, lee)

    with pytest.raises(Refused, match="No other lead could read this death"):
        declared(case, lou)
    db.session.rollback()

    assert seen_by(lou)[0] == {case.ref}
    end_conflict(first, by=lou)
    db.session.commit()
    declared(case, lou)
    assert seen_by(lee)[0] == {case.ref}


def test_a_coder_who_declares_needs_no_other(make_case, coder):
    assert declared(make_case(), coder).user is coder


def test_of_three_leads_who_declare_at_once_one_is_left(app, make_case, leads):
    ref, refs = make_case().ref, [lead.ref for lead in leads]
    db.session.commit()
    db.session.remove()

    def one(lead):
        by = db.session.scalars(sa.select(User).where(User.ref == lead)).one()
        with asking_for(asker_for(by)):
            case = db.session.scalars(sa.select(Case).where(Case.ref == ref)).one()
            declare(case, Tie.WORK, by=by)
            db.session.commit()

    told = at_once(*(inside(app, partial(one, lead)) for lead in refs))

    assert sum(isinstance(what, Refused) for what in told) == 1
    assert db.session.query(Conflict).count() == 2


def test_other_leads_are_told_and_not_by_whom(make_case, leads):
    case = make_case()

    declared(case, leads[0])

    letters = db.session.scalars(sa.select(Message)).all()
    assert {one.to for one in letters} == {lead.email for lead in leads[1:]}
    for word in (leads[0].name, case.ref, "Kent"):
        assert all(word not in one.text for one in letters)


def test_a_flag_about_the_case_is_for_another_lead(make_case, leads, coder):
    lee, lou, _lyn = leads
    case = make_case()
    for about in (case.ref, ""):
        raise_flag(Raised("volume", coder.ref, about, london_date(now()), "Read.", (1,)), now())
    db.session.commit()

    declared(case, lee)

    with asking_for(asker_for(lee)):
        assert [flag.about for flag in flags_for(lee)] == [""]
    assert len(flags_for(lou)) == 2


def test_who_declared_as_a_coder_stays_kept_from_it_as_a_lead(make_case, coder, leads):
    case = make_case()
    declared(case, coder)

    coder.role = RoleName.LEAD
    db.session.commit()

    assert seen_by(coder)[0] == set()
