"""Serving an application as production does: gunicorn, two workers of four threads, this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection

from dhp import ROOT

WORKERS, THREADS = 2, 4
_PATIENCE = 60  # seconds


@contextmanager
def served(application: str, path: str, settings: Mapping[str, str]) -> Iterator[int]:
    """The port at which `application` (module:name) answers `path` while the block runs."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)]
    command += ["--keep-alive", "30", "--log-level", "warning", application]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("DHP_")}
    server = subprocess.Popen(command, cwd=ROOT, env=outside | settings)
    try:
        _await(port, path, server)
        yield port
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(port: int, path: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"Nothing answers {path} at port {port}.")
