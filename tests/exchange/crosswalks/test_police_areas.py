import csv

import pytest

from dhp import ROOT
from dhp.exchange.crosswalks import police_areas
from dhp.exchange.crosswalks.police_areas import force_of, region_of


@pytest.mark.parametrize(
    ("partnership", "region", "force"),
    [
        ("Kent", "South East", "E23000032"),
        ("Newport", "Wales", "W15000002"),
        ("St. Helens", "North West", "E23000004"),
        ("newcastle-under-lyme", "West Midlands", "E23000015"),
        ("Barking & Dagenham", "Greater London", "E23000001"),
        ("King's Lynn and West Norfolk", "East", "E23000024"),
        ("Newport", "", "W15000002"),
        ("Newport", "Cymru", "W15000002"),
        ("British Transport", "", "btp"),
    ],
)
def test_a_partnership_lies_in_one_police_area(partnership, region, force):
    assert force_of(partnership, region) == force


@pytest.mark.parametrize(
    ("partnership", "region"), [("Ambridge", "West Midlands"), ("Newport", "South East"), ("", "")]
)
def test_no_force_is_guessed(partnership, region):
    assert force_of(partnership, region) is None


def test_regions_go_by_the_names_by_which_forces_are_grouped():
    assert region_of("Greater London") == "London"
    assert region_of("East") == "East of England"
    assert region_of("Narnia") is None


def test_every_partnership_is_in_the_region_of_its_force():
    with (ROOT / "dhp/accounts/forces.csv").open(encoding="utf-8", newline="") as lines:
        regions = {line["pfa_code"]: line["home_office_region"] for line in csv.DictReader(lines)}

    areas = [area for found in police_areas._areas().values() for area in found]

    assert {code for _, code in areas} == set(regions)
    assert [area for area in areas if regions[area[1]] != area[0]] == []
