"""One message to one server, and what can be known of how that ended."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_READY_FOR_TEXT, _FOR_GOOD = 354, 500
_TAKEN = (250, 251)


class Tls(StrEnum):
    """How the way to the server is secured."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"


@dataclass(frozen=True)
class Server:
    """A mail server and who writes. `wait` is the longest wait for one answer, in seconds."""

    host: str
    port: int
    sender: str
    tls: Tls = Tls.STARTTLS
    user: str = ""
    password: str = ""
    wait: float = 30


class End(StrEnum):
    """How a try ended, as far as anybody can know."""

    TAKEN = "taken"
    LATER = "later"  # not handed over, and worth another try
    NEVER = "never"  # refused for good
    UNSURE = "unsure"  # handed over, and no answer came
    NOT_OURS = "not ours"  # the claim was lost before the hand-over


class Outcome(NamedTuple):
    """How a try ended, its trouble in words, and whether every message would meet the same."""

    end: End
    trouble: str = ""
    of_server: bool = False


class _Refusal(Exception):
    def __init__(self, code: int, where: str) -> None:
        super().__init__(code)
        self.code, self.words = code, f"Refused with {code} {where}"


def hand_over(server: Server, letter: bytes, to: str, *, begin: Callable[[], bool]) -> Outcome:
    """Hand `letter` for the address `to` to `server`.

    `begin` is called once everything but the text is agreed; where it says false, nothing is
    handed over. Nothing that the server says is repeated, save its code.
    """
    try:
        with _connection(server) as smtp:
            return _exchange(smtp, server, letter, to, begin)
    except smtplib.SMTPResponseException as error:
        return Outcome(End.LATER, f"Refused with {error.smtp_code} when connecting", of_server=True)
    except ssl.SSLError:
        return Outcome(End.LATER, "The way to the server could not be secured", of_server=True)
    except smtplib.SMTPNotSupportedError:
        words = "The server does not offer what the settings ask for"
        return Outcome(End.LATER, words, of_server=True)
    except OSError:  # also every other fault of smtplib
        return Outcome(End.LATER, "The server could not be reached", of_server=True)


@contextmanager
def _connection(server: Server) -> Iterator[smtplib.SMTP]:
    smtp = _connected(server)
    try:
        if server.tls is Tls.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
        smtp.ehlo_or_helo_if_needed()
        yield smtp
    finally:
        with suppress(OSError):
            smtp.putcmd("quit")  # said without waiting: what counts is settled
        smtp.close()


def _connected(server: Server) -> smtplib.SMTP:
    name = server.sender.rpartition("@")[2]  # not the machine's own, which is nobody's business
    if server.tls is Tls.IMPLICIT:
        secure = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, name, timeout=server.wait, context=secure)
    return smtplib.SMTP(server.host, server.port, name, timeout=server.wait)


def _exchange(
    smtp: smtplib.SMTP, server: Server, letter: bytes, to: str, begin: Callable[[], bool]
) -> Outcome:
    try:
        _expect(smtp.mail(server.sender)[0], _TAKEN, "for the sender")
    except (_Refusal, OSError) as error:  # the sender is the same for all
        return Outcome(End.LATER, _words(error, "for the sender"), of_server=True)
    try:
        _expect(smtp.rcpt(to)[0], _TAKEN, "for this address")
        if not begin():
            return Outcome(End.NOT_OURS)
        _expect(smtp.docmd("DATA")[0], (_READY_FOR_TEXT,), "before the text")
    except _Refusal as refusal:
        return Outcome(End.NEVER if refusal.code >= _FOR_GOOD else End.LATER, refusal.words)
    except OSError as error:
        return Outcome(End.LATER, _words(error, "before the text"), of_server=True)
    return _give_text(smtp, letter)


def _give_text(smtp: smtplib.SMTP, letter: bytes) -> Outcome:
    try:
        smtp.send(re.sub(rb"(?m)^\.", b"..", letter).rstrip(b"\r\n") + b"\r\n.\r\n")
        _expect(smtp.getreply()[0], _TAKEN, "after the text")
    except _Refusal as refusal:
        return Outcome(End.NEVER if refusal.code >= _FOR_GOOD else End.LATER, refusal.words)
    except OSError as error:
        return Outcome(End.UNSURE, _words(error, "after the text"))
    return Outcome(End.TAKEN)


def _expect(code: int, wanted: tuple[int, ...], where: str) -> None:
    if code not in wanted:
        raise _Refusal(code, where)


def _words(error: Exception, where: str) -> str:
    return error.words if isinstance(error, _Refusal) else f"No answer {where}"
