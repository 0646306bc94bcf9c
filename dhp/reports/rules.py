"""What may be done with a report, by where it stands, who made it and who wrote in it."""

from collections.abc import Callable, Collection

from dhp.errors import Refused
from dhp.reports.models import IN_WORK, Run, RunStatus

SECOND = "so a second person must approve it. Ask another lead."


def check_may_change(run: Run) -> None:
    """Raise `Refused` unless the report is still in work: a draft, or approved and not issued."""
    if run.status not in IN_WORK:
        raise Refused(
            f"This report is {run.status.value}, so it stays as it is. Start a corrected version."
        )


def check_may_approve(run: Run, user_ref: str, authors: Collection[str]) -> None:
    """Raise `Refused` unless the run is a draft that somebody else built and commented on.

    `authors` are the references of those who wrote the comments in it.
    """
    if run.status is not RunStatus.DRAFT:
        raise Refused(f"This report does not wait for approval: it is {run.status.value}.")
    if run.built_by == user_ref:
        raise Refused(f"You built this report, {SECOND}")
    if user_ref in authors:
        raise Refused(f"You wrote a comment in this report, {SECOND}")


def check_may_issue(run: Run, user_ref: str) -> None:
    """Raise `Refused` unless the run is approved and somebody else built it."""
    if run.was_issued:
        raise Refused("This report is already issued.")
    if run.status is not RunStatus.APPROVED:
        raise Refused("This report is not approved, so it cannot be issued. Ask a lead to read it.")
    if run.built_by == user_ref and not run.by_service:
        raise Refused("You built this report, so a second person must issue it. Ask another lead.")


def check_may_correct(run: Run) -> None:
    """Raise `Refused` unless the report is issued and in force."""
    if run.status is not RunStatus.ISSUED:
        raise Refused(
            f"Only an issued report gets a corrected version, and this one is {run.status.value}."
        )


def check_may_withdraw(run: Run) -> None:
    """Raise `Refused` for a report that is withdrawn already, or that a corrected one replaced."""
    if run.status is RunStatus.WITHDRAWN:
        raise Refused("This report is withdrawn already.")
    if run.status is RunStatus.SUPERSEDED:
        raise Refused("A corrected version replaced this report. Withdraw that one instead.")


def allowed(check: Callable[..., None], *of: object) -> bool:
    """Whether a check above would let this pass."""
    try:
        check(*of)
    except Refused:
        return False
    return True
