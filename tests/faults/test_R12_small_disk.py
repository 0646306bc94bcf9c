"""R12: the disk is really full: a small file system of the test's own, filled up and emptied again.

Here nothing stands in for a full disk: the kernel itself says that no space is left.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.faults import test_R12_full_disk
from tests.faults.site import APPLICATION, Site, copied_sqlite, fill_postgresql, given, kept_keys
from tests.faults.test_R12_full_disk import FILLINGS, filling
from tests.harness.deployed import served
from tests.harness.own_postgres import filled_server, scratch_folder

pytestmark = pytest.mark.on_servers
SIZE = 96  # megabytes, most of which the test fills itself


@contextmanager
def small_disk():
    """A folder on a file system of its own, which can be full while nothing else is."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("Mounting a small file system needs Linux, and root: run this test as root.")
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if mount is None or unmount is None:
        pytest.skip("mount or umount is missing: a small file system needs both.")
    with scratch_folder() as folder:
        disk = folder / "disk"
        disk.mkdir()
        made = [mount, "-t", "tmpfs", "-o", f"size={SIZE}m,mode=0755", "dhp-small", disk]
        done = subprocess.run(made, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"Root may not mount here, so no disk can be filled: {done.stderr.strip()}")
        try:
            yield disk
        finally:
            subprocess.run([unmount, "--lazy", disk], check=True)


@contextmanager
def on_sqlite(folder):
    """A site whose database lies on the small disk; the service's own files do not."""
    with small_disk() as disk:
        url = copied_sqlite(disk)
        with served(given(url), folder, APPLICATION) as service:
            yield Site(service, url, kept_keys("sqlite")), disk


@contextmanager
def on_postgresql(folder):
    """A site whose tables lie on the small disk; the server's log of changes does not.

    Without room for that log PostgreSQL stops as if it had crashed: what then becomes of receipts is
    tried by R2.
    """
    with small_disk() as disk, filled_server(fill_postgresql) as server:
        tables, owner = disk / "tables", server.data.stat()
        tables.mkdir()
        os.chown(tables, owner.st_uid, owner.st_gid)
        server.run(f"CREATE TABLESPACE small LOCATION '{tables}'")
        server.run("ALTER DATABASE faults SET TABLESPACE small")
        with served(given(server.url()), folder, APPLICATION) as service:
            yield Site(service, server.url(), kept_keys("postgresql"), server), disk


@contextmanager
def filled_up(disk, room):
    """Let so many bytes be left, and then no more; at the end there is room again."""
    left = os.statvfs(disk)
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, left.f_bavail * left.f_frsize - room)
    try:
        yield
    finally:
        filler.unlink()


@pytest.mark.parametrize("placed", [on_sqlite, on_postgresql])
def test_r12_on_a_disk_without_room_nothing_false_is_said_and_it_heals(
    tmp_path, placed, seed, tell
):
    with placed(tmp_path) as (site, disk):
        site.count_from_now()
        workers = site.service.all_workers()

        received, refused, statuses = filling(
            site, lambda _site, room: filled_up(disk, room), placed.__name__
        )

        verdict = site.judge(received)
        assert site.service.workers() == workers, "it healed by dying"
    tell(
        f"R12 {placed.__name__}, no space left: seed {seed}, {FILLINGS} fillings, {refused} refused, "
        f"{verdict.received} receipts, {verdict.lost} false, {verdict.doubled} doubled, "
        f"trail {verdict.trail}"
    )
    assert refused > 0, "it was never full: this proves nothing"
    assert statuses <= {201, 503}
    assert (verdict.lost, verdict.doubled, verdict.orphans, verdict.trail) == (0, 0, 0, 0)


def test_r12_control_on_a_full_disk_an_error_that_is_swallowed_gives_false_receipts(
    tmp_path, seed, tell, monkeypatch
):
    # Only where the journal has room and the table has none does the commit fail, which is swallowed.
    monkeypatch.setattr(test_R12_full_disk, "FILLINGS", 40)
    with on_sqlite(tmp_path) as (site, disk):
        received, _refused, _statuses = filling(
            site, lambda _site, room: filled_up(disk, room), "swallowed", careless="swallowing"
        )
        lost = site.judge(received).lost
    tell(f"R12 control, no space left: seed {seed}, {len(received)} receipts, {lost} false")
    assert lost > 0
