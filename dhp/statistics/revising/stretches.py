"""In which month, quarter or year each death lay, as known at some instants: what revisions are told by."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from dhp.calendar import PartialDate
from dhp.statistics.held import kept
from dhp.statistics.measures.spans import span_key
from dhp.statistics.revising.histories import Histories, histories


@dataclass(frozen=True, slots=True)
class Run:
    """A death that lay in the stretch `key` from the instant number `first` to the number `last`.

    `collected` says that it was collected of the past, not notified.
    """

    key: str
    first: int
    last: int
    collected: bool


def runs_of(name: str, instants: Sequence[datetime], since: date) -> list[Run]:
    """Where each death since `since` that counted lay at each of `instants`, which are in order.

    `name` is that of the stretches (`month`, `year`). A death whose date may lie in either of two is
    in neither. Four statements, however many instants.
    """
    if not instants:
        return []
    found = kept(("histories", since.year, instants[-1]), lambda: histories(since, instants[-1]))
    runs: list[Run] = []
    for case, one in found.items():
        if one.is_plain:  # nearly all of them: one stretch, from the day it was known
            (told,) = one.told
            if key := _key(name, told.text, since):
                first = bisect_left(instants, max(one.opened, told.begins))
                end = len(instants) if told.ends is None else bisect_left(instants, told.ends)
                runs += [Run(key, first, end - 1, one.collected)] if first < end else []
        else:
            runs += _runs(name, instants, since, found, case)
    return runs


def counts_at(name: str, instants: Sequence[datetime], since: date) -> list[Counter[str]]:
    """How many deaths lay in each stretch at each of `instants`, which are in order."""
    steps: list[Counter[str]] = [Counter() for _ in range(len(instants) + 1)]
    for run in runs_of(name, instants, since):
        steps[run.first][run.key] += 1
        steps[run.last + 1][run.key] -= 1
    counts: list[Counter[str]] = []
    now: Counter[str] = Counter()
    for step in steps[:-1]:
        now.update(step)
        counts.append(Counter({key: count for key, count in now.items() if count}))
    return counts


def _runs(
    name: str, instants: Sequence[datetime], since: date, found: Histories, case: int
) -> Iterator[Run]:
    """The runs of a death of which more than one thing was known, looked at where that changed."""
    turns = {0, len(instants), *(bisect_left(instants, at) for at in found.changes(case))}
    for first, end in pairwise(sorted(turns)):
        text = found.text_at(case, instants[first])
        if text and (key := _key(name, text, since)):
            yield Run(key, first, end - 1, found[case].collected)


@lru_cache(maxsize=8_192)  # many died on one day
def _key(name: str, text: str, since: date) -> str | None:
    when = PartialDate.parse(text)
    return span_key(name, when.first, when.last) if when.first >= since else None
