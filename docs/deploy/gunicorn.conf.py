"""How gunicorn serves in production: `gunicorn --config docs/deploy/gunicorn.conf.py wsgi:app`."""

import os
from pathlib import Path

_RUNTIME = Path(os.environ.get("RUNTIME_DIRECTORY", "/run/dhp"))  # systemd names it

# Where the workers of this machine keep what they count, for /metrics to add up.
_COUNTS = _RUNTIME / "counts"
_COUNTS.mkdir(mode=0o700, parents=True, exist_ok=True)
for _old in _COUNTS.glob("*.db"):
    _old.unlink()
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_COUNTS)

from prometheus_client import multiprocess  # noqa: E402 - it looks for that folder when it is loaded

bind = f"unix:{_RUNTIME}/gunicorn.sock"
umask = 0o007  # the socket is for the service and for the group of the proxy
worker_class = "gthread"
workers = int(os.environ.get("DHP_WORKERS", "2"))  # one for each core; connections: this x pool x 2
threads = 4

# The configuration is checked once, before anything is forked: an unsafe one ends the start. A
# worker that begins later needs no database to begin, and answers 503 until there is one.
preload_app = True

timeout = 60  # seconds; a request waits for its database 6 at most, a long report takes longer
graceful_timeout = 30
keepalive = 5
max_requests, max_requests_jitter = 5_000, 500  # begins anew now and then, not all at once
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat, which must not wait for a disk

limit_request_line = 2_048
limit_request_fields = 60

# The service tells each request by its endpoint. An access log would tell addresses and queries.
accesslog = None
errorlog = "-"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"class": "dhp.web.log_lines.JsonLines"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "stream": "ext://sys.stdout",
        }
    },
    "root": {"level": "WARNING", "handlers": []},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["stdout"], "propagate": False},
        "gunicorn.access": {"level": "ERROR", "handlers": [], "propagate": False},
    },
}


def child_exit(_server, worker):
    """Forget what only lived with a worker that has ended."""
    multiprocess.mark_process_dead(worker.pid)
