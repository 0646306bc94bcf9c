"""Whatever happens to cases between two instants, the change of every count balances and is explained."""

from dataclasses import asdict
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from dhp.statistics.changes import changes
from dhp.statistics.measures import Question
from dhp.statistics.measures.counting import DIED
from dhp.statistics.measures.revised import revisions_of
from dhp.statistics.received import Span
from dhp.statistics.revising.movements import CAUSES, Revision, Revisions
from tests.statistics.revising.histories import (
    AFTER,
    BEFORE,
    EVERY_CAUSE,
    FIRST,
    LAST,
    TOGETHER,
    histories,
    recounted,
    tell,
    when,
    write,
)

NOW = when(AFTER)
ASKED = (("", ""), ("type", ""), ("type", ""), ("month", ""), ("", "iph"), ("suspected_intent", ""))


def plain(found: Revisions) -> dict[str, dict[str, int]]:
    """The revisions without noughts."""
    every: dict[str, Revision] = {**found.groups, "total": found.every}
    plain = {key: {name: n for name, n in asdict(one).items() if n} for key, one in every.items()}
    return {key: one for key, one in plain.items() if one}


def test_200_histories_balance_and_are_told_as_a_recount_tells_them(database: SQLAlchemy) -> None:
    """Every cause comes up; none is new, as every date of death lies before both instants."""
    seen: set[str] = set()

    @settings(max_examples=200 // TOGETHER, phases=(Phase.explicit, Phase.generate))
    @given(drawn=histories, asked=st.sampled_from(ASKED))
    @example(EVERY_CAUSE, ("type", ""))
    def told_alike(drawn: list[list[dict[str, Any]]], asked: tuple[str, str]) -> None:
        told = [tell(one) for one in drawn]
        try:
            write(told)
            found = plain(revisions_of(DIED, question(*asked)))
            year = when(-9)
            weekly = changes(Span(year, when(BEFORE + 1)), when(BEFORE), Span(year, NOW), NOW)
        finally:
            database.session.rollback()
        assert found == recounted(told, *asked)
        assert weekly.every.closing == sum(one.closing for one in weekly.groups.values())
        seen.update(cause for one in found.values() for cause in one)

    told_alike()

    assert seen == {"opening", "closing", *CAUSES} - {"new"}


def question(by: str, only: str) -> Question:
    """The count of May as laid out by something, of one type or of all."""
    return Question(
        NOW,
        by=(by,) if by else (),
        where=(("type", only),) if only else (),
        start=FIRST,
        end=LAST,
        before=when(BEFORE),
    )
