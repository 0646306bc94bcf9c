"""R1: a worker of the web server is killed while notices are being sent; none may be lost or doubled."""

import os
import random
import signal
import time

import pytest

from tests.faults.senders import sending
from tests.harness.examples import sample, tries

pytestmark = pytest.mark.on_servers

KILLS = tries(4, thorough=200)
AT_ONCE = 4  # until the control loses
LONGEST_WAIT = 0.05  # seconds after a receipt came, in which the worker dies


def killing(site, kills, rng, **how):
    """Kill a worker so often, each at a moment drawn anew, under eight clients; what they were told."""
    with sending(site.service.port, site.api_keys, **how) as senders:
        for _ in range(kills):
            senders.wait_for(3)
            time.sleep(rng.uniform(0, LONGEST_WAIT))
            os.kill(rng.choice(site.service.workers()), signal.SIGKILL)
    return senders


@pytest.mark.parametrize("kind", sample(["sqlite", "postgresql"], ["sqlite"]))
def test_r1_nothing_acknowledged_is_lost_or_doubled(site_on, kind, seed, tell):
    site = site_on(kind)

    senders = killing(site, KILLS, random.Random(seed), name="whole")

    verdict = site.judge(senders.received)
    broken = senders.statuses.count(0)
    tell(
        f"R1 {kind}: seed {seed}, {KILLS} workers killed, {broken} requests broken, "
        f"{verdict.received:,} receipts, {verdict.lost} lost, {verdict.doubled} doubled, "
        f"{verdict.orphans} halves, trail {verdict.trail}"
    )
    assert (verdict.lost, verdict.doubled, verdict.orphans, verdict.trail) == (0, 0, 0, 0)
    assert broken > 0, "no kill met a request: this proves nothing"
    assert 500 not in senders.statuses


def test_r1_control_whoever_replies_before_the_commit_loses(site_on, seed, tell):
    site, rng, kills, lost = site_on("sqlite"), random.Random(seed), 0, 0

    while not lost and kills < 40:
        senders = killing(site, AT_ONCE, rng, name=f"early-{kills}", careless="early")
        kills += AT_ONCE
        lost = site.judge(senders.received).lost

    tell(f"R1 control, replies before the commit: seed {seed}, {kills} killed, {lost} lost")
    assert lost > 0
