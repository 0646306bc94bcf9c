"""R2: the database server is stopped as by a crash while notifications are being sent, and started again."""

import pytest

from tests.faults.senders import sending
from tests.faults.site import not_waiting_for_its_disk
from tests.harness.examples import tries

pytestmark = pytest.mark.on_servers

CRASHES = tries(1, thorough=20)
BETWEEN = tries(10, thorough=50)  # receipts, at least, from one crash to the next
# Seconds from the server's return to the next receipt; at a push a machine may be busy.
LONGEST = tries(100, thorough=10)


def crashing(site, crashes, name):
    """Crash the server so often under eight clients; what they were told, and the longest way back."""
    slowest = 0.0
    with sending(site.service.port, site.api_keys, name=name) as senders:
        for _ in range(crashes):
            senders.wait_for(BETWEEN)
            site.server.stop("immediate")
            site.server.start()
            slowest = max(slowest, senders.wait_for(1))
    return senders, slowest


def test_r2_nothing_acknowledged_is_lost_and_the_service_comes_back(site_on, seed, tell):
    site = site_on("postgresql")
    workers = site.service.all_workers()

    senders, slowest = crashing(site, CRASHES, "crash")

    verdict = site.judge(senders.received)
    refused = sum(status == 503 for status in senders.statuses)
    tell(
        f"R2: seed {seed}, {CRASHES} crashes, {verdict.received:,} receipts, {refused} told to wait, "
        f"{verdict.lost} lost, {verdict.doubled} doubled, back after {slowest:.1f} s at most, "
        f"trail {verdict.trail}"
    )
    assert (verdict.lost, verdict.doubled, verdict.orphans, verdict.trail) == (0, 0, 0, 0)
    assert slowest <= LONGEST
    assert set(senders.statuses) <= {200, 201, 503}
    assert site.service.workers() == workers, "it came back by dying"


def test_r2_control_a_server_that_does_not_wait_for_its_disk_loses(site_on, seed, tell):
    site, crashes, lost = site_on("postgresql"), 0, 0

    with not_waiting_for_its_disk(site.server):
        while not lost and crashes < 20:
            senders, _slowest = crashing(site, 1, f"careless-{crashes}")
            crashes += 1
            lost = site.judge(senders.received).lost

    tell(f"R2 control, synchronous_commit off: seed {seed}, {crashes} crashes, {lost} lost")
    assert lost > 0
