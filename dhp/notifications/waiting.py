"""How long something has waited, in the words of a work list."""

from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def waited(since: datetime, until: datetime) -> str:
    """The time from `since` to `until` (both aware) in its largest whole unit: "3 hours"."""
    span = max(until - since, timedelta())
    if span >= 2 * _DAY:
        return f"{span // _DAY:,} days"
    if span >= _DAY:
        return "1 day"
    if span >= _HOUR:
        hours = span // _HOUR
        return f"{hours} hour" if hours == 1 else f"{hours} hours"
    return "Less than an hour"
