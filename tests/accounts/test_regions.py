"""Which forces a person looks after, on which day."""

from datetime import date, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dhp.accounts.forces import MEMBERS_SINCE, load_forces
from dhp.accounts.models import Force, Region, RegionMembership, RegionSystem
from dhp.accounts.permissions import RoleName
from dhp.accounts.regions import forces_of, regions
from tests.accounts.people import add_user

TODAY = date(2026, 3, 9)
SOUTH_EAST = ["Hampshire (and Isle of Wight)", "Kent", "Surrey", "Sussex", "Thames Valley"]
HOME_OFFICE, ROCU = RegionSystem.HOME_OFFICE, RegionSystem.ROCU


@pytest.fixture(autouse=True)
def loaded(database: SQLAlchemy) -> None:
    load_forces(database.session())
    database.session.commit()


def names(user, on=TODAY):
    return [force.name for force in forces_of(user, on=on)]


def test_an_analyst_looks_after_the_forces_of_the_region_in_its_own_system() -> None:
    home_office = add_user(RoleName.ANALYST)
    rocu = add_user(
        RoleName.ANALYST, email="r@example.org", region_system=ROCU, region_name="South East"
    )
    eastern = add_user(
        RoleName.ANALYST, email="e@example.org", region_system=ROCU, region_name="Eastern"
    )

    assert names(home_office) == SOUTH_EAST
    assert names(rocu) == [name for name in SOUTH_EAST if name != "Kent"]
    assert "Kent" in names(eastern)


def test_a_force_belongs_to_the_region_from_the_day_it_joins_to_the_day_it_leaves(
    database: SQLAlchemy,
) -> None:
    analyst = add_user(RoleName.ANALYST)
    kent = database.session.scalars(select(Force).where(Force.name == "Kent")).one()
    place = database.session.scalars(
        select(RegionMembership).filter_by(force_id=kent.id, system=HOME_OFFICE)
    ).one()
    place.until = TODAY - timedelta(1)
    new = {"system": HOME_OFFICE, "region": "London", "since": TODAY}
    database.session.add(RegionMembership(force_id=kent.id, **new))
    database.session.commit()
    london = {"region_system": HOME_OFFICE, "region_name": "London"}
    neighbour = add_user(RoleName.ANALYST, email="l@example.org", **london)

    assert ("Kent" in names(analyst, TODAY - timedelta(1)), "Kent" in names(analyst)) == (
        True,
        False,
    )
    assert ("Kent" in names(neighbour, TODAY - timedelta(1)), "Kent" in names(neighbour)) == (
        False,
        True,
    )
    assert names(analyst, MEMBERS_SINCE - timedelta(1)) == []


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (RoleName.CODER, 44),
        (RoleName.LEAD, 44),
        (RoleName.SPOC, 1),
        (RoleName.READER, 0),
        (RoleName.ADMINISTRATOR, 0),
        (RoleName.AUDITOR, 0),
    ],
)
def test_others_look_after_all_forces_their_own_or_none(role: RoleName, expected: int) -> None:
    assert len(names(add_user(role))) == expected


def test_every_region_of_both_systems_is_known_by_its_name() -> None:
    known = regions()

    assert len([region for region in known if region.system is HOME_OFFICE]) == 10
    assert len([region for region in known if region.system is ROCU]) == 10
    assert Region(ROCU, "Southern Wales (Tarian)") in known


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (RoleName.ANALYST, {"region_name": None}),
        (RoleName.ANALYST, {"region_name": "South East", "region_system": None}),
        (RoleName.READER, {"region_name": "South East", "region_system": HOME_OFFICE}),
        (RoleName.READER, {"region_system": HOME_OFFICE}),
    ],
)
def test_the_database_refuses_a_region_that_does_not_fit_the_role(role, given, database) -> None:
    with pytest.raises(IntegrityError):
        add_user(role, **given)

    database.session.rollback()
