"""A real mail server for tests: it keeps what it takes, and refuses, hangs or breaks off on order."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Step(StrEnum):
    """Where in an exchange something can go wrong."""

    CONNECT = "connect"
    EHLO = "ehlo"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    TEXT = "text"  # after the whole text was received and kept


HANG, CUT = "hang", "cut"
_LONG = 60  # seconds; the client of a test gives up long before


@dataclass
class Sink:
    """What was taken, and what goes wrong: by step a reply such as "450 Later", `HANG` or `CUT`."""

    port: int
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    wrong: dict[Step, str] = field(default_factory=dict)
    connections: int = 0

    @property
    def recipients(self) -> list[str]:
        """To whom messages were taken, in order."""
        return [to for to, _ in self.taken]

    @property
    def letters(self) -> list[EmailMessage]:
        """The messages as a mail program reads them."""
        read = [message_from_bytes(content, policy=policy.SMTP) for _, content in self.taken]
        return [letter for letter in read if isinstance(letter, EmailMessage)]


class _Server(SMTP):
    def __init__(self, sink: Sink, **options: Any) -> None:
        super().__init__(self, enable_SMTPUTF8=False, **options)
        self.sink = sink

    def connection_made(self, transport: Any) -> None:
        self.sink.connections += 1
        order = self.sink.wrong.get(Step.CONNECT)
        if order == CUT:
            transport.abort()
        elif order == HANG:
            pass  # the greeting never comes
        elif order:
            transport.write(f"{order}\r\n".encode())
            transport.close()
        else:
            super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.sink.wrong.get(Step.CONNECT) is None:
            super().connection_lost(error)

    async def _meet(self, step: Step, otherwise: str) -> str:
        order = self.sink.wrong.get(step, otherwise)
        if order == HANG:
            await asyncio.sleep(_LONG)
        if order == CUT:
            self.transport.abort()
        return order

    async def handle_EHLO(
        self, _s: SMTP, session: Session, _e: Envelope, hostname: str, replies: list[str]
    ) -> list[str]:
        session.host_name = hostname
        order = await self._meet(Step.EHLO, "")
        return [order] if order else replies

    async def handle_HELO(self, _s: SMTP, session: Session, _e: Envelope, hostname: str) -> str:
        session.host_name = hostname
        return await self._meet(Step.EHLO, "250 sink.example.org")

    async def handle_MAIL(
        self, _s: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._meet(Step.MAIL, "250 OK")

    async def handle_RCPT(
        self, _s: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._meet(Step.RCPT, "250 OK")

    async def smtp_DATA(self, arg: str) -> None:
        order = await self._meet(Step.DATA, "")
        if order:
            await self.push(order)
        else:
            await super().smtp_DATA(arg)

    async def handle_DATA(self, _s: SMTP, _session: Session, envelope: Envelope) -> str:
        order = self.sink.wrong.get(Step.TEXT, "250 Taken")
        if not order.startswith(("4", "5")):
            content = envelope.original_content or b""
            self.sink.taken += [(to, content) for to in envelope.rcpt_tos]
        return await self._meet(Step.TEXT, "250 Taken")


@contextmanager
def open_sink() -> Iterator[Sink]:
    """A mail server on a free port of this machine, as long as the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        sink = Sink(free.getsockname()[1])

    class Serving(Controller):
        def factory(self) -> SMTP:
            return _Server(sink, hostname="sink.example.org", loop=self.loop)

    controller = Serving(None, hostname="127.0.0.1", port=sink.port)
    controller.start()
    sink.connections = 0  # the controller tries one itself
    try:
        yield sink
    finally:
        controller.stop()
