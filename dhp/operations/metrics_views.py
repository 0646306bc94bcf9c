"""The figures for monitoring: counts and durations, in Prometheus' text. They name nobody."""

import hmac
import os

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from dhp.accounts.row_security.reach import whole_record
from dhp.operations.figures import RecordFigures
from dhp.web.access import public

bp = Blueprint("metrics", __name__)


@bp.get("/metrics")
@public
def figures() -> ResponseReturnValue:
    """What was counted, for whoever shows the token; for others there is no such page."""
    if not _shows_token(current_app.config["METRICS_TOKEN"]):
        abort(404)
    with whole_record():  # counts leave it, and nothing else
        text = generate_latest(_of_requests()) + generate_latest(_of_record())
    return Response(text, content_type=CONTENT_TYPE_LATEST)


def _shows_token(token: str) -> bool:
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    right = hmac.compare_digest(shown.encode(), token.encode())
    return bool(token) and scheme.lower() == "bearer" and right


def _of_requests() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it adds up what all workers counted
    return registry


def _of_record() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(RecordFigures())
    return registry
