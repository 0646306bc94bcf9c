"""On the first page: accounts that nobody confirmed, and what one lead asks of another."""

from collections.abc import Iterator

from dhp.accounts.approval_models import Approval
from dhp.accounts.approval_queries import visible_to as approvals_visible_to
from dhp.accounts.models import User
from dhp.accounts.upkeep.queries import open_for
from dhp.cases.erasing.models import Erasure
from dhp.cases.erasing.queries import visible_to as erasures_visible_to
from dhp.home.panels import Panel, kinds_panel
from dhp.home.queries import counted
from dhp.subjects.models import SubjectRequest
from dhp.subjects.queries import visible_to as requests_visible_to


def deciding_panels(user: User) -> Iterator[Panel]:
    """What waits for this person to confirm, and to decide as the second of two."""
    checks, approvals, erasures, requests = counted(
        open_for(user),
        approvals_visible_to(user).where(Approval.agreed.is_(None), Approval.asked_by != user.ref),
        erasures_visible_to(user).where(Erasure.agreed.is_(None), Erasure.asked_by != user.ref),
        requests_visible_to(user).where(
            SubjectRequest.put_by != user.ref,
            SubjectRequest.approved_at.is_(None),
            SubjectRequest.ended_at.is_(None),
        ),
    )
    yield kinds_panel(
        "Say which accounts are needed",
        "An account that nobody confirms within 30 days is shut.",
        ("Accounts to confirm", "account_checks.index", checks),
    )
    yield kinds_panel(
        "Decide as the second person",
        "Somebody else asked for these. Nothing happens until you agree or refuse.",
        ("Access to the service", "approvals.index", approvals),
        ("Erasing cases", "erasures.index", erasures),
        ("What people are given about themselves", "subjects.index", requests),
    )
