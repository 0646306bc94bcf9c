"""What every measure says of a small invented history, laid out in many ways: `said/` holds all of it.

The numbers are recounted elsewhere by another route; here a changed word, mark, order or column is a
changed line, beside its neighbours, for somebody to read. Write the files anew with
`SAID=write pytest tests/statistics -k said`, and read the difference.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.errors import DomainError
from dhp.statistics.explore.names import groups_of, label_of, offered
from dhp.statistics.frame import Unit
from dhp.statistics.measures import MEASURES, Question, lay_out
from tests.demonstration.lived import small_history
from tests.statistics.kept import kept_is
from tests.statistics.told import told_question, told_table

Once = Callable[[Callable[[], None]], None]

LAST = datetime(2026, 3, 27, 20, tzinfo=UTC)
MIDDLE = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2025, 4, 1), date(2026, 3, 26)
WAYS = [
    (),
    ("type",),
    ("force",),
    ("region",),
    ("month",),
    ("victim.age_at_death",),
    ("relationship",),
    ("type", "quarter"),
    ("region", "victim.sex"),
]


def asked() -> Iterator[tuple[str, Question]]:
    """Every measure, in each way in which it can be laid out; what it refuses is told too."""
    for name, measure in MEASURES.items():
        before = MIDDLE if measure.compares else None
        for by in WAYS:
            yield name, Question(LAST, by, start=FIRST_DAY, end=LAST_DAY, before=before)
        yield name, Question(MIDDLE, ("type",), before=before and MIDDLE)
        narrow = (("type", "adult_family_homicide"),)
        yield (
            name,
            Question(LAST, ("victim.sex",), narrow, start=FIRST_DAY, end=LAST_DAY, before=before),
        )


def said(name: str, question: Question) -> str:
    try:
        return told_table(lay_out(name, question))
    except DomainError as refusal:
        return f"refused: {refusal}"


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_says_what_it_said(once: Once, name: str) -> None:
    once(small_history)
    ways = [(told_question(*one), said(*one)) for one in asked() if one[0] == name]

    kept_is(f"measures/{name}", "\n\n".join(f"{heading}\n{text}" for heading, text in ways))


@pytest.mark.parametrize("unit", Unit)
def test_the_names_and_groups_to_cross_are_those_there_were(
    database: SQLAlchemy, unit: Unit
) -> None:
    lines = []
    for title, names in offered(unit):
        lines.append(f"== {title}")
        for one in names:
            groups = "; ".join(f"{key} {label}" for key, label in groups_of(unit, one.name))
            lines += [
                f"{one.name}: {one.label}, in pages {label_of(unit, one.name)}",
                f"    {groups}",
            ]

    kept_is(f"names/{unit}", "\n".join(line for line in lines if line.strip()))
