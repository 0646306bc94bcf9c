"""What a cell was asked, so that it can be traced to the deaths behind it."""

from datetime import UTC, date, datetime

from dhp.statistics.measured import Measured

AS_AT = datetime(2026, 3, 27, 20, tzinfo=UTC)


def test_one_cell_is_asked_of_the_deaths_in_its_groups_alone():
    table = Measured("deaths", AS_AT, ("type", "region"), (("sex", "female"),), date(2025, 4, 1))

    cell = table.narrowed(("type", "suspected_suicide"))

    assert cell == Measured(
        "deaths",
        AS_AT,
        ("region",),
        (("sex", "female"), ("type", "suspected_suicide")),
        date(2025, 4, 1),
    )
