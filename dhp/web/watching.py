"""Each request, once it is answered: counted, timed, and told in the log by its endpoint."""

from http import HTTPStatus
from time import perf_counter

from flask import Flask, Response, current_app, g, request
from prometheus_client import Counter, Histogram

from dhp.web.headers import request_id
from dhp.web.log_lines import told

# By endpoint, of which there is a fixed number: an address could name somebody.
REQUESTS = Counter(
    "dhp_requests_total", "Requests answered.", ["endpoint", "method", "status_class"]
)
SECONDS = Histogram(
    "dhp_request_seconds",
    "Seconds from a request to its answer.",
    ["room"],
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
_QUIET = frozenset({"health.live", "health.ready", "metrics.figures", "static"})
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


def init_app(app: Flask) -> None:
    """Watch every request. Comes first, so that its clock starts first and stops last."""
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    g.began = perf_counter()


def _tell(response: Response) -> Response:
    seconds = perf_counter() - g.get("began", perf_counter())
    endpoint = request.endpoint or "none"
    method = request.method if request.method in _METHODS else "other"
    REQUESTS.labels(endpoint, method, f"{response.status_code // 100}xx").inc()
    SECONDS.labels(endpoint.partition(".")[0]).observe(seconds)
    if endpoint not in _QUIET or response.status_code >= 400:
        facts: dict[str, object] = {
            "event": "request",
            "request": request_id(),
            "endpoint": endpoint,
            "method": method,
            "status": response.status_code,
            "ms": round(seconds * 1000),
            "user": _who(ask=response.status_code != HTTPStatus.SERVICE_UNAVAILABLE),
        }
        current_app.logger.info("request", extra=told(facts))
    return response


def _who(*, ask: bool) -> str:
    """The reference of whoever asked, if that is known already; asking would read the database.

    So may their reference, once what was read has been rolled back: `ask` where there is one to ask.
    """
    who = g.get("_login_user") or g.get("api_client")
    return str(getattr(who, "ref", "") if ask else getattr(who, "__dict__", {}).get("ref", ""))
