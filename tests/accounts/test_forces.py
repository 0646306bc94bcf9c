"""The forces and their regions."""

from datetime import date, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from dhp.accounts.forces import MEMBERS_SINCE, force_with, forces, load_forces, region_of
from dhp.accounts.models import RegionMembership, RegionSystem

TODAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def loaded(database: SQLAlchemy) -> int:
    added = load_forces(database.session())
    database.session.commit()
    return added


def test_there_are_43_territorial_forces_and_british_transport_police() -> None:
    assert len(forces()) == 44
    assert [force.code for force in forces() if not force.territorial] == ["btp"]
    assert len({force.name for force in forces()}) == 44


def test_loading_again_changes_nothing(database: SQLAlchemy) -> None:
    assert load_forces(database.session()) == 0
    assert len(forces()) == 44
    count = database.session.scalar(select(func.count()).select_from(RegionMembership))
    assert count == 86
    database.session.rollback()


@pytest.mark.parametrize(
    ("code", "home_office", "rocu"),
    [
        ("E23000032", "South East", "Eastern"),
        ("W15000001", "Wales", "North West"),
        ("E23000001", "London", "London"),
        ("btp", None, None),
    ],
)
def test_a_force_has_its_region_in_both_systems(
    code: str, home_office: str | None, rocu: str | None
) -> None:
    force = force_with(code)
    assert force is not None

    assert region_of(force, RegionSystem.HOME_OFFICE, on=TODAY) == home_office
    assert region_of(force, RegionSystem.ROCU, on=TODAY) == rocu


def test_a_membership_holds_from_its_first_to_its_last_day(database: SQLAlchemy) -> None:
    force = force_with("E23000032")
    assert force is not None
    rows = database.session.scalars(
        select(RegionMembership).where(RegionMembership.force_id == force.id)
    )
    for row in rows:
        row.until = TODAY
    database.session.commit()

    days = (MEMBERS_SINCE - timedelta(1), MEMBERS_SINCE, TODAY, TODAY + timedelta(1))
    regions = [region_of(force, RegionSystem.ROCU, on=day) for day in days]

    assert regions == [None, "Eastern", "Eastern", None]


def test_an_unknown_code_is_no_force() -> None:
    assert force_with("E23999999") is None
