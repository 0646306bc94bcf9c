"""Places on the force's pages for what rooms above know: questions, reports that counted a death."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from dhp.accounts.models import User
from dhp.cases.models import Case

_PARTS, _COUNTS = "followup_parts", "followup_counts"


@dataclass(frozen=True)
class PartLine:
    """One line of a part: words, and an address where the person may go on."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Part:
    """A heading on the page of a case with its lines, or the sentence `empty` where it has none."""

    title: str
    lines: tuple[PartLine, ...]
    empty: str


@dataclass(frozen=True)
class Count:
    """How many things of one kind wait in each case, by case id."""

    label: str
    by_case: Mapping[int, int]


Builder = Callable[[Case, User], Part | None]
Counter = Callable[[Sequence[Case], User], Mapping[int, int]]


def add_part(app: Flask, builder: Builder) -> None:
    """Show what `builder` makes of a case on the force's page of it, after the parts so far."""
    app.extensions.setdefault(_PARTS, []).append(builder)


def add_count(app: Flask, label: str, counter: Counter) -> None:
    """Give the force's list a column `label` with what `counter` counts in each case."""
    app.extensions.setdefault(_COUNTS, []).append((label, counter))


def parts_of(case: Case, user: User) -> list[Part]:
    """The parts of the page of `case`, which `user` was found to be allowed to read."""
    builders: Iterable[Builder] = current_app.extensions.get(_PARTS, ())
    return [part for build in builders if (part := build(case, user)) is not None]


def counts_of(cases: Sequence[Case], user: User) -> list[Count]:
    """What waits for `user` in `cases`, which they were found to be allowed to read; a column each."""
    counters: Iterable[tuple[str, Counter]] = current_app.extensions.get(_COUNTS, ())
    return [Count(label, count(cases, user)) for label, count in counters]
