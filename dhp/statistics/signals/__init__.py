"""Whether a series has left its usual ways. Each signal is for a person to look at.

`warning` for weekly counts, `control` for charts of a whole series, `runs` for a level that has
shifted, `funnel` for places beside each other.
"""

from dhp.statistics.signals.control import Chart, g_chart
from dhp.statistics.signals.funnel import Point, funnel
from dhp.statistics.signals.runs import Runs, run_rules
from dhp.statistics.signals.warning import cusum_reference, poisson_cusum, run_length

__all__ = [
    "Chart",
    "Point",
    "Runs",
    "cusum_reference",
    "funnel",
    "g_chart",
    "poisson_cusum",
    "run_length",
    "run_rules",
]
