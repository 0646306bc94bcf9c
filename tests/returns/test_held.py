import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import PartialDate, clock_at
from dhp.cases.erasing.actions import agree_to_erase, ask_to_erase
from dhp.cases.erasing.models import Ground
from dhp.cases.forces.handover import accept, offer
from dhp.cases.forces.models import ForcePart
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.notifications import actions as notifications
from dhp.returns.held import held
from tests.cases.conftest import MakeUser
from tests.harness.record import at
from tests.notifications.deaths import ANSWERS
from tests.returns.conftest import MakeDeath

KEY = "QW4gb2xkIG1hc3RlciBrZXkgb2YgdGhlIHRlc3RzISE="
BEFORE, AFTER = "2026-10-12T10:00", "2026-11-20T10:00"


@pytest.fixture
def three_deaths(
    database: SQLAlchemy,
    make_death: MakeDeath,
    kent: Force,
    essex: Force,
    coder: User,
    spoc: User,
    stranger: User,
) -> dict[str, str]:
    """Kent's own, one that Kent gave to Essex, and one of Kent whose date Essex's notice knew."""
    own, given, dated = (make_death(f"2026-10-0{day}") for day in (3, 4, 5))
    known = make_death("2026-09-28", force=essex)
    with clock_at(at("2026-10-15T10:00")):
        accept(offer(given, ForcePart.OWNING, essex, "She died there.", by=spoc), by=stranger)
        choices = {"death.date_of_death": known.id}
        link(Finding(dated, known, LinkKind.SAME_DEATH, "One death.", choices), by=coder)
        database.session.commit()
    return {"own": own.ref, "given": given.ref, "dated": dated.ref, "known": known.ref}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_what_one_force_holds_is_its_share_of_what_all_hold(
    three_deaths: dict[str, str], kent: Force, essex: Force, when: str
) -> None:
    everything = held(at(when))

    for force in (kent, essex):
        own = [death for death in everything if death.force_id == force.id]
        assert held(at(when), force.id) == own != []


def test_a_death_counts_for_the_force_that_had_it_then(
    three_deaths: dict[str, str], kent: Force, essex: Force
) -> None:
    names = {ref: name for name, ref in three_deaths.items()}
    found = {
        (force.name, when): {names[death.ref] for death in held(at(when), force.id)}
        for force in (kent, essex)
        for when in (BEFORE, AFTER)
    }

    assert found == {
        ("Kent", BEFORE): {"own", "given", "dated"},
        ("Essex", BEFORE): {"known"},
        ("Kent", AFTER): {"own", "dated"},
        ("Essex", AFTER): {"given"},
    }


def test_a_date_chosen_from_another_force_s_case_is_found(
    three_deaths: dict[str, str], kent: Force
) -> None:
    dates = {death.ref: death.died for death in held(at(AFTER), kent.id)}

    assert dates[three_deaths["dated"]] == PartialDate(2026, 9, 28)
    assert dates[three_deaths["own"]] == PartialDate(2026, 10, 3)


def test_a_death_that_waited_then_is_placed_as_before_once_its_case_is_erased(
    app: Flask, database: SQLAlchemy, spoc: User, coder: User, make_user: MakeUser
) -> None:
    app.config["MASTER_KEYS"] = [KEY]
    with clock_at(at("2026-11-02T10:00")):
        notice = notifications.start(spoc.force, "one", by=spoc)
        notifications.save(notice, ANSWERS, notice.version, by=spoc)
        notifications.send(notice, notice.send_key, "So.", by=spoc)
    with clock_at(at("2026-11-04T10:00")):
        case = notifications.accept(notice, by=coder)
        database.session.commit()
    [before] = held(at("2026-11-03T10:00"))

    leads = [make_user(RoleName.LEAD, name) for name in ("One", "Two")]
    agree_to_erase(ask_to_erase(case, Ground.REVIEW, "Not needed.", by=leads[0]), by=leads[1])
    database.session.commit()

    assert before.died == PartialDate.parse(ANSWERS["death.date_of_death"])
    assert held(at("2026-11-03T10:00")) == [before]
