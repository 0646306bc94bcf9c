"""The service by gunicorn with the configuration of `docs/deploy`; its workers may be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from dhp import ROOT
from tests.harness.own_postgres import free_port

_MOST = 300  # seconds until it serves; on a busy machine most of them go into loading


class Service:
    """The service with `settings`, writing its log to a file of `folder`."""

    def __init__(self, settings: Mapping[str, str], folder: Path) -> None:
        self.port, self.log = free_port(), folder / "service.log"
        outside = {name: text for name, text in os.environ.items() if not name.startswith("DHP_")}
        self._environ = outside | {"RUNTIME_DIRECTORY": str(folder)} | dict(settings)

    def start(self, application: str = "wsgi:app") -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "--config"]
        command += ["docs/deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{self.port}", application]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self._environ, stdout=log, stderr=log
            )
        until = time.monotonic() + _MOST
        while time.monotonic() < until and self.process.poll() is None:
            if self.status_of("/health/live") == 200:
                return
            time.sleep(0.1)
        raise RuntimeError(f"It does not start: {self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        """End it at once, with whatever is on its way: workers may hang, by intention of a test."""
        workers = self.workers() if self.process.poll() is None else []
        self.process.kill()  # first, or it would start others
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(20)

    def workers(self) -> list[int]:
        """The processes that answer, in the order in which they began."""
        return sorted(child.pid for child in psutil.Process(self.process.pid).children())

    def all_workers(self) -> list[int]:
        """The same, once as many as are set have begun: it answers as soon as there is one."""
        wanted = int(self._environ.get("DHP_WORKERS", "2"))
        until = time.monotonic() + _MOST
        while len(found := self.workers()) < wanted and time.monotonic() < until:
            time.sleep(0.1)
        return found

    def status_of(self, path: str, seconds: float = 60) -> int:
        """The status of the answer to a GET; 0 for none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()


@contextmanager
def served(
    settings: Mapping[str, str],
    folder: Path,
    application: str = "wsgi:app",
) -> Iterator[Service]:
    """The service while the block runs."""
    service = Service(settings, folder)
    try:
        service.start(application)
        yield service
    finally:
        service.stop()
