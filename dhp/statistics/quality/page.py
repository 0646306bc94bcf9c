"""What the pages on quality show, worked out once, so that templates only lay it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dhp.accounts.models import User
from dhp.calendar import london_date, rolling_months
from dhp.cases.wording import upper
from dhp.charts.bars import Bar, Bars
from dhp.charts.picture import Picture
from dhp.dictionary import Stage
from dhp.followup.rules import TITLES
from dhp.shares import LEAST_BASE, share_words
from dhp.statistics.quality.completeness import (
    ALWAYS,
    Field,
    Found,
    Tallies,
    Tally,
    by_stage,
    most_missing,
    total,
)
from dhp.statistics.quality.figures import ForceLine, tally_of
from dhp.statistics.quality.reach import Reach, reach_of

PARTS = ("Valid code", "Not known", "Not yet established", "Missing")
MOST = 12  # fields that a page names as most missing; the file has all
_SIZES = (("wide", 960, 0, 15), ("narrow", 345, 0, 13))  # as high as its lines
_YEAR = 12  # months
ALL = "all"

# How the table of forces may be sorted: the least or the most first, and forces without deaths last.
SORTS: Mapping[str, Callable[[ForceLine], Any]] = {
    "force": lambda line: line.force.name,
    "deaths": lambda line: -line.deaths,
    "complete": lambda line: line.tally.share if line.tally.due else 2,
    "missing": lambda line: -line.tally.missing,
    "not-known": lambda line: -line.tally.not_known,
    "not-yet": lambda line: -line.tally.not_yet,
    "overdue": lambda line: -line.overdue,
    "questions": lambda line: -line.questions,
    "oldest": lambda line: -(line.oldest or -1),
}


@dataclass(frozen=True)
class FieldRow:
    """One field with its tally, in words."""

    field: Field
    tally: Tally

    @property
    def label(self) -> str:
        """The field as a row's head."""
        return upper(self.field.words)


@dataclass(frozen=True)
class Completeness:
    """The tallies of some forces as a page shows them."""

    tallies: Tallies

    @property
    def all(self) -> Tally:
        """Every field together."""
        return total(self.tallies.values())

    @property
    def always(self) -> list[FieldRow]:
        """Sex, ethnic group and disability of victim and suspect, whatever is found."""
        return [FieldRow(field, tally_of(self.tallies, field)) for field in ALWAYS]

    @property
    def missing(self) -> list[FieldRow]:
        """The other fields that are missing most."""
        found = [FieldRow(*one) for one in most_missing(self.tallies) if one[0] not in ALWAYS]
        return found[:MOST]

    @property
    def headline(self) -> str:
        """The field that is missing most, in a sentence."""
        found = most_missing(self.tallies)
        if not found:
            return "No field that is due is missing." if self.all.due else "No field is due yet."
        field, tally = found[0]
        return f"Missing most: {field.words}, {tally.missing:,} of {tally.due:,}."

    @property
    def stages(self) -> list[tuple[str, Tally]]:
        """The fields of each stage together."""
        tallies = by_stage(self.tallies)
        return [(TITLES[stage], tallies[stage]) for stage in Stage]

    @property
    def pictures(self) -> Picture | None:
        """The first fields drawn; none where nothing is due."""
        rows = self.always
        if not any(row.tally.due for row in rows):
            return None
        bars = Bars("Field", "Fields that are due", PARTS, tuple(_bar(row) for row in rows))
        words = f"{self.headline} The table below the picture has every number."
        return Picture(bars, "fields", "What is known", words, _SIZES)


@dataclass(frozen=True)
class Time:
    """The time that figures are about: deaths received on `since` or later, or all there are."""

    name: str
    since: date | None

    @property
    def words(self) -> str:
        """The time as a phrase that follows "Deaths received"."""
        return "in the last 12 months" if self.since else "since the collection began"

    @property
    def parameters(self) -> dict[str, str]:
        """The time as the parameters of an address."""
        return {} if self.since else {"time": self.name}


def time_named(name: str, as_at: datetime) -> Time:
    """The time that an address asks for: all, or the last 12 months for whatever else it says."""
    if name == ALL:
        return Time(ALL, None)
    return Time("12-months", rolling_months(london_date(as_at), _YEAR)[0])


def reach_named(user: User, time: Time, as_at: datetime, force: str = "") -> Reach:
    """The reach of `user` over `time`, for the force with the code `force` or for all of theirs."""
    reach = reach_of(user, as_at, since=time.since)
    return reach.of_force(force) if force else reach


def sorted_lines(lines: Sequence[ForceLine], sort: str) -> list[ForceLine]:
    """The lines in the order that an address asks for; by name for whatever else it says."""
    by_name = sorted(lines, key=SORTS["force"])
    return sorted(by_name, key=SORTS.get(sort, SORTS["force"]))


def valid_words(tally: Tally) -> str:
    """The share of valid codes in words: "43%", or "3 of 11" where few fields are due."""
    return share_words(tally.valid, tally.due) if tally.due else "none due"


def beside(tally: Tally) -> str:
    """The share to stand beside the number of valid codes, where the base bears one."""
    return f"({share_words(tally.valid, tally.due)})" if tally.due >= LEAST_BASE else ""


def _bar(row: FieldRow) -> Bar:
    tally = row.tally
    words = f"{tally.missing:,} of {tally.due:,} missing" if tally.due else "none due"
    return Bar(row.label, tuple(tally.of(found) for found in Found), words)
