"""Reviews of the invented history: the unit looked at some old cases, and kept most of them."""

from dhp.calendar import london_date, now
from dhp.calendar.clock import days_after
from dhp.demonstration.accounts import Staff
from dhp.retention.actions import Decided, review
from dhp.retention.queries import due_reviews
from dhp.retention.rules import Choice, Why

_KEPT = {
    Why.TRIAL: "The review of the death is not published yet.",
    Why.INQUEST: "A report to prevent future deaths waits for its answer.",
    Why.CORRECTION: "The correction was looked at. The record is in use.",
}
_MOST = 6
_DAYS = 364


def invent_reviews(staff: Staff) -> None:
    """Keep a few of the cases whose review is due; the others wait, as they would."""
    today = london_date(now())
    kept = 0
    for standing in due_reviews(staff.lead, today):
        due = standing.dues[0]
        if due.why not in _KEPT or standing.last is not None or kept == _MOST:
            continue
        until = days_after(today, _DAYS)
        decided = Decided(Choice.KEEP, standing.group, _KEPT[due.why], until)
        review(standing.case, decided, seen="", by=staff.second_lead)
        kept += 1
