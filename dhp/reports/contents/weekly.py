"""The weekly briefing: what reached the unit in one reporting week, and what changed since the last."""

from datetime import datetime

from dhp import dictionary
from dhp.calendar import Week, long_date
from dhp.cases.judging import CURRENT
from dhp.reports.blocks import Bullets, Heading, Note, Text
from dhp.reports.contents import weekly_charts as charts
from dhp.reports.contents import weekly_tables as tables
from dhp.reports.contents.support import SUPPORT
from dhp.reports.contents.weekly_context import surroundings
from dhp.reports.contents.weekly_figures import WeeklyFigures, weekly_figures
from dhp.reports.contents.weekly_words import coverage_sentence, headlines
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom, Period
from dhp.returns.wording import coverage_words

KIND = "weekly"
METHOD = (
    "Received counts deaths whose notification first reached the unit in the week, Friday to Thursday "
    "in London time, whenever the person died. Deaths judged out of scope are left out; a death not "
    "yet judged is counted as not yet classified. Records of past deaths that the unit collected are "
    "not counted as received. The usual range is where a week’s count lies 95 times in 100 when "
    "nothing has changed: the 2.5 and 97.5 centiles of a Poisson count with the mean of the 12 weeks "
    "before. Every death stays suspected until a court or a coroner has concluded."
)


def weekly(
    week: Week, as_at: datetime, before_as_at: datetime, front: Front, version: str
) -> Document:
    """The restricted weekly briefing on `week`, from the record as at `as_at`.

    `before_as_at` is the instant whose knowledge the edition before showed. `version` is the
    service's.
    """
    figures = weekly_figures(week, as_at, before_as_at)
    return Document(
        report=KIND,
        edition=Edition.RESTRICTED,
        title="Weekly briefing: domestic abuse related deaths",
        subtitle=f"Week ending {long_date(week.end)}, for the briefing of {long_date(week.briefing_on)}",
        period=Period(week.start, week.end),
        as_at=as_at,
        issued=None,
        made_from=MadeFrom(dictionary.VERSION, CURRENT, version),
        coverage=_coverage(figures),
        front=front,
        blocks=(
            Heading(2, "Headlines"),
            Bullets(headlines(figures)),
            Heading(2, "Notifications received"),
            tables.received(figures),
            charts.received(figures),
            Heading(2, "What changed since the last edition"),
            tables.changed(figures),
            Heading(2, "Deaths in the financial year"),
            charts.deaths(figures),
            Heading(2, "Forces"),
            Text(coverage_sentence(figures)),
            Text(coverage_words(figures.returned)),
            tables.forces(figures),
            *surroundings(week, as_at),
            Heading(2, "About these figures"),
            Text(METHOD),
            Note(SUPPORT, title="Support"),
        ),
    )


def _coverage(figures: WeeklyFigures) -> Coverage:
    """The latest period whose return was due: silence in it is missing, never none."""
    returned = figures.returned
    return Coverage(returned.due, returned.returned, returned.nil, returned.missing)
