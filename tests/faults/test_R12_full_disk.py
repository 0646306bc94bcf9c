"""R12: the disk is full, or may not be written; nothing gets a receipt that is not kept, and it heals."""

import os
import resource
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.senders import body_of, send, send_until_received
from tests.harness.examples import tries

pytestmark = pytest.mark.on_servers

NOTICES = 4  # tried at each filling
FILLINGS = tries(3, thorough=40)
PAGE = 4096


@contextmanager
def files_no_longer_than(site, most):
    """Let no file of the service become longer than `most` bytes: as a quota does, and without root."""
    processes = [site.service.process.pid, *site.service.all_workers()]
    before = [resource.prlimit(one, resource.RLIMIT_FSIZE) for one in processes]
    for one, (_soft, hard) in zip(processes, before, strict=True):
        resource.prlimit(one, resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        for one, limits in zip(processes, before, strict=True):
            resource.prlimit(one, resource.RLIMIT_FSIZE, limits)


@contextmanager
def folder_shut(site, _room):
    """Let nothing be made in the folder of the database, so that no journal can be begun."""
    folder = Path(site.url.removeprefix("sqlite:///")).parent
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    chattr = shutil.which("chattr") or pytest.skip(
        "chattr is missing: root needs it to shut a folder."
    )
    if subprocess.run([chattr, "+i", folder], capture_output=True, check=False).returncode:
        pytest.skip("This file system knows no chattr +i, which root needs to shut a folder.")
    try:
        yield
    finally:
        subprocess.run([chattr, "-i", folder], check=True)


@contextmanager
def quota(site, room):
    """Let the database grow by `room` bytes, and then no more."""
    database = Path(site.url.removeprefix("sqlite:///"))
    with files_no_longer_than(site, database.stat().st_size + room):
        yield


@contextmanager
def read_only(site, _room):
    """Let PostgreSQL write nothing: what managed servers do when their disk is nearly full."""
    server = site.server
    server.run("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
    try:
        yield
    finally:
        server.run(
            "SET default_transaction_read_only = off",
            "ALTER SYSTEM RESET default_transaction_read_only",
            "SELECT pg_reload_conf()",
        )


def filling(site, full, name, careless=""):
    """Fill up again and again, with a little more room each time; what clients were told, and when."""
    received, refused, statuses = {}, 0, set()
    api_key, port = next(iter(site.api_keys.values())), site.service.port
    for turn in range(FILLINGS):
        keys = [f"{name}-{turn:03}-{number}" for number in range(NOTICES)]
        bodies = [body_of(turn * NOTICES + number) for number in range(NOTICES)]
        with full(site, turn * PAGE):
            for key, body in zip(keys, bodies, strict=True):
                told = send(port, api_key, key, body, careless=careless)
                received |= {key: told.receipt} if told.receipt else {}
                refused += told.status == 503
                statuses.add(told.status)
        if careless:
            continue
        for key, body in zip(keys, bodies, strict=True):
            told = send_until_received(port, api_key, key, body)
            assert told.receipt == received.setdefault(key, told.receipt) != ""
    return received, refused, statuses


WAYS = [("sqlite", quota), ("sqlite", folder_shut), ("postgresql", read_only)]


@pytest.mark.parametrize(("kind", "full"), WAYS)
def test_r12_what_cannot_be_kept_gets_no_receipt(site_on, kind, full, seed, tell):
    site = site_on(kind)
    workers = site.service.all_workers()

    received, refused, statuses = filling(site, full, full.__name__)

    verdict = site.judge(received)
    tell(
        f"R12 {kind}, {full.__name__}: seed {seed}, {FILLINGS} fillings, {refused} refused, "
        f"{verdict.received} receipts, {verdict.lost} false, {verdict.doubled} doubled, "
        f"trail {verdict.trail}"
    )
    assert refused > 0, "it was never full: this proves nothing"
    assert statuses <= {201, 503}
    assert (verdict.lost, verdict.doubled, verdict.orphans, verdict.trail) == (0, 0, 0, 0)
    assert site.service.workers() == workers, "it healed by dying"


def test_r12_control_a_service_that_swallows_the_error_gives_false_receipts(site_on, seed, tell):
    site = site_on("sqlite")

    received, _refused, _statuses = filling(site, quota, "swallowed", careless="swallowing")

    lost = site.judge(received).lost
    tell(f"R12 control, error swallowed: seed {seed}, {len(received)} receipts, {lost} false")
    assert lost > 0
