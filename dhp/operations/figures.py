"""What the database says of the service's work: how much, how long, up to where. Counts only."""

from collections.abc import Iterable
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from dhp.audit.models import TrailHead
from dhp.calendar import now
from dhp.duties.models import DutyDone
from dhp.extensions import db
from dhp.mail.queries import UNDER_WAY, counts, longest_waiting
from dhp.notifications.models import Receipt


class RecordFigures(Collector):
    """Read at each look, so that all machines tell the same."""

    def collect(self) -> Iterable[Metric]:
        """The figures."""
        receipts = db.session.scalar(select(func.count()).select_from(Receipt))
        yield _one("dhp_receipts", "Notifications sent, by their receipts.", receipts)
        head = db.session.scalar(select(TrailHead.seq).where(TrailHead.id == 1))
        yield _one("dhp_trail_head", "The number of the last event of the trail.", head)
        yield from _outbox()
        yield _duties()


def _outbox() -> Iterable[Metric]:
    waiting = GaugeMetricFamily("dhp_mail_messages", "Messages of mail.", labels=["status"])
    for status, number in counts().items():
        waiting.add_metric([status.name.lower()], number)
    yield waiting
    under_way = sum(number for status, number in counts().items() if status in UNDER_WAY)
    yield _one("dhp_mail_under_way", "Messages that have not reached their end.", under_way)
    since = longest_waiting()
    seconds = (now() - since).total_seconds() if since else 0
    yield _one("dhp_mail_longest_wait_seconds", "How long the oldest message has waited.", seconds)


def _duties() -> Metric:
    done = GaugeMetricFamily(
        "dhp_duty_last_done_timestamp_seconds", "When a duty was last done.", labels=["duty"]
    )
    statement = (
        select(DutyDone.duty, func.max(DutyDone.done_at))
        .group_by(DutyDone.duty)
        .order_by(DutyDone.duty)
    )
    last: datetime
    for name, last in db.session.execute(statement):
        done.add_metric([name], last.timestamp())
    return done


def _one(name: str, words: str, value: float | None) -> Metric:
    return GaugeMetricFamily(name, words, value=float(value or 0))
