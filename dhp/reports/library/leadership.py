"""One page for leaders, by strand: what threatens, what is done about it, and what is asked of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dhp.accounts.models import User
from dhp.calendar import Week, long_date, now
from dhp.cases.judging.facts import CURRENT
from dhp.context.insight_queries import quotable
from dhp.context.insight_rules import Consent
from dhp.context.models import InsightNote
from dhp.context.series import Comparison
from dhp.dictionary import VERSION
from dhp.learning.alert_queries import news
from dhp.learning.listing import overdue_ones
from dhp.reports.blocks import Block, Bullets, Cell, Column, Heading, Mark, Row, Text
from dhp.reports.building import SERVICE_VERSION
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom, Period
from dhp.returns.coverage import last_coverage
from dhp.statistics.demand import Demand, StrandDemand, demand
from dhp.statistics.tables import Table

MOST = 4  # lines of a list: one page has room for no more
_LATELY = timedelta(days=28)
_CAUTION = (
    "A rise in what is recorded need not be a rise in harm, and no rise need not mean no harm. "
    "Comparisons are over the forces that returned both weeks and are not tested."
)


def leadership(week: Week, notes: Sequence[InsightNote], front: Front, user: User) -> Document:
    """The page on `week`, as the record stands now. `notes` are what partners told, to be quoted."""
    as_at = now()
    figures = demand(week, as_at)
    covered = last_coverage(as_at)
    told = covered.summary(0) if covered.periods else None
    return Document(
        report="leadership",
        edition=Edition.RESTRICTED,
        title="Domestic abuse: threat, response and asks",
        subtitle=f"For leaders. Week ending {long_date(week.end)}.",
        period=Period(week.start, week.end),
        as_at=as_at,
        issued=None,
        made_from=MadeFrom(VERSION, CURRENT, SERVICE_VERSION),
        coverage=Coverage(told.due, told.returned, told.nil) if told else Coverage(0, 0, 0),
        front=front,
        blocks=(*_threat(figures, notes, as_at), *_response(user, as_at), *_asks(user, figures)),
    )


def quoted(week: Week, as_at: datetime) -> Sequence[InsightNote]:
    """What partners told in the week or since and may be quoted."""
    return quotable(week.begins_at, as_at, as_at)


def _threat(figures: Demand, notes: Sequence[InsightNote], as_at: datetime) -> list[Block]:
    blocks: list[Block] = [Heading(2, "Threat by strand")]
    if figures.strands:
        blocks += [_table(figures, as_at), Text(_CAUTION)]
    else:
        blocks.append(Text("No strand was counted in this week."))
    if notes:
        blocks += [Heading(3, "What partners tell"), Bullets(tuple(map(_quote, notes[:MOST])))]
    return blocks


def _response(user: User, as_at: datetime) -> list[Block]:
    sent = [alert for alert in news(user, as_at - _LATELY) if alert.sent_at]
    said = tuple(f"Alert sent: {alert.title}." for alert in sent[:MOST])
    days = _LATELY.days
    none = f"No alert was sent in the last {days} days."
    return [Heading(2, "Response"), Bullets(said) if said else Text(none)]


def _asks(user: User, figures: Demand) -> list[Block]:
    asks = [
        f"Recommendation {late.recommendation.name}, {late.recommendation.title}: {late.overdue} of "
        f"{late.total} are late, due on {long_date(late.recommendation.due_on)}."
        for late in overdue_ones(user)[:MOST]
    ]
    if figures.strands and figures.returned_none:
        asks.append(
            f"{figures.returned_none} of {figures.due} forces returned no figure for this week."
        )
    none = "Nothing is asked of leaders this week."
    return [Heading(2, "Asks across strands"), Bullets(tuple(asks)) if asks else Text(none)]


def _table(figures: Demand, as_at: datetime) -> Table:
    return Table(
        id="L1",
        title=f"Demand by strand, week ending {long_date(figures.week.end)}",
        unit="As named for each strand",
        base="Forces that returned the figure",
        row_head="Strand",
        columns=(
            Column("week", "This week"),
            Column("forces", "Forces", numeric=False),
            Column("before", "Change on week before"),
            Column("change", "Change on last year"),
        ),
        rows=tuple(_row(one) for one in figures.strands),
        period=Period(figures.week.start, figures.week.end),
        as_at=as_at,
        source="Weekly figures that forces return",
        rows_by="strand",
        rows_add=False,
    )


def _row(one: StrandDemand) -> Row:
    week = Cell.count(one.total.total) if one.total.returned else Cell.marked(Mark.NOT_AVAILABLE)
    cells = {
        "week": week,
        "forces": Cell.words(one.total.coverage),
        "before": _change(one.week_before),
        "change": _change(one.year_before),
    }
    return Row(one.strand.code, f"{one.strand.name} ({one.strand.unit.lower()})", cells)


def _change(compared: Comparison) -> Cell:
    if not compared.forces:
        return Cell.marked(Mark.NOT_AVAILABLE)
    change = compared.now - compared.then
    return Cell(change, f"{change:+,}" if change else "0")


def _quote(note: InsightNote) -> str:
    """The words with who told them: by name only where the organisation agreed."""
    who = note.organisation if note.consent is Consent.NAMED else "A partner organisation"
    return f"{note.strand.name}: “{' '.join(note.words.split())}” {who}, {long_date(note.told_on)}."
