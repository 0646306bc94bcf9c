"""`flask due` killed at its statements, and run by several at once. Nothing is lost, nothing doubled.

Here a sample of the statements; `pytest tests/mail/test_killed.py --every-statement` takes all.
"""

import os
import subprocess
import sys
from collections import Counter

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp import ROOT
from dhp.extensions import db
from dhp.mail.models import Message, Status
from dhp.mail.outbox import post
from tests.harness.examples import tries
from tests.mail.sink import Sink

pytestmark = pytest.mark.present
PROCESSES, MESSAGES = tries(4, thorough=10), 40


def settings(sink: Sink) -> dict[str, str]:
    """The environment of a process that sends to the sink."""
    return os.environ | {
        "DHP_SMTP_HOST": "127.0.0.1",
        "DHP_SMTP_PORT": str(sink.port),
        "DHP_SMTP_TLS": "none",
        "DHP_MAIL_FROM": "service@dhp.example.org",
        "DHP_SERVICE_URL": "https://dhp.example.org",
        "PYTHONPATH": str(ROOT),
    }


def lives(sink: Sink, numbers: range) -> dict[int, tuple[str, tuple[str, ...]]]:
    """For each statement: whether a process died at it, and where its messages stand in the end."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mail.dying", str(sink.port), *map(str, numbers)],
        cwd=ROOT,
        env=settings(sink),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.split("|") for line in done.stdout.splitlines()]
    return {int(number): (died, tuple(found)) for number, died, *found in lines}


def test_killed_at_any_statement_nothing_is_lost_or_doubled(
    sink: Sink, database: SQLAlchemy, request: pytest.FixtureRequest
) -> None:
    every = request.config.getoption("--every-statement")

    found = lives(sink, range(1, 60, 1 if every else 5))

    taken = Counter(sink.recipients)
    deaths = [number for number, (died, _) in found.items() if died == "died"]
    assert len(deaths) >= (20 if every else 4)
    assert any(died == "lived" for died, _ in found.values()), "more statements than were tried"
    for number, (_, statuses) in found.items():
        assert len(statuses) == 1, f"{number}: posted {len(statuses)} times"
        times = taken[f"n{number}@example.org"]
        if statuses == (Status.SENT,):
            assert times == 1, f"{number}: sent {times} times"
        else:
            assert statuses == (Status.UNSURE,), f"{number}: {statuses}"
            assert times <= 1, f"{number}: sent {times} times"
    unsure = [number for number, (_, statuses) in found.items() if statuses == (Status.UNSURE,)]
    assert set(unsure) <= set(deaths)
    assert len(unsure) < len(deaths), "most deaths leave no doubt"


@pytest.mark.only_on("postgresql")
def test_processes_at_once_send_each_message_once(sink: Sink, database: SQLAlchemy) -> None:
    for number in range(MESSAGES):
        post(to=f"n{number}@example.org", subject="What waits", text="1.", key=f"n{number}")
    db.session.commit()

    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "due"],
            cwd=ROOT,
            env=settings(sink),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    said = [process.communicate()[0] for process in processes]

    assert [process.returncode for process in processes] == [0] * PROCESSES, said
    assert Counter(sink.recipients) == {f"n{number}@example.org": 1 for number in range(MESSAGES)}
    assert {message.status for message in db.session.query(Message)} == {Status.SENT}
    assert sum("Messages sent" in words for words in said) > 1, "one process did it all"
