"""The words of the note that tells of an alert: where to read it, and nothing of what it says."""

from flask import current_app

from dhp.references import shown_reference

SUBJECT = "An alert for you to read"


def note(ref: str) -> str:
    """The note about the alert with this reference."""
    settings = current_app.config
    paragraphs = (
        f"{settings['UNIT_NAME']} has sent an alert to people with your role.",
        f"Sign in to read it:\n{settings['SERVICE_URL']}/learning/alerts/{ref}",
        f"Its reference is {shown_reference(ref)}. This note holds no detail of any death.",
        f"{settings['UNIT_NAME']}\nQuestions: {settings['UNIT_CONTACT']}",
    )
    return "\n\n".join(paragraphs) + "\n"
