"""The words of the mail that tells of an issued report: that it is there, and where; nothing more."""

from flask import current_app

SUBJECT = "A report is issued"


def issued(address: str, *, restricted: bool) -> str:
    """The note to a recipient; `address` is that of the report in the service, from its slash on."""
    settings = current_app.config
    whose = (
        "Your copy is numbered and bears your name. Do not forward it; whoever needs it can be named "
        "as a recipient."
        if restricted
        else "It may be shared."
    )
    return (
        "A report that you are a named recipient of was issued just now, to you and all others at "
        f"the same time. Sign in to read it:\n{settings['SERVICE_URL']}{address}\n\n"
        f"{whose} This message holds nothing of what the report says.\n\n"
        f"{settings['UNIT_NAME']}\nQuestions: {settings['UNIT_CONTACT']}\n"
    )
