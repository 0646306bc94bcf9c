"""What a measure counts: the rows of a frame that fit a question, and how they are grouped."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from dhp.calendar import london_date
from dhp.dictionary import Role
from dhp.errors import DomainError
from dhp.statistics.frame import Days, Unit, Window, frame, grouped
from dhp.statistics.framing.windows import Clock
from dhp.statistics.held import is_held, years_held
from dhp.statistics.measures.groups import Grouping, grouping, read_for
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.readers import left_out, reads_all
from dhp.statistics.measures.spans import SPANS
from dhp.statistics.measures.waiting import with_waiting
from dhp.statistics.tables import Geography, Period

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Rows = NDArray[np.bool_]  # which rows of a frame


@dataclass(frozen=True)
class Sample:
    """The rows that count, the groupings asked for, in their order, and what has to be said of them.

    `where` says in words what all of them have, such as "type of death is Child death". `own_notes`
    hold numbers of the record, so they are for a restricted edition alone.
    """

    data: "pd.DataFrame"
    by: tuple[Grouping, ...]
    period: Period
    geography: Geography
    notes: tuple[str, ...] = ()
    own_notes: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """Which rows a measure takes: of which `unit`, placed by which `clock` (`died` or `received`).

    `also` are more columns that it needs. With `waiting`, notices that wait for acceptance are
    rows too; without `back_records`, records collected from the past are none; with `out`, what was
    judged out of scope is in. `role` leaves only people with this role.
    """

    unit: Unit = Unit.DEATH
    clock: Clock = "died"
    also: tuple[str, ...] = ()
    waiting: bool = False
    back_records: bool = True
    out: bool = False
    role: Role | None = None


def sample(kind: Kind, question: Question, *, alike: bool = False) -> Sample:
    """The rows of the record that fit `question`. Raises `DomainError` where it cannot be answered.

    With `alike`, a row may stand for several deaths that are alike: `times` then says for how many.
    Only for a plain `Kind`.
    """
    data = _alike(question) if alike and not is_held() else None
    if data is None:
        data = _by_row(kind, question)
    keep, wheres, said = _counted(kind, data), [], []
    for name, key in question.where:
        data = _those(data, keep)
        group = grouping(name, kind.unit, data, question, kind.clock)
        keep = _only(group, key)
        wheres.append(group)
        said.append(_said(group, key))
    keep, own_notes = _within(data, keep, question, kind.clock)
    data = _those(data, keep)
    groups = tuple(grouping(name, kind.unit, data, question, kind.clock) for name in question.by)
    places = {one.geography for one in (*groups, *wheres)}
    notes = tuple(dict.fromkeys(note for one in groups for note in one.notes))
    period = _period(data, question, kind.clock)
    return Sample(data, groups, period, _smallest(places), notes, own_notes, tuple(said))


def _counted(kind: Kind, data: "pd.DataFrame") -> "Rows":
    """Which rows are of the kind."""
    keep = data["counts"].to_numpy(bool) | kind.out
    keep &= ~data["back_record"].to_numpy(bool) | kind.back_records
    if kind.role:
        keep &= (data["role"] == kind.role.value).to_numpy()
    return keep


def _those(data: "pd.DataFrame", keep: "Rows") -> "pd.DataFrame":
    """The rows to keep, numbered anew; the frame itself where that is all of them."""
    if keep.all():
        return data
    found = data.take(keep.nonzero()[0])
    found.index = data.index[: len(found)]
    return found


def _by_row(kind: Kind, question: Question) -> "pd.DataFrame":
    """A row for each unit that the reader may count."""
    names = [name for name in (*question.names, *kind.also) if read_for(name)]
    data = frame(kind.unit, names, question.as_at, _window(kind, question))
    if kind.waiting:
        data = with_waiting(data, question.as_at, restricted=reads_all(question.reader))
    if hidden := left_out(question.reader):
        data = data[~data["case"].isin(hidden)].reset_index(drop=True)
    return data


def _alike(question: Question) -> "pd.DataFrame | None":
    """A row for the deaths that are alike; None where they are not counted so."""
    names = [name for name in question.names if read_for(name)]
    told, places = any(name in SPANS for name in question.names), "force" in question.names
    days = Days(question.start, question.last, told, places)
    return grouped(names, question.as_at, days, without=left_out(question.reader))


def _window(kind: Kind, question: Question) -> Window | None:
    """From the first day of the year in which the days asked for begin, up to the present.

    A report asks of many stretches of time, by both clocks: the years that it says it looks back to
    are one window for all of them, which is read once.
    """
    if question.start is None:
        return None
    present = london_date(question.as_at)
    first = question.start.year
    clock: Clock | Literal["both"] = kind.clock
    if years := years_held():
        first, clock = min(first, present.year - years), "both"
    return Window(clock, date(first, 1, 1), max(question.last, present))


def _said(group: Grouping, key: str) -> str:
    """That a row is in the group `key`, in words."""
    (label,) = (one.label for one in group.groups if one.key == key)
    place = group.name.partition(".")[0]
    whose = f" of the {place}" if place in ("victim", "suspect") else ""
    return f"{group.head[:1].lower()}{group.head[1:]}{whose} is {label}"


def _only(group: Grouping, key: str) -> "Rows":
    """Which rows are in the group `key`. Raises `DomainError` where there is no such group."""
    import numpy as np

    keys = [one.key for one in group.groups]
    if key not in keys:
        raise DomainError(f"“{key}” is no group of {group.name}. Choose one of: {', '.join(keys)}.")
    return np.array([key in of for of in group.of], dtype=bool)


def _within(
    data: "pd.DataFrame", keep: "Rows", question: Question, clock: str
) -> tuple["Rows", tuple[str, ...]]:
    """Which of the rows kept lie wholly in the days asked for, and how many may or may not."""
    import numpy as np

    columns = ("died_first", "died_last") if clock == "died" else ("received_on", "received_on")
    first, last = (data[name].to_numpy() for name in columns)
    told = data["received_on"].to_numpy()
    # Who was told of in April died by then, though the record says “April” only.
    known = np.where(told >= first, told, first)
    last = np.where(last <= known, last, known)
    start, end = np.datetime64(question.start or date.min), np.datetime64(question.last)
    dated = ~np.isnat(first)
    inside = dated & (first >= start) & (last <= end)
    if question.start is None:
        inside |= ~dated
    if clock != "died":
        return keep & inside, ()
    times = data["times"].to_numpy() if "times" in data else 1
    outside = keep & ~inside
    partly = int(((dated & outside & (last >= start) & (first <= end)) * times).sum())
    undated = int(((~dated & outside) * times).sum())
    notes = []
    if partly:
        notes.append(
            f"Not counted: {_deaths(partly)} whose month or year reaches beyond these days."
        )
    if undated:
        notes.append(f"Not counted: {_deaths(undated)} whose date is not known.")
    return keep & inside, tuple(notes)


def _deaths(count: int) -> str:
    return "1 death" if count == 1 else f"{count:,} deaths"


def _period(data: "pd.DataFrame", question: Question, clock: str) -> Period:
    """The days asked for; without a first one, from the first day that counts."""
    if question.start:
        return Period(question.start, question.last)
    days = data["died_first" if clock == "died" else "received_on"].dropna()
    first = min((day.date() for day in days), default=question.last)
    return Period(min(first, question.last), question.last)


def _smallest(places: set[Geography]) -> Geography:
    order = (Geography.FORCE, Geography.REGION)
    return next((one for one in order if one in places), Geography.NATIONAL)
