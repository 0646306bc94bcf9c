"""In which month, quarter or year each death lay, as known at an instant: what revisions are told by."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from sqlalchemy import select

from dhp.calendar import PartialDate
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.held import kept
from dhp.statistics.measures.spans import span_key
from dhp.statistics.record import known


@dataclass(frozen=True)
class Placed:
    """The deaths that counted: the stretch of each by its id, and which were collected of the past."""

    stretches: Mapping[int, str]
    collected: frozenset[int]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many deaths there were in each stretch."""
        return Counter(self.stretches.values())

    @cached_property
    def notified(self) -> Mapping[str, frozenset[int]]:
        """The deaths of each stretch that were notified, not collected of the past."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for number, key in self.stretches.items():
            if number not in self.collected:
                found[key].add(number)
        return defaultdict(frozenset, {key: frozenset(ids) for key, ids in found.items()})


def placed_at(name: str, as_at: datetime, since: date) -> Placed:
    """The deaths since `since` that counted at `as_at`, by stretches `name` (`month`, `year`).

    A death whose date may lie in either of two stretches is in neither. Two statements.
    """
    return kept(("placed", name, as_at, since), lambda: _placed_at(name, as_at, since))


def _placed_at(name: str, as_at: datetime, since: date) -> Placed:
    record, died, reader = known(as_at), dates_of_death(as_at), db.session.connection()
    # Each read by itself: joined, a database without statistics looks for every date in turn.
    dates = reader.execute(select(died).where(died.c.died >= f"{since.year}")).all()
    counted = select(record.c.id, record.c.back_record).where(record.c.counts)
    collected = {number: bool(back) for number, back in reader.execute(counted).all()}
    found = {
        number: key
        for number, text in dates
        if number in collected and (key := _key(name, text, since)) is not None
    }
    return Placed(found, frozenset(number for number in found if collected[number]))


@lru_cache(maxsize=8_192)  # the same days are read at many instants
def _key(name: str, text: str, since: date) -> str | None:
    when = PartialDate.parse(text)
    return span_key(name, when.first, when.last) if when.first >= since else None
