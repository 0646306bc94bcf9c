"""The systems of forces as clients: each sends notice after notice, and keeps its own list of receipts."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from itertools import count

from tests.notifications.deaths import ANSWERS

PATIENCE = 30  # seconds for one answer
_FIRST_DAY = date(2025, 1, 1)


def body_of(number: int) -> bytes:
    """A notice about another death for each number."""
    day = _FIRST_DAY + timedelta(days=number % 400)
    told = {
        "death.force_ref": f"CR/{number:06}",
        "death.date_of_death": str(day),
        "death.aware_on": str(day),
        "victim.age": str(20 + number % 60),
    }
    return json.dumps({"answers": ANSWERS | told}).encode()


@dataclass(frozen=True)
class Told:
    """An answer: its status, 0 where none came; the receipt it names; how long it took, in seconds."""

    status: int
    receipt: str = ""
    seconds: float = 0.0


def send(
    port: int, api_key: str, key: str, body: bytes, *, careless: str = "", wait: float = PATIENCE
) -> Told:
    """Send one notice once. A lost connection is an answer of status 0."""
    headers = {
        "Authorization": f"Bearer {api_key}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "Connection": "close",
    }
    if careless:
        headers["X-Careless"] = careless
    connection, began = HTTPConnection("127.0.0.1", port, timeout=wait), time.monotonic()
    try:
        connection.request("POST", "/api/v1/notifications", body, headers)
        response = connection.getresponse()
        text = response.read()
        done = response.status in (200, 201)
        receipt = json.loads(text)["receipt"] if done else ""
    except (OSError, HTTPException, ValueError):  # the last where a reply ends in its head
        return Told(0, seconds=time.monotonic() - began)
    finally:
        connection.close()
    return Told(response.status, receipt, time.monotonic() - began)


@dataclass
class Senders:
    """Clients that send until they are stopped; `received` is what they were told, by their own keys.

    What gets no receipt is sent again with the same key until it gets one.
    """

    port: int
    api_keys: list[str]
    careless: str = ""
    name: str = "sender"
    received: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, api_key: str, number: int) -> None:
        """Be one client."""
        for turn in count():
            if self.stopping.is_set():
                return
            key, body = f"{self.name}-{number}-{turn:06}", body_of(number * 10_000 + turn)
            while not self._one(api_key, key, body):
                time.sleep(0.02)

    def _one(self, api_key: str, key: str, body: bytes) -> bool:
        told = send(self.port, api_key, key, body, careless=self.careless)
        self.statuses.append(told.status)
        if told.receipt:
            self.received[key] = told.receipt
        return bool(told.receipt)

    def wait_for(self, more: int, seconds: float = 120) -> float:
        """Wait until so many more receipts have come; gives how long it took."""
        began, first = time.monotonic(), len(self.received)
        while len(self.received) < first + more:
            assert time.monotonic() < began + seconds, (
                f"{len(self.received) - first} of {more} came"
            )
            time.sleep(0.001)
        return time.monotonic() - began


@contextmanager
def sending(
    port: int, api_keys: Mapping[str, str], *, name: str, careless: str = "", clients: int = 8
) -> Iterator[Senders]:
    """So many clients, each of another force, at work in the block; then each gets its last receipt."""
    senders = Senders(port, list(api_keys.values())[:clients], careless, name)
    threads = [
        threading.Thread(target=senders.run, args=(key, number), daemon=True)
        for number, key in enumerate(senders.api_keys)
    ]
    for thread in threads:
        thread.start()
    try:
        yield senders
    finally:
        senders.stopping.set()
        for thread in threads:
            thread.join(120)
    assert not any(thread.is_alive() for thread in threads), "a client never got its receipt"
