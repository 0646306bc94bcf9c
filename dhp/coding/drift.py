"""Whether coding drifts: each coder's calibration cases held against what stands for those cases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import select

from dhp.accounts.models import User
from dhp.calendar import london_date
from dhp.charts.lines import Line, Lines
from dhp.charts.svg import inline_svg
from dhp.coding.agreement import Agreement, positive_agreement
from dhp.coding.codebook import Book
from dhp.coding.marks.queries import marks_visible_to
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.queries import overseen
from dhp.coding.passes.rules import PassKind, PassState
from dhp.coding.reliability import FOUND
from dhp.coding.settling.readings import present_code, readings_by_case
from dhp.extensions import db

MONTHS = 12  # on a chart
_SIZES = (("wide", 960, 240, 15.0), ("narrow", 345, 240, 13.0))  # lengths in pixels


@dataclass(frozen=True)
class Held:
    """One calibration case: both its sets of codes, by id, and when the coder finished it."""

    coder_id: int
    month: date
    found: frozenset[int]
    stands: frozenset[int]


@dataclass(frozen=True)
class Drift:
    """One coder's calibration cases, together and by month."""

    coder: User
    cases: int
    overall: Agreement
    by_month: Mapping[date, Agreement]


def held_by(user: User, book: Book) -> list[Held]:
    """The finished calibration cases that `user` oversees, in the order of time. Six statements."""
    statement = (
        overseen(user)
        .where(CodingPass.kind == PassKind.CALIBRATION, CodingPass.state == PassState.LOCKED)
        .with_only_columns(
            CodingPass.id, CodingPass.case_id, CodingPass.coder_id, CodingPass.ended_at
        )
        .order_by(CodingPass.ended_at, CodingPass.id)
    )
    passes = list(db.session.execute(statement))
    used: dict[int, set[int]] = defaultdict(set)
    for pass_id, code_id in _used(user, [one[0] for one in passes]):
        used[pass_id].add(present_code(code_id, book))
    stands = readings_by_case(user, book, {one[1] for one in passes})
    return [
        Held(
            coder_id,
            london_date(ended_at).replace(day=1),
            frozenset(used[pass_id]),
            frozenset(c for c, ways in stands[case_id].standing().items() if ways & set(FOUND)),
        )
        for pass_id, case_id, coder_id, ended_at in passes
        if case_id in stands and ended_at is not None
    ]


def drifts(held: Sequence[Held]) -> list[Drift]:
    """The calibration of every coder, by name. Nobody is ranked."""
    names = select(User).where(User.id.in_({one.coder_id for one in held}))
    found = []
    for coder in db.session.scalars(names.order_by(User.name, User.id)):
        own = [one for one in held if one.coder_id == coder.id]
        months = sorted({one.month for one in own})
        by_month = {month: agreement([o for o in own if o.month == month]) for month in months}
        found.append(Drift(coder, len(own), agreement(own), by_month))
    return found


def agreement(held: Sequence[Held]) -> Agreement:
    """How far what a coder found is what stands, over the codes that either holds."""
    pairs = [
        (code in one.found, code in one.stands)
        for one in held
        for code in sorted(one.found | one.stands)
    ]
    return positive_agreement([first for first, _ in pairs], [second for _, second in pairs])


def chart_of(drift: Drift, all_together: Mapping[date, Agreement], last: date) -> Lines:
    """The coder's agreement by month in percent, beside that of all coders together."""
    months = months_to(last)
    return Lines(
        across="Month",
        measure="Agreement with what stands (%)",
        labels=tuple(f"{month:%b %Y}" for month in months),
        lines=(
            Line(drift.coder.name, tuple(_percent(drift.by_month.get(m)) for m in months)),
            Line("All coders", tuple(_percent(all_together.get(m)) for m in months)),
        ),
    )


def pictures(
    drift: Drift, all_together: Mapping[date, Agreement], last: date
) -> list[tuple[str, Markup]]:
    """The chart for a wide and for a narrow page."""
    drawn = chart_of(drift, all_together, last)
    title = f"Calibration of {drift.coder.name}"
    words = f"Agreement with what stands, by month, over {drift.cases} calibration cases."
    return [
        (
            name,
            inline_svg(
                drawn.draw(width, height, size), f"drift-{drift.coder.ref}-{name}", title, words
            ),
        )
        for name, width, height, size in _SIZES
    ]


def together(held: Sequence[Held]) -> dict[date, Agreement]:
    """The agreement of all coders together, by month."""
    by_month: dict[date, list[Held]] = defaultdict(list)
    for one in held:
        by_month[one.month].append(one)
    return {month: agreement(of_month) for month, of_month in by_month.items()}


def months_to(last: date) -> list[date]:
    """The first days of the months of a chart that ends in the month of `last`."""
    end = last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(end - MONTHS + 1, end + 1)]


def _percent(found: Agreement | None) -> int | None:
    return None if found is None or found.value is None else round(100 * found.value)


def _used(user: User, passes: Sequence[int]) -> list[tuple[int, int]]:
    statement = (
        marks_visible_to(user)
        .where(Mark.pass_id.in_(passes), Mark.polarity.in_(FOUND))
        .with_only_columns(Mark.pass_id, Mark.code_id)
        .distinct()
        .order_by(Mark.pass_id, Mark.code_id)
    )
    return [(pass_id, code_id) for pass_id, code_id in db.session.execute(statement)]
