"""Signals as a report tells them: what was raised, reviewed or withdrawn in its days."""

from dataclasses import dataclass
from datetime import date, datetime

from dhp.calendar import end_of, long_date, short_date, start_of
from dhp.statistics.table_parts import Cell, Column, Period, Row
from dhp.statistics.tables import Table
from dhp.statistics.watch.models import Signal, SignalReview
from dhp.statistics.watch.queries import touched
from dhp.statistics.watch.watched import CUSUM, RULES

NONE = "No signal was raised, reviewed or withdrawn in these days."


@dataclass(frozen=True)
class Logged:
    """One signal as it stood at an instant. `outcome` is None until somebody reviewed it.

    `figure` may name a force and `fired` holds its count: for a restricted edition alone.
    """

    ref: str
    rule: str
    figure: str
    period: tuple[date, date]
    fired: str
    outcome: str | None
    withdrawn: str | None

    @property
    def stands(self) -> str:
        """What has become of it, in words."""
        told = [self.outcome or "Waits for review"]
        return ". ".join([*told, f"Withdrawn. {self.withdrawn}"] if self.withdrawn else told)


def signals_of(period: tuple[date, date], as_at: datetime) -> list[Logged]:
    """The signals raised, reviewed or withdrawn on the days of `period`, both included, and by
    `as_at`, as they stood then; the first raised first. Restricted: see `Logged`.
    """
    ends = min(end_of(period[1]), as_at)
    return [_logged(signal, as_at) for signal in touched(start_of(period[0]), ends)]


def signals_table(name: str, period: tuple[date, date], as_at: datetime) -> Table:
    """What `signals_of` gives, as the restricted table with the id `name`; it says where none is.

    Nobody clears it: its words tell of forces and of small counts.
    """
    found = signals_of(period, as_at)
    return Table(
        id=name,
        title=f"Signals, {long_date(period[0])} to {long_date(period[1])}",
        unit="Signals",
        base="Figures watched by rule; each signal is for a person to look at",
        row_head="Figure",
        columns=(
            Column("rule", "Rule", numeric=False),
            Column("fired", "What fired", numeric=False),
            Column("outcome", "Outcome", numeric=False),
        ),
        rows=tuple(
            Row(
                one.ref,
                f"{one.figure}, to {short_date(one.period[1])}",
                {
                    "rule": Cell.words(one.rule),
                    "fired": Cell.words(one.fired),
                    "outcome": Cell.words(one.stands),
                },
            )
            for one in found
        ),
        notes=() if found else (NONE,),
        open_notes=(NONE,),
        period=Period(*period),
        as_at=as_at,
        source="The log of signals",
        rows_by="signal",
        rows_add=False,
    )


def fired_words(signal: Signal) -> str:
    """What fired: "14, expected 5.1, limit 13"."""
    numbers = (signal.observed, signal.expected, signal.limit_at)
    observed, expected, limit = (f"{number:,.1f}".removesuffix(".0") for number in numbers)
    if signal.rule == CUSUM:
        return f"sum of {observed} above the reference, limit {limit}, usual week {expected}"
    side = "limit" if signal.over else "lower limit"
    return f"{observed}, expected {expected}, {side} {limit}"


def rule_title(signal: Signal) -> str:
    """The rule that raised it, by its title; by its name where it is no longer in use."""
    rule = RULES.get(signal.rule)
    return rule.title if rule else signal.rule


def _logged(signal: Signal, as_at: datetime) -> Logged:
    review = _review_at(signal, as_at)
    ended = signal.withdrawn_as_at is not None and signal.withdrawn_as_at <= as_at
    return Logged(
        ref=signal.ref,
        rule=rule_title(signal),
        figure=signal.figure,
        period=(signal.period_from, signal.period_to),
        fired=fired_words(signal),
        outcome=review.outcome.label if review else None,
        withdrawn=signal.withdrawn_because if ended else None,
    )


def _review_at(signal: Signal, as_at: datetime) -> SignalReview | None:
    made = [review for review in signal.reviews if review.reviewed_at <= as_at]
    return made[-1] if made else None
