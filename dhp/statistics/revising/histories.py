"""What was known of when each death happened, through all time: the record read once for any instants.

The rule of which date counts is that of `cases.died`, told here of one case at a time; a test holds
the two against each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from dhp.cases.answers.book import WEIGHT
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Answer, Case, Classification
from dhp.definitions import Scope
from dhp.extensions import db
from dhp.statistics.framing.windows import dated_between

_CODE = "date_of_death"
_END = "9999"  # sorts after every date


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time in which something stood, up to `ends` (not included), or for good."""

    begins: datetime
    ends: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it stood at that instant."""
        return self.begins <= at and (self.ends is None or self.ends > at)


@dataclass(frozen=True, slots=True)
class Told(Spell):
    """A date of death as it is stored, and the weight of its source: less outweighs more."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Taking(Spell):
    """That `case` took the date of `other`; later links have larger numbers."""

    number: int
    case: int
    other: int


@dataclass(slots=True)
class History:
    """One case: when it was opened, whether it was collected of the past, when it did not count."""

    opened: datetime
    collected: bool
    told: list[Told] = field(default_factory=list)
    out: list[Spell] = field(default_factory=list)
    takes: list[Taking] = field(default_factory=list)
    gives: list[Taking] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether one date was told once, and nothing else ever happened to it."""
        return len(self.told) == 1 and not (self.out or self.takes or self.gives)

    def standing(self, at: datetime) -> Iterator[Told]:
        """The dates of the case's own that stood, outweighed by none and replaced by no other's."""
        stood = [one for one in self.told if one.holds(at)]
        least = min((one.weight for one in stood), default=0)
        taken = [link.begins for link in self.takes if link.holds(at)]
        for one in stood:
            if one.weight == least and all(one.begins > decided for decided in taken):
                yield one


class Histories(dict[int, History]):
    """The history of each case by its id."""

    def text_at(self, case: int, at: datetime) -> str | None:
        """The date of death of a case as known at an instant; None where it did not count, or had none."""
        one = self[case]
        if one.opened > at or any(spell.holds(at) for spell in one.out):
            return None
        found = list(one.standing(at)) if not any(link.holds(at) for link in one.gives) else []
        for link in one.takes:
            if link.holds(at) and not self._is_outdone(link, at):
                found += self[link.other].standing(at)
        return found[-1].text if found else None

    def changes(self, case: int) -> Iterator[datetime]:
        """The instants at which what is known of a case may have changed."""
        one = self[case]
        yield one.opened
        links = (*one.takes, *one.gives)
        others = [told for link in one.takes for told in self[link.other].told]
        further = [more for link in one.takes for more in self[link.other].takes]
        for spell in (*one.told, *one.out, *links, *others, *further):
            yield spell.begins
            if spell.ends is not None:
                yield spell.ends

    def _is_outdone(self, link: Taking, at: datetime) -> bool:
        """Whether the case that took a date has a newer one, or took yet another later."""
        one = self[link.case]
        newer = any(told.holds(at) and told.begins > link.begins for told in one.told)
        later = any(more.holds(at) and more.number > link.number for more in one.takes)
        return newer or later


def histories(since: date, until: datetime) -> Histories:
    """The cases that were open at `until` and ever had a date in the year of `since` or later.

    Four statements.
    """
    reader, of = db.session.connection(), dated_between(f"{since.year}", _END)
    opened = select(Case.id, Case.opened_at, Case.back_record).where(
        Case.opened_at <= until, Case.id.in_(of)
    )
    found = Histories(
        {number: History(at, bool(past)) for number, at, past in reader.execute(opened).all()}
    )
    _tell(found, reader.execute(_dates(until, of)).all())
    for case, begins, ends in reader.execute(_judged_out()).all():
        if case in found:
            found[case].out.append(Spell(begins, ends))
    _link(found, reader.execute(_links()).all())
    return found


def _dates(until: datetime, of: Any) -> Any:
    told = (Answer.value, Answer.source, Answer.recorded_at, Answer.superseded_at)
    return select(Answer.case_id, *told).where(
        Answer.code == _CODE,
        Answer.value.is_not(None),
        Answer.recorded_at <= until,
        Answer.case_id.in_(of),
    )


def _judged_out() -> Any:
    spell = (Classification.decided_at, Classification.superseded_at)
    return select(Classification.case_id, *spell).where(Classification.scope == Scope.OUT)


def _links() -> Any:
    spell = (CaseLink.decided_at, CaseLink.undone_at)
    ends = (CaseLink.id, CaseLink.case_id, CaseLink.other_id, CaseLink.kind, CaseLink.date_taken)
    return select(*ends, *spell).where((CaseLink.kind == LinkKind.SAME_DEATH) | CaseLink.date_taken)


def _tell(found: Histories, rows: Any) -> None:
    for case, text, source, begins, ends in rows:
        if case in found:
            found[case].told.append(Told(begins, ends, text, WEIGHT[source]))


def _link(found: Histories, rows: Any) -> None:
    """Note which cases others stood for, and whose dates were taken; a case not open then has none."""
    for number, case, other, kind, date_taken, begins, ends in rows:
        if kind is LinkKind.SAME_DEATH and other in found:
            found[other].out.append(Spell(begins, ends))
        if date_taken and case in found and other in found:
            link = Taking(begins, ends, number, case, other)
            found[case].takes.append(link)
            found[other].gives.append(link)
