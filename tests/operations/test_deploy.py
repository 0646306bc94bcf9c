"""The examples to deploy are used as they are: the server really started, the files really read."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dhp import ROOT

DEPLOY = ROOT / "docs" / "deploy"
TOKEN = "3fe1c05b7d92a8464b0e5c17d3f8a926"
CANARY = "Xq7Canary"
SERVE = (sys.executable, "-m", "gunicorn", "--config", "docs/deploy/gunicorn.conf.py", "wsgi:app")

# What it tries does not depend on the kind of database; the schema is laid by `database`.
pytestmark = pytest.mark.only_on("sqlite")


class Served:
    """A running server behind its socket."""

    def __init__(self, folder: Path) -> None:
        environment = {"RUNTIME_DIRECTORY": str(folder), "DHP_LOG": "json", "DHP_WORKERS": "2"}
        self._socket = folder / "gunicorn.sock"
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                SERVE,
                cwd=ROOT,
                env=os.environ | environment | {"DHP_METRICS_TOKEN": TOKEN},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> None:
        """Until it answers, or has given up."""
        while self.process.poll() is None:
            try:
                if self.get("/health/live")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(self.log.read_text())

    def raw(self, request: bytes) -> bytes:
        """What comes back for these bytes."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            line.connect(str(self._socket))
            line.sendall(request)
            answer = b""
            while piece := line.recv(65_536):
                answer += piece
        return answer

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the body of a page."""
        told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        request = f"GET {path} HTTP/1.0\r\nHost: localhost\r\n{told}\r\n"
        answer = self.raw(request.encode())
        line, _, rest = answer.partition(b"\r\n")
        return int(line.split()[1]), rest.partition(b"\r\n\r\n")[2].decode()


@pytest.fixture
def served(database: Any, tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    try:
        served.wait()
        yield served
    finally:
        served.process.send_signal(signal.SIGTERM)
        served.process.wait(30)


def test_the_server_of_the_example_serves_counts_and_logs_nothing_typed(served: Served) -> None:
    looked = [served.get(f"/sign-in?q={CANARY}")[0] for _ in range(12)]
    lost = served.get(f"/{CANARY}", Referer=CANARY, **{"User-Agent": CANARY})[0]
    broken = served.raw(f"GET /{CANARY} HTTP/1.1\r\nHost : {CANARY}\r\n{CANARY}\r\n\r\n".encode())
    figures = served.get("/metrics", Authorization=f"Bearer {TOKEN}")[1]
    ready = served.get("/health/ready")

    assert looked == [200] * 12
    assert lost == 404
    assert broken.startswith(b"HTTP/1.1 400")
    assert ready == (200, "ready\n")
    counted = re.search(
        r'endpoint="accounts.sign_in",method="GET",status_class="2xx"} (.*)', figures
    )
    assert counted, figures
    assert float(counted[1]) == 12, "all workers together"
    written = served.log.read_text()
    assert CANARY not in written
    lines = [json.loads(line) for line in written.splitlines()]
    assert sum(line.get("endpoint") == "accounts.sign_in" for line in lines) == 12
    assert [line["status"] for line in lines if line.get("endpoint") == "none"] == [404]


def test_an_unsafe_production_does_not_start(tmp_path: Path) -> None:
    environment = {"RUNTIME_DIRECTORY": str(tmp_path), "DHP_PROFILE": "production"}

    done = subprocess.run(
        SERVE, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    for name in (
        "DHP_FIELD_KEYS",
        "DHP_MASTER_KEYS",
        "DHP_HOSTS",
        "DHP_DATABASE_URL",
        "DHP_ANCHORS",
    ):
        assert name in done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("path", sorted(DEPLOY.glob("dhp*.[st]*")), ids=lambda path: path.name)
def test_systemd_takes_the_units(path: Path, tmp_path: Path) -> None:
    for unit in DEPLOY.glob("dhp*.[st]*"):
        text = unit.read_text()
        here = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", text)
        (tmp_path / unit.name).write_text(here)

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / path.name],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_every_secret_of_a_unit_is_handed_over_as_a_file() -> None:
    for path in DEPLOY.glob("*.service"):
        text = path.read_text()
        given = set(re.findall(r"LoadCredential=([a-z-]+):", text))
        used = set(re.findall(r"_FILE=%d/([a-z-]+)", text))
        assert given == used, path.name
    plain = (DEPLOY / "dhp.env").read_text()
    assert not re.search(r"(KEY|PASSWORD|TOKEN|DATABASE_URL)=", plain)


def test_the_backup_s_account_has_no_secret_of_the_service() -> None:
    text = (DEPLOY / "dhp-backup.service").read_text()

    assert set(re.findall(r"DHP_[A-Z_]+", text)) == {
        "DHP_PROFILE",
        "DHP_BACKUP_KEY_FILE",
        "DHP_DATABASE_URL_FILE",
    }


def test_nginx_takes_its_example_and_replaces_what_clients_say_of_themselves() -> None:
    whole = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"(?m)#.*$", "", whole)

    assert text.count("{") == text.count("}")
    bare = [line.strip() for line in text.splitlines() if line.strip()]
    assert [line for line in bare if line[-1] not in "{};"] == []
    assert text.count("proxy_pass") == text.count("include /etc/nginx/dhp-proxy.conf")
    assert "$request_uri" not in text
    assert "$args" not in text
    told = (DEPLOY / "dhp-proxy.conf").read_text()
    assert "X-Forwarded-For $remote_addr;" in told


def test_the_address_for_reports_of_faults_has_not_expired_for_the_reader() -> None:
    text = (DEPLOY / "security.txt").read_text()

    assert {line.partition(":")[0] for line in text.splitlines()} == {
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    }
