"""Whether a series has left its usual ways. Each signal is for a person to look at.

`warning` for weekly counts, `control` for charts of a whole series, `runs` for a level that has
shifted, `funnel` for places beside each other.
"""

from dhp.statistics.signals.control import Chart, c_chart, g_chart, t_chart, u_chart
from dhp.statistics.signals.funnel import Point, funnel
from dhp.statistics.signals.runs import Runs, run_rules
from dhp.statistics.signals.warning import (
    cusum_reference,
    ears_c1,
    poisson_cusum,
    poisson_tail,
    run_length,
)

__all__ = [
    "Chart",
    "Point",
    "Runs",
    "c_chart",
    "cusum_reference",
    "ears_c1",
    "funnel",
    "g_chart",
    "poisson_cusum",
    "poisson_tail",
    "run_length",
    "run_rules",
    "t_chart",
    "u_chart",
]
