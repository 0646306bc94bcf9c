"""Places on the force's pages for what rooms above know: questions, reports that counted a death."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.web.beside import Place

_COUNTS = "followup_counts"

# On the force's page of a death.
BESIDE_DEATH: Place[Case, User] = Place("beside_death")


@dataclass(frozen=True)
class Count:
    """How many things of one kind wait in each case, by case id."""

    label: str
    by_case: Mapping[int, int]


Counter = Callable[[Sequence[Case], User], Mapping[int, int]]


def add_count(app: Flask, label: str, counter: Counter) -> None:
    """Give the force's list a column `label` with what `counter` counts in each case."""
    app.extensions.setdefault(_COUNTS, []).append((label, counter))


def counts_of(cases: Sequence[Case], user: User) -> list[Count]:
    """What waits for `user` in `cases`, which they were found to be allowed to read; a column each."""
    counters: Iterable[tuple[str, Counter]] = current_app.extensions.get(_COUNTS, ())
    return [Count(label, count(cases, user)) for label, count in counters]
