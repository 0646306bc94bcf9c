"""The words of the note that tells of an alert: where to read it, and nothing of what it says."""

from dhp.mail.wording import address, letter
from dhp.references import shown_reference

SUBJECT = "An alert for you to read"


def note(ref: str) -> str:
    """The note about the alert with this reference."""
    return letter(
        "The central unit has sent an alert to people with your role.",
        f"Sign in to read it:\n{address(f'/learning/alerts/{ref}')}",
        f"Its reference is {shown_reference(ref)}. This note holds no detail of any death.",
    )
