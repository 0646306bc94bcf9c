"""A chart with all that is needed to read it: its message, what it measures, and the same in numbers."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from dhp.calendar import long_date, month_days, rolling_months
from dhp.calendar.clock import days_after
from dhp.charts.chart import Chart, Told
from dhp.charts.multiples import Multiples
from dhp.charts.svg import inline_svg

# Name, width, height of a plot, of a panel, and of letters, in pixels.
_SIZES = (("wide", 960, 340, 170, 15), ("narrow", 345, 280, 150, 13))
PLACE = "England and Wales"


@dataclass(frozen=True)
class Exhibit:
    """A chart in a page: `title` is its message, `subtitle` measure, geography and period.

    `id` is unique in the page.
    """

    id: str
    title: str
    subtitle: str
    chart: Chart
    notes: tuple[str, ...] = ()

    @property
    def alternative(self) -> str:
        """What the picture shows, in words."""
        return self.chart.alternative()

    @property
    def told(self) -> Told:
        """The same numbers as a table."""
        return self.chart.data()

    @property
    def pictures(self) -> list[tuple[str, Markup]]:
        """The drawings, for a wide and for a narrow page."""
        several = isinstance(self.chart, Multiples)
        return [
            (
                name,
                inline_svg(
                    self.chart.draw(width, panel if several else height, size),
                    f"{self.id}-{name}",
                    self.title,
                    self.alternative,
                ),
            )
            for name, width, height, panel, size in _SIZES
        ]


@dataclass(frozen=True)
class Missing:
    """What would stand where an exhibit cannot, and why it does not."""

    id: str
    title: str
    why: str


def whole_months(day: date, months: int) -> tuple[date, date]:
    """The first and the last day of the `months` whole months before the month of `day`."""
    return rolling_months(days_after(month_days(day)[0], -1), months)


def span(first: date, last: date) -> str:
    """Two days as the end of a subtitle."""
    return f"{long_date(first)} to {long_date(last)}"
