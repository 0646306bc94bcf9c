"""Where each death lay at many instants, read once, is what the record tells at each of them."""

from datetime import datetime, timedelta
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from hypothesis import Phase, example, given, settings
from sqlalchemy import select

from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.record import known
from dhp.statistics.revising.stretches import counts_at, runs_of
from tests.cases.conftest import statements
from tests.statistics.revising.histories import (
    EVERY_CAUSE,
    FIRST,
    TOGETHER,
    histories,
    life,
    tell,
    when,
    write,
)

__all__ = ["statements"]

INSTANTS = [when(day) + timedelta(hours=12) for day in range(0, 26, 2)]
DATE_TAKEN = [
    [life(dated=[(0, "2025-05-10")]), life(dated=[(0, "2025-06-02")], merged=(4, 6, True))],
    [
        life(dated=[(0, "2025-05-10"), (9, "2025-06-02")]),
        life(dated=[(1, "2025-05-20")], merged=(5, None, True)),
    ],
]


def as_told(at: datetime) -> dict[str, int]:
    """Deaths by month from the two statements that tell of one instant."""
    dates = dict(db.session.execute(select(dates_of_death()).params(as_at=at)).all())
    record = known()
    counted = db.session.scalars(select(record.c.id).where(record.c.counts), {"as_at": at})
    months = [dates[number] for number in counted if number in dates]
    inside = [text[:7] for text in months if len(text) > 4 and text >= "2025-05"]
    return {month: inside.count(month) for month in inside}


def test_140_histories_lie_where_the_record_of_each_instant_says(database: SQLAlchemy) -> None:
    seen: set[int] = set()

    @settings(max_examples=140 // TOGETHER, phases=(Phase.explicit, Phase.generate))
    @given(drawn=histories)
    @example(EVERY_CAUSE)
    @example(DATE_TAKEN)
    def alike(drawn: list[list[dict[str, Any]]]) -> None:
        try:
            write([tell(one) for one in drawn])
            runs = runs_of("month", INSTANTS, FIRST)
            counted = [dict(one) for one in counts_at("month", INSTANTS, FIRST)]
            expected = [as_told(at) for at in INSTANTS]
        finally:
            database.session.rollback()
        assert counted == expected
        seen.update(run.last - run.first for run in runs)

    alike()

    assert {0, len(INSTANTS) - 1} <= seen


def test_the_record_is_read_once_for_any_number_of_instants(
    database: SQLAlchemy, statements: list[str]
) -> None:
    write([tell(one) for one in EVERY_CAUSE])
    statements.clear()

    runs_of("month", INSTANTS, FIRST)

    assert len(statements) == 4
