"""Every kind of chart by its name, and a chart of any kind read back from its plain form."""

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from dhp.charts.bars import Bars
from dhp.charts.chart import Chart
from dhp.charts.columns import Columns
from dhp.charts.control import Control
from dhp.charts.funnel import Funnel
from dhp.charts.heat import Heat
from dhp.charts.intervals import Intervals
from dhp.charts.lines import Lines
from dhp.charts.multiples import Multiples
from dhp.charts.nowcast import Nowcast
from dhp.charts.steps import Steps

KINDS: Mapping[str, type[Chart]] = MappingProxyType(
    {
        kind.kind: kind
        for kind in (
            Bars,
            Columns,
            Control,
            Funnel,
            Heat,
            Intervals,
            Lines,
            Multiples,
            Nowcast,
            Steps,
        )
    }
)


def chart_data(chart: Chart) -> dict[str, Any]:
    """The plain form of `chart`, with its `kind`, as it stands in a file."""
    data: dict[str, Any] = asdict(chart)
    return {"kind": chart.kind} | data


def read_chart(data: Mapping[str, Any]) -> Chart:
    """The chart whose `chart_data` is `data`. Raises KeyError for a kind that nobody knows."""
    return KINDS[data["kind"]].from_data({key: one for key, one in data.items() if key != "kind"})
