"""A PostgreSQL server of a test's own, whose data reach the disk: it may be stopped and killed."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.harness import shared
from tests.harness.databases import _server_maker

_MOST = 60  # seconds for anything the server is asked to do
_DATABASE = "faults"


class OwnPostgres:
    """A server in `folder`, listening on a port of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.port = free_port()
        # It knows where its programs are, and makes the user that root must run them as.
        self._made = _server_maker()(self.data, cleanup_mode=None, start=False)

    def make(self) -> None:
        """Lay an empty server, as it comes."""
        self._made.ensure_pgdata_inited()

    def start(self, *settings: str) -> None:
        """Start it, or start it again; gives back when it answers. `settings` are `name=value`."""
        words = f"-h 127.0.0.1 -p {self.port} -k {self.folder}"
        words += "".join(f" -c {setting}" for setting in settings)
        self._control("-w", "-t", str(_MOST), "-l", str(self.data / "log"), "-o", words, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `immediate` as if it had crashed."""
        self._control("-m", mode, "-w", "-t", str(_MOST), "stop")

    def url(self, database: str = _DATABASE, port: int | None = None) -> str:
        """The address of a database, perhaps through another port."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{port or self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Run statements, each by itself; gives the rows of the last."""
        engine = sa.create_engine(
            self.url(database), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )
        with engine.connect() as connection:
            for statement in statements:
                done = connection.exec_driver_sql(statement)
            return list(done.all()) if done.returns_rows else []

    def pid(self) -> int:
        """The process that the others of the server come from."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _control(self, *words: str) -> None:
        command = [str(self._made.bin_path / "pg_ctl"), "-D", str(self.data), *words]
        with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server
            done = subprocess.run(
                command,
                user=self._made.system_user,
                cwd=self.folder,
                stdout=said,
                stderr=said,
                timeout=2 * _MOST,
                check=False,
            )
            said.seek(0)
            assert done.returncode == 0, said.read().decode()


@contextmanager
def filled_server(fill: Callable[[str], None]) -> Iterator[OwnPostgres]:
    """A running server with a database that `fill`, given its address, has filled; made once for all."""
    kept = shared.folder() / "own-postgres"
    with shared.only_once("own-postgres") as first:
        if first:
            with scratch_folder() as folder:
                server = OwnPostgres(folder)
                server.make()
                server.start("fsync=off")
                server.run(f"CREATE DATABASE {_DATABASE}")
                fill(server.url())
                server.stop()
                _copy(server.data, kept)
    with scratch_folder() as folder:
        server = OwnPostgres(folder)
        _copy(kept, server.data)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that the server's own user may reach."""
    # Under /tmp, because as root all its parents must be open to other users.
    folder = Path(tempfile.mkdtemp(prefix="dhp-faults-", dir="/tmp"))
    folder.chmod(0o777)  # its socket lies here
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)
