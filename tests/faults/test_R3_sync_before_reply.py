"""R3: what a receipt stands for is on the disk before the receipt is sent; seen by strace, call by call."""

import os

import psutil
import pytest

from tests.faults.senders import body_of, send_until_received
from tests.faults.site import not_waiting_for_its_disk
from tests.faults.tracing import (
    CannotTraceError,
    calls_in,
    replies_of_postgresql,
    replies_of_sqlite,
    traced,
)
from tests.harness.examples import tries

pytestmark = pytest.mark.on_servers

REPLIES = tries(10, thorough=200)
CONTROLS = tries(10, thorough=50)


def processes_of(site):
    """Those that reply, and those that write."""
    found = site.service.all_workers()
    if site.server is not None:
        server = psutil.Process(site.server.pid())
        found += [server.pid, *(child.pid for child in server.children())]
    return found


def replies(site, folder, name, times, careless=""):
    """Send one after the other, and judge each receipt by what went before it."""
    api_key, trace = next(iter(site.api_keys.values())), folder / f"{name}.trace"
    try:
        with traced(processes_of(site), trace):
            for number in range(times):
                told = send_until_received(
                    site.service.port,
                    api_key,
                    f"{name}-{number:05}",
                    body_of(number),
                    careless=careless,
                )
                assert told.status == 201
    except CannotTraceError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    calls = calls_in(trace)
    if site.server is not None:
        return replies_of_postgresql(calls)
    return replies_of_sqlite(calls, site.url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_r3_every_receipt_is_on_the_disk_before_it_is_sent(site_on, tmp_path, kind, seed, tell):
    found = replies(site_on(kind), tmp_path, "synced", REPLIES)

    tell(f"R3 {kind}: seed {seed}, strace, {found.given} receipts, {found.unsynced} without a sync")
    assert found.given == REPLIES
    assert found.unsynced == 0


def test_r3_control_sqlite_without_syncs(site_on, tmp_path, seed, tell):
    found = replies(site_on("sqlite"), tmp_path, "unsynced", CONTROLS, careless="unsynced")

    tell(
        f"R3 control, sqlite with synchronous off: seed {seed}, {found.given} receipts, "
        f"{found.unsynced} without a sync"
    )
    assert found.unsynced == found.given == CONTROLS


def test_r3_control_postgresql_that_does_not_wait_for_its_disk(site_on, tmp_path, seed, tell):
    site = site_on("postgresql")

    with not_waiting_for_its_disk(site.server):
        found = replies(site, tmp_path, "careless", CONTROLS)

    tell(
        f"R3 control, postgresql with synchronous_commit off: seed {seed}, {found.given} receipts, "
        f"{found.unsynced} without a sync"
    )
    assert found.given == CONTROLS
    assert found.unsynced > CONTROLS / 2
