"""What the week taught and asked: codes that emerge, alerts sent, what is overdue, asks by strand."""

from dhp.calendar import end_of, long_date, start_of
from dhp.errors import Absent
from dhp.learning.rules import ALERT_DAYS
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import defined_here
from dhp.reports.contents.tables.demand import figures_of_week
from dhp.reports.contents.tables.week import about
from dhp.statistics.demand import Demand
from dhp.statistics.new_cases import refs_of
from dhp.statistics.quick_time import alerts_late, alerts_sent, recommendations_late
from dhp.statistics.tables import Cell, Column, Row, Table
from dhp.statistics.themes.coded import coded
from dhp.statistics.themes.emerging import DAYS, Emerging, emerging

_MOST = 10
_RESTRICTED = "a restricted case"


def themes(brief: Brief) -> Table | None:
    """W11: codes new or more frequent in the last 4 weeks; None before the first codebook."""
    ends = min(end_of(brief.period.end), brief.as_at)
    try:
        found = emerging(coded(brief.as_at), ends)
    except Absent:
        return None
    shown = found[:_MOST]
    refs = refs_of([case for one in shown for case in one.cases])
    more = len(found) - len(shown)
    words = "1 more code is not listed." if more == 1 else f"{more:,} more codes are not listed."
    return Table(
        id="W11",
        **about(brief),
        title=f"Emerging themes: codes found in more cases than before, last {DAYS} days",
        unit="Coded cases (deaths)",
        base=f"Cases whose coding ended in the last {DAYS} days, beside the {DAYS} days before",
        row_head="Code",
        columns=(
            Column("now", f"Last {DAYS} days"),
            Column("before", f"{DAYS} days before"),
            Column("new", "New or more", numeric=False),
            Column("cases", "Cases", numeric=False),
        ),
        rows=tuple(_theme(one, refs) for one in shown),
        rows_by="code",
        rows_add=False,
        notes=(
            defined_here("For awareness: nothing is tested, and coding goes in batches.", brief),
        )
        + ((words,) if more > 0 else ()),
    )


def response_and_asks(brief: Brief) -> Table:
    """W12: alerts sent in the week, what is overdue, and figures that forces did not return by strand."""
    ends = min(end_of(brief.period.end), brief.as_at)
    sent = alerts_sent(start_of(brief.period.start), ends)
    late = alerts_late(brief.as_at)
    rows = [(one.title, "Alert sent", f"Sent on {long_date(one.on)}") for one in sent]
    if late:
        alerts = "1 alert" if late == 1 else f"{late:,} alerts"
        days = f"not sent {ALERT_DAYS} days after it was learnt"
        rows.append((f"{alerts} {days}", "Alert overdue", "Overdue"))
    rows += [
        (
            f"Recommendation {one.name}: {one.title}",
            "Ask",
            f"Due on {long_date(one.due_on)}; {one.unsettled:,} of {one.addressed:,} not settled",
        )
        for one in recommendations_late(brief.as_at)[:_MOST]
    ]
    rows += _figures_asked(figures_of_week(brief))
    return Table(
        id="W12",
        **about(brief),
        title="Response, quick-time learning and asks",
        unit="Alerts, recommendations and strands",
        base="Alerts of these days; recommendations past their day; strands of the week before",
        row_head="About",
        columns=(
            Column("kind", "Kind", numeric=False),
            Column("state", "Where it stands", numeric=False),
        ),
        rows=tuple(
            Row(f"{number}", what, {"kind": Cell.words(kind), "state": Cell.words(state)})
            for number, (what, kind, state) in enumerate(rows, 1)
        ),
        rows_by="item",
        rows_add=False,
    )


def _figures_asked(demand: Demand) -> list[tuple[str, str, str]]:
    """One ask for the figures that forces did not return, strand by strand."""
    silent = {one.strand.name: demand.due - one.total.returned for one in demand.strands}
    parts = [f"{name} {count:,}" for name, count in silent.items() if count]
    if not parts:
        return []
    state = f"Not returned, of {demand.due:,} forces: {'; '.join(parts)}"
    return [("Weekly figures by strand: return them by the cut-off", "Ask", state)]


def _theme(one: Emerging, refs: dict[int, str]) -> Row:
    cases = [refs.get(case, _RESTRICTED) for case in one.cases]
    cells = {
        "now": Cell.count(len(one.cases)),
        "before": Cell.count(one.before),
        "new": Cell.words("New" if one.new else "More"),
        "cases": Cell.words(", ".join(cases)),
    }
    return Row(one.entry.ref, f"{one.entry.ref} {one.entry.label}", cells)
