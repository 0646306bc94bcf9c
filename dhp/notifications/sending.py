"""What is looked at before anything is sent, be it for practice or in earnest."""

from dhp.errors import DomainError, Stale
from dhp.notifications.draft import Draft
from dhp.notifications.drafting import draft_in
from dhp.notifications.models import Notice
from dhp.web.text import clean_text

LONGEST_REASON = 2_000  # characters


def checked(notice: Notice, key: str, gap_reason: str, version: int | None) -> tuple[Draft, str]:
    """What would be sent and the reason for its gaps, as the person saw and checked it.

    Raises `Stale` where it is not what was checked, `DomainError` naming each answer that is not
    sound, or at `gap_reason` when unanswered questions lack a reason.
    """
    if key != notice.send_key or version not in (None, notice.version):
        raise Stale("This notification was changed since you checked it. Check it again.")
    draft = draft_in(notice)
    problems = draft.problems
    if problems:
        named = " ".join(dict.fromkeys(message for _line, message in problems))
        raise DomainError(f"This cannot be sent yet. {named}")
    reason = clean_text(gap_reason, longest=LONGEST_REASON, field="gap_reason").strip()
    if draft.gaps and not reason:
        raise DomainError("Say why some questions are not answered.", field="gap_reason")
    return draft, reason if draft.gaps else ""
