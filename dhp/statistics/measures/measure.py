"""What a measure is: a named, versioned definition, and the function that lays it out as a table."""

from collections.abc import Callable
from dataclasses import dataclass

from dhp.statistics.measures.question import Question
from dhp.statistics.tables import Table

OWNER = "Lead of the central unit"


@dataclass(frozen=True)
class Measure:
    """One number that may be asked for, by `name`, with all that a reader has to know of it.

    `number` is its place in the list of measures (M2) and `version` counts changes of its meaning:
    a new meaning is a new version, told in the notes. `unit` is what is counted; `numerator`,
    `denominator` and `base` say of what. `most` is in how many ways it can be laid out at once, and
    `compares` whether it is of two instants.
    """

    name: str
    number: str
    title: str
    unit: str
    numerator: str
    denominator: str
    base: str
    caveats: tuple[str, ...]
    lay: Callable[["Measure", Question], Table]
    most: int = 0
    least: int = 0
    compares: bool = False
    version: int = 1
    owner: str = OWNER
