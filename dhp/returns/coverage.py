"""Which forces had returned which periods, as at any instant: for the page, the file and the reports."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dhp.absence import Absence
from dhp.accounts.forces import forces as all_forces
from dhp.accounts.models import Force
from dhp.returns.held import Held, held
from dhp.returns.periods import ReturnPeriod, last_due, periods
from dhp.returns.plan import plan
from dhp.returns.rules import Standing, Timing
from dhp.returns.said import Said, said, standing_of, timing_of


@dataclass(frozen=True)
class Cell:
    """One force and one period. `deaths` are those confirmed; None without a return.

    `timing` says when the return came, `made_at` the instant and `revision` its number.
    """

    period: ReturnPeriod
    standing: Standing
    timing: Timing | None = None
    deaths: int | None = None
    made_at: datetime | None = None
    revision: int = 0

    @property
    def absence(self) -> Absence | None:
        """Which kind of nothing stands here, if one does."""
        return self.standing.absence

    @property
    def is_late(self) -> bool:
        """Whether the return came late."""
        return self.timing in (Timing.LATE, Timing.AFTER_CLOSING)

    @property
    def words(self) -> str:
        """The whole of it in words, for those who listen and for the page of a force."""
        parts = [self.standing.words]
        if self.deaths and self.standing is Standing.CONFIRMED:
            parts = [f"Confirmed: {self.deaths} {'death' if self.deaths == 1 else 'deaths'}"]
        if self.is_late and self.timing:
            parts.append(self.timing.label)
        return ". ".join(parts)


@dataclass(frozen=True)
class ForceRow:
    """One force with a cell for each period."""

    force: Force
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Summary:
    """One period over all forces, in the numbers that reports print.

    `due` forces had to return it, `returned` did, `nil` of them confirmed none; `missing` are the
    names of the others. `late`, `disputed` and `changed` count returns. Without a period nothing
    was due yet.
    """

    period: ReturnPeriod | None
    due: int = 0
    returned: int = 0
    nil: int = 0
    missing: tuple[str, ...] = ()
    late: int = 0
    disputed: int = 0
    changed: int = 0


@dataclass(frozen=True)
class Coverage:
    """Forces by periods, as at an instant."""

    periods: tuple[ReturnPeriod, ...]
    rows: tuple[ForceRow, ...]
    as_at: datetime

    @property
    def summaries(self) -> list[Summary]:
        """Every period over all forces."""
        return [self.summary(place) for place in range(len(self.periods))]

    def summary(self, place: int) -> Summary:
        """The period at `place` over all forces."""
        period = self.periods[place]
        cells = [(row.force.name, row.cells[place]) for row in self.rows]
        made = [cell for _name, cell in cells if cell.standing.is_returned]
        return Summary(
            period,
            due=len(cells) if period.due_at <= self.as_at else len(made),
            returned=len(made),
            nil=sum(cell.standing is Standing.CONFIRMED_NONE for cell in made),
            missing=tuple(name for name, cell in cells if cell.standing is Standing.NOT_RETURNED),
            late=sum(cell.is_late for cell in made),
            disputed=sum(cell.standing is Standing.DISPUTED for cell in made),
            changed=sum(cell.standing is Standing.CHANGED for cell in made),
        )


def coverage(
    first: date,
    last: date,
    *,
    as_at: datetime,
    forces: Sequence[Force] | None = None,
    restricted: bool = False,
) -> Coverage:
    """What was known at `as_at` of every period with a day from `first` to `last`.

    `forces` are all where None. A restricted death counts only with `restricted`, for those who may
    know of every one: beside it a return is never "confirmed none", though its force could not
    list it. Six statements at most.
    """
    wanted = periods(plan(as_at), first, last)
    return grid(wanted, as_at=as_at, forces=forces, restricted=restricted)


def grid(
    wanted: Sequence[ReturnPeriod],
    *,
    as_at: datetime,
    forces: Sequence[Force] | None = None,
    restricted: bool = False,
) -> Coverage:
    """As `coverage`, of periods that are known already, in order. Four statements at most."""
    chosen = all_forces() if forces is None else forces
    if not wanted:
        return Coverage((), tuple(ForceRow(force, ()) for force in chosen), as_at)
    made = said(as_at, wanted[0].first, wanted[-1].last)
    deaths = _placed(wanted, held(as_at))
    rows = tuple(
        ForceRow(
            force,
            tuple(
                _cell(
                    period,
                    as_at,
                    made.get((force.id, period.first)),
                    deaths[force.id, place],
                    restricted=restricted,
                )
                for place, period in enumerate(wanted)
            ),
        )
        for force in chosen
    )
    return Coverage(tuple(wanted), rows, as_at)


def summary(period: ReturnPeriod, as_at: datetime) -> Summary:
    """What reports say of `period` as at `as_at`: forces due, returned, none, and missing."""
    return grid([period], as_at=as_at, restricted=True).summary(0)


def last_coverage(as_at: datetime) -> Coverage:
    """The coverage of the latest period that was due by `as_at`, as reports count it; may be empty."""
    period = last_due(plan(as_at), as_at)
    if period is None:
        return Coverage((), (), as_at)
    return grid([period], as_at=as_at, restricted=True)


def _placed(
    wanted: Sequence[ReturnPeriod], deaths: Sequence[Held]
) -> dict[tuple[int, int], list[Held]]:
    """Deaths by force id and by the place of the period that they belong to."""
    firsts = [period.first for period in wanted]
    found: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for death in deaths:
        place = bisect_right(firsts, death.day) - 1
        if place >= 0 and death.day <= wanted[place].last:
            found[death.force_id, place].append(death)
    return found


def _cell(
    period: ReturnPeriod,
    as_at: datetime,
    made: Said | None,
    deaths: Sequence[Held],
    *,
    restricted: bool,
) -> Cell:
    open_to_all = [death for death in deaths if not death.restricted]
    if made is None:
        return Cell(period, standing_of(period, as_at, None, open_to_all))
    shown = made if restricted else made.seen(())
    standing = standing_of(period, as_at, shown, open_to_all)
    count = len(shown.lines)
    if restricted:
        count += sum(death.restricted and not made.lists(death) for death in deaths)
    if count and standing is Standing.CONFIRMED_NONE:
        standing = Standing.CONFIRMED
    timing = timing_of(period, made)
    return Cell(period, standing, timing, count, made.made_at, made.revision)
