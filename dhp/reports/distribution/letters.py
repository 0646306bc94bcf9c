"""The words of the mail that tells of an issued report: that it is there, and where; nothing more."""

from dhp.mail.wording import address, letter

SUBJECT = "A report is issued"


def issued(path: str, *, restricted: bool) -> str:
    """The note to a recipient of the report that stands at `path`, from its slash on."""
    whose = (
        "Your copy is numbered and bears your name. Do not forward it; whoever needs it can be named "
        "as a recipient."
        if restricted
        else "It may be shared."
    )
    return letter(
        "A report that you are a named recipient of was issued just now, to you and all others at "
        f"the same time. Sign in to read it:\n{address(path)}",
        f"{whose} This message holds nothing of what the report says.",
    )
