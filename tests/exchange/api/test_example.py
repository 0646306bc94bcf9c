"""The example client of the guide, run as it is printed there, against a server of this machine."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.serving import make_server

from dhp import ROOT
from dhp.notifications.models import Receipt
from tests.exchange.api.conftest import BODY

GUIDE = ROOT / "docs" / "how-to" / "send-from-your-own-system.md"
Run = Callable[[object], "subprocess.CompletedProcess[str]"]


def example() -> str:
    found = re.search(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def run(address: str, key: str, tmp_path: Path, database: SQLAlchemy) -> Run:
    """Starts the client on a notice."""
    program, notice = tmp_path / "send.py", tmp_path / "notice.json"
    program.write_text(example(), "utf-8")
    database.session.rollback()

    def started(body: object) -> "subprocess.CompletedProcess[str]":
        notice.write_text(json.dumps(body), "utf-8")
        return subprocess.run(
            [sys.executable, str(program), str(notice)],
            env={"DHP_ADDRESS": address, "DHP_KEY": key},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return started


def test_the_client_has_at_most_60_lines() -> None:
    assert len(example().splitlines()) <= 60


def test_the_client_says_what_is_wrong_then_sends_once_however_often_it_runs(
    run: Run, database: SQLAlchemy
) -> None:
    refused = run({"answers": {"victim.age": "many"}, "gap_reason": "Early."})
    first, second = run(BODY), run(BODY)

    assert refused.returncode == 1
    assert "victim.age: Victim’s age must be a whole number" in refused.stderr
    assert (first.returncode, first.stderr) == (0, "")
    assert json.loads(first.stdout) == json.loads(second.stdout)
    receipt = database.session.scalars(sa.select(Receipt)).one()
    assert json.loads(first.stdout)["receipt"] == receipt.ref
