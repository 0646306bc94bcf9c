"""What the pages and files on quality show, gathered from the measures for one reader and time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dhp.absence import Absence
from dhp.accounts.models import Force
from dhp.accounts.row_security.reach import whole_record
from dhp.statistics.quality.case_files import files_of_force, files_of_unit
from dhp.statistics.quality.completeness import (
    CaseFile,
    Field,
    Tallies,
    Tally,
    by_force,
    together,
    total,
)
from dhp.statistics.quality.outstanding import Waiting, questions_waiting
from dhp.statistics.quality.reach import Death, Reach, deaths
from dhp.statistics.quality.silence import silence
from dhp.statistics.quality.stages import Clocks, Overdue, clocks_at, overdue

NOTHING = Tally()


@dataclass(frozen=True)
class Read:
    """The deaths that count with their stages and answers."""

    deaths: Sequence[Death]
    clocks: Clocks
    files: Sequence[CaseFile]


@dataclass(frozen=True)
class ForceLine:
    """One force in the table of forces. `absence` says why there is nothing to measure, if so."""

    force: Force
    deaths: int
    tally: Tally
    overdue: int
    questions: int
    oldest: int | None
    absence: Absence | None = None


@dataclass(frozen=True)
class Quality:
    """The figures on completeness over all forces that the reader may see."""

    reach: Reach
    deaths: int
    by_force: Mapping[int | None, Tallies]
    overdue: Sequence[Overdue]
    questions: Sequence[Waiting]
    files: Sequence[CaseFile]
    owned: Mapping[int | None, int]
    silence: Mapping[int, Absence | None]

    @property
    def tallies(self) -> Tallies:
        """Every field over all forces."""
        return together(self.by_force.values())

    def lines(self) -> list[ForceLine]:
        """A line for each force, by name."""
        late = Counter(one.death.force_id for one in self.overdue)
        return [self._line(force, late[force.id]) for force in self.reach.forces]

    def _line(self, force: Force, late: int) -> ForceLine:
        ages = [one.days for one in self.questions if one.force_id == force.id]
        count = self.owned.get(force.id, 0)
        return ForceLine(
            force,
            count,
            total(self.by_force.get(force.id, {}).values()),
            late,
            len(ages),
            max(ages, default=None),
            None if count else self.silence[force.id],
        )


@whole_record()
def read(reach: Reach) -> Read:
    """The deaths that count, read as the unit sees them, or for a force as its own pages do."""
    found = deaths(reach)
    clocks = clocks_at(found, reach.as_at)
    if reach.user.force_id is not None:
        return Read(found, clocks, files_of_force(found, clocks))
    return Read(found, clocks, files_of_unit(found, clocks, reach.as_at))


@whole_record()
def quality(reach: Reach) -> Quality:
    """The figures on completeness, stages and questions."""
    present = read(reach)
    return Quality(
        reach,
        len(present.deaths),
        by_force(present.files),
        overdue(present.deaths, present.clocks, reach.as_at),
        questions_waiting(reach),
        present.files,
        Counter(death.force_id for death in present.deaths),
        silence(reach),
    )


def tally_of(tallies: Tallies, field: Field) -> Tally:
    """The tally of `field`, which is empty where it was due nowhere."""
    return tallies.get(field, NOTHING)
