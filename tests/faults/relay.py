"""A relay on this machine between a client and a server, which can slow, cut, swallow and refuse."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_RESET = struct.pack("ii", 1, 0)  # linger for no time: closing sends a reset


@dataclass
class Relay:
    """Passes on what it is told to. `state` may change at any time.

    `open` passes everything on; `slow` waits `delay` seconds before each answer; `reset` breaks
    what is connected and whoever connects; `deaf` accepts and takes all, and passes nothing on.
    """

    target: int
    state: str = "open"
    delay: float = 0.0
    port: int = 0
    _open: set[socket.socket] = field(default_factory=set)

    def become(self, state: str, delay: float = 0.0) -> None:
        """Change the state; `reset` breaks at once what is connected."""
        self.delay, self.state = delay, state
        if state == "reset":
            self.cut()

    def cut(self) -> None:
        """Break everything that is connected."""
        for one in list(self._open):
            with suppress(OSError):  # wakes who waits for it, and that thread closes it
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                one.shutdown(socket.SHUT_RDWR)

    def listen(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self._take(client)

    def _take(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            server.settimeout(None)
        except OSError:
            reset(client)
            return
        if self.state == "reset":
            reset(client)
            server.close()
            return
        self._open |= {client, server}
        for source, target, answers in ((client, server, False), (server, client, True)):
            threading.Thread(target=self._pass, args=(source, target, answers), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                if self.state == "slow" and answers:
                    time.sleep(self.delay)
                while self.state == "deaf":
                    time.sleep(0.02)
                target.sendall(data)
        for one in (source, target):
            self._open.discard(one)
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def relayed(target: int) -> Iterator[Relay]:
    """A relay to the port `target` of this machine, at a port of its own."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        relay = Relay(target, port=listener.getsockname()[1])
        threading.Thread(target=relay.listen, args=(listener,), daemon=True).start()
        try:
            yield relay
        finally:
            relay.become("open")
            relay.cut()
            # Closing alone would not wake the thread that waits for the next one.
            listener.shutdown(socket.SHUT_RDWR)


def reset(one: socket.socket) -> None:
    """Break a connection, so that the other end is told of a reset instead of an end."""
    with suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    with suppress(OSError):
        one.close()
