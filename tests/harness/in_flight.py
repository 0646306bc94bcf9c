"""An application behind a server of the tests, which knows what it is still answering."""

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from flask import Flask

_MOST = 60  # seconds until an answer that is under way is done, on a busy machine


class Answering:
    """Answers as `app` does, and can wait until it has nothing left to answer.

    A server of threads that has ended leaves its threads to themselves. One that still answers the
    last test would take the write lock of the database that the next one has been given.
    """

    def __init__(self, app: Flask) -> None:
        self._app, self._under_way = app, 0
        self._changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        """Answer one request; over with its last byte, though the server may read on for more."""
        self._count(1)
        try:
            answer: Any = self._app(environ, start_response)
            with closing(answer):
                yield from answer
        finally:
            self._count(-1)

    def wait(self) -> None:
        """Return once nothing is under way; raises `AssertionError` where it never ends."""
        with self._changed:
            ended = self._changed.wait_for(lambda: not self._under_way, timeout=_MOST)
        assert ended, "A request is still being answered although its test is over."

    def _count(self, more: int) -> None:
        with self._changed:
            self._under_way += more
            self._changed.notify_all()
