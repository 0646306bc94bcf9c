"""AU-04: 300 addresses with an account and 300 without: the same bytes, and no clock tells them apart."""

import re
import statistics
import time

import pytest

from config import PASSWORD_COST
from tests.accounts.people import add_user
from tests.harness.examples import tries

pytestmark = [pytest.mark.faults, pytest.mark.only_on("sqlite")]
EACH = tries(15, thorough=300)
WITHIN = 0.010  # seconds between the medians
MOST = tries(10, thorough=0) + WITHIN  # at a push a machine may be busy
CHANGING = re.compile(r'nonce="[^"]*"|name="csrf_token"[^>]*value="[^"]*"|[0-9a-z]+@example\.org')


def answered(client, email):
    begun = time.perf_counter()
    answer = client.post("/sign-in", data={"email": email, "password": "wrong wrong wrong"})
    took = time.perf_counter() - begun
    return (answer.status_code, CHANGING.sub("", answer.text)), took


def tried(app, emails):
    """The different answers, and the median time of one, by kind of address, each in turn."""
    app.config.update(PASSWORD_COST=PASSWORD_COST, GUESSES_PER_SOURCE=100_000)
    seen, times = set(), {kind: [] for kind in emails}
    for pair in zip(*emails.values(), strict=True):
        for kind, email in zip(emails, pair, strict=True):
            answer, took = answered(app.test_client(), email)
            seen.add(answer)
            times[kind].append(took)
    return seen, {kind: statistics.median(one) for kind, one in times.items()}


def addresses():
    known, unknown = ([f"{kind}{n}@example.org" for n in range(EACH)] for kind in "ku")
    return {"known": known, "unknown": unknown}


def test_nobody_learns_who_has_an_account(app, database, capsys):
    emails = addresses()
    for email in emails["known"]:
        add_user(email=email)

    seen, medians = tried(app, emails)

    apart = abs(medians["known"] - medians["unknown"])
    said = f"{2 * EACH} tries, {len(seen)} answers, medians {1000 * apart:.1f} ms apart"
    with capsys.disabled():
        print(f"AU-04: {said}")
    assert len(seen) == 1
    assert apart < MOST


def test_without_the_stand_in_the_clock_tells(app, database, monkeypatch):
    emails = {kind: one[:5] for kind, one in addresses().items()}
    slow = "dhp.accounts.sign_in.passwords.matches"
    monkeypatch.setattr(slow, lambda kept, typed: bool(kept and time.sleep(0.05)))
    for email in emails["known"]:
        add_user(email=email)

    _, medians = tried(app, emails)

    assert medians["known"] - medians["unknown"] > WITHIN
