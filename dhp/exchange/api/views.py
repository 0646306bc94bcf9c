"""The API's addresses. No session and no cookie counts here: every call shows its key."""

import re
from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from dhp.accounts.api_keys.admission import present_client
from dhp.accounts.api_keys.models import Scope
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.exchange.api.body import Malformed, read_json
from dhp.exchange.api.models import ApiSending
from dhp.exchange.api.notice import Notice, Unsound, notice_in
from dhp.exchange.api.openapi import KEY_PATTERN, document
from dhp.exchange.api.sending import KeyReused, send_notice, sending_of
from dhp.web.access import public, requires_key
from dhp.web.edge import writes
from dhp.web.problems import problem

bp = Blueprint("api", __name__, url_prefix="/api/v1")

_NEXT = (
    "The unit reads it, and either opens a case or returns it to the force. A contact of the force "
    "sees which, signed in, at the link."
)
_NEXT_RESTRICTED = (
    "It tells of a link to police, so only named people of the unit read it. Nobody in the force "
    "sees it here: keep this receipt, and ask the unit what became of it."
)


@bp.post("/notifications")
@requires_key(Scope.NOTIFY)
@writes
def notify() -> ResponseReturnValue:
    """Send a notification, once for each key."""
    notice, key = _notice(), _key()
    sent = send_notice(notice, key, by=present_client())
    answer = jsonify(_told(sent.sending) | {"not_asked": list(notice.not_asked)})
    answer.status_code = HTTPStatus.CREATED if sent.fresh else HTTPStatus.OK
    answer.headers["Location"] = url_for(".receipt", ref=sent.sending.receipt.ref)
    return answer


@bp.get("/receipts/<ref>")
@requires_key(Scope.RECEIPTS)
def receipt(ref: str) -> ResponseReturnValue:
    """The receipt of something that this system sent."""
    client = present_client()
    sending = sending_of(ref, client)
    told = _told(sending)
    about = (sending.receipt.notification.ref, sending.receipt.ref)
    trail.record_read(Act.RECEIPT_READ, by=client, about=about, force=client.force_code)
    return jsonify(told)


@bp.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    """What the API takes and gives; it tells nothing of any death."""
    return jsonify(document(current_app.config["SERVICE_URL"], current_app.config["SERVICE_NAME"]))


@bp.errorhandler(Malformed)
def _malformed(error: Malformed) -> Response:
    return problem(400, str(error), kind="malformed")


@bp.errorhandler(KeyReused)
def _key_reused(error: KeyReused) -> Response:
    return problem(422, error.message, kind="key-reused")


@bp.errorhandler(Unsound)
def _unsound(error: Unsound) -> Response:
    detail = "This notification cannot be sent yet. Each entry of “errors” says what to do."
    return problem(422, detail, kind="invalid-notification", faults=error.faults)


def _key() -> str:
    """The Idempotency-Key, also where it is quoted as a structured header is."""
    given = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY_PATTERN, given):
        raise Malformed(
            "Send a header “Idempotency-Key” of 8 to 100 letters, digits and . _ : - such as a "
            "UUID: a new one for each notification, the same one to repeat a request."
        )
    return given.strip('"')


def _notice() -> Notice:
    packed = request.headers.get("Content-Encoding", "identity") != "identity"
    if packed or request.mimetype != "application/json":
        abort(415)
    return notice_in(read_json(request.get_data(cache=False)), today=london_date(now()))


def _told(sending: ApiSending) -> dict[str, object]:
    """A receipt as a program is told of it; nothing of what was answered."""
    receipt = sending.receipt
    notification = receipt.notification
    page = url_for("notifications.receipt", ref=notification.ref, receipt_ref=receipt.ref)
    return {
        "notification": notification.ref,
        "receipt": receipt.ref,
        "force": notification.force.code,
        "sent_at": receipt.sent_at.isoformat(),
        "possible_duplicates": sending.possible_duplicates,
        "what_comes_next": _NEXT_RESTRICTED if notification.restricted else _NEXT,
        "link": f"{current_app.config['SERVICE_URL']}{page}",
    }
