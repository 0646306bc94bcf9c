"""A message as it travels: its head and body, in bytes that any server takes."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from dhp.mail.models import Message


def written(message: Message, sender: str, name: str) -> bytes:
    """`message` from `name` at `sender`, with the same Message-ID at every try.

    Raises ValueError for a head that would not stay on its line.
    """
    domain = sender.rpartition("@")[2]
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(name, addr_spec=sender)
    letter["To"] = Address(addr_spec=message.to)
    letter["Subject"] = message.subject
    letter["Date"] = message.posted_at
    letter["Message-ID"] = f"<{message.ref}@{domain}>"
    letter["Auto-Submitted"] = "auto-generated"  # so that no holiday notice answers
    letter.set_content(message.text, cte="quoted-printable")
    return letter.as_bytes()
