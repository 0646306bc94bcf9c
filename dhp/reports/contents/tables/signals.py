"""What was signalled, reviewed and withdrawn in the days of a report."""

from dhp.reports.contents.contents import Brief
from dhp.statistics.tables import Table
from dhp.statistics.watch.for_reports import signals_table


def log(brief: Brief) -> Table:
    """The log of signals of the report's days; it says where there is none."""
    return signals_table("signals", (brief.period.start, brief.period.end), brief.as_at)
