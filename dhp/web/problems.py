"""What a program is told when something goes wrong: problem details, as RFC 9457 lays them out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, request

from dhp.web.headers import request_id

MEDIA_TYPE = "application/problem+json"
_PREFIX = "/api/"
_PLAIN = "about:blank"  # says no more than the status, in the words of the RFC
_DETAILS = {
    400: "The request cannot be read. Compare it with openapi.json.",
    401: "Send your key in the header “Authorization: Bearer KEY”. If it has expired or was revoked, "
    "ask the administrator of this service for a new one.",
    403: "This key is not for that. Ask the administrator of this service for a key that is.",
    404: "Not found. Check the address and the reference.",
    405: "This address does not take that method. The header “Allow” names those that it takes.",
    409: "Something else changed this at the same time. Send the same request again.",
    413: "The request is too large. Send at most 2 MB.",
    415: "Send JSON, with the header “Content-Type: application/json” and without compression.",
    429: "Too many requests. Wait as many seconds as the header “Retry-After” says.",
    500: "This is a fault of the service. Nothing was kept. Send the same request again later, with "
    "the same Idempotency-Key; if it stays, tell us the instance.",
    503: "The service cannot be used at the moment. Nothing was kept. Wait as many seconds as the "
    "header “Retry-After” says, then send the same request again, with the same Idempotency-Key.",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where it stands in the body, what kind it is, and what to do.

    `field` is the name of a column or of a member; `pointer` is a JSON pointer (RFC 6901).
    """

    field: str
    code: str
    detail: str
    pointer: str


def for_programs() -> bool:
    """Whether this request is answered to a program."""
    return request.path.startswith(_PREFIX)


def problem(
    status: int, detail: str | None = None, *, kind: str = "", faults: Sequence[Fault] = ()
) -> Response:
    """The answer with this status. `kind` tells apart what shares a status, such as `key-reused`."""
    phrase = HTTPStatus(status).phrase
    told: dict[str, object] = {
        "type": f"urn:dhp:problem:{kind}" if kind else _PLAIN,
        "title": phrase,
        "status": status,
        "detail": detail or _DETAILS.get(status, phrase),
        "instance": f"urn:dhp:request:{request_id()}",
    }
    if faults:
        told["errors"] = [vars(fault) for fault in faults]
    return Response(json.dumps(told), status, mimetype=MEDIA_TYPE)
