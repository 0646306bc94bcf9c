"""What may be done with a report, by the state it is in and by who built it."""

from dhp.errors import Refused
from dhp.reports.models import Run, RunStatus


def check_may_issue(run: Run, user_ref: str) -> None:
    """Raise `Refused` unless the run is a draft that somebody else built."""
    if run.status is not RunStatus.DRAFT:
        raise Refused("This report is already issued.")
    if run.built_by == user_ref:
        raise Refused("You built this report, so a second person must issue it. Ask another lead.")


def may_issue(run: Run, user_ref: str) -> bool:
    """Whether `check_may_issue` would let this pass."""
    try:
        check_may_issue(run, user_ref)
    except Refused:
        return False
    return True
