"""The record of what people were refused: who asks again and again for a hidden thing is seen."""

from flask import Flask, Response, current_app, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from dhp.audit import trail
from dhp.audit.account_acts import AccountAct
from dhp.extensions import db
from dhp.references import is_reference, plain_reference

_REFUSED = frozenset({403, 404})


def init_app(app: Flask) -> None:
    """Note each refusal after its page is drawn. It tells nothing, so it is given either way."""
    app.after_request(_note)


def _note(response: Response) -> Response:
    # What has no address here, such as a mistyped path, tells of nobody's curiosity.
    if response.status_code not in _REFUSED or request.endpoint in (None, "static"):
        return response
    try:
        if not current_user.is_authenticated:
            return response
        db.session.rollback()  # the refusal is drawn; nothing that was tried may be kept
        trail.record_read(
            AccountAct.ACCESS_REFUSED,
            by=current_user,
            about=_asked_for(),
            result=trail.DENIED,
            status=response.status_code,
            route=request.endpoint,
        )
    except SQLAlchemyError as error:
        db.session.rollback()
        current_app.logger.error("A refusal was not noted: %s.", type(error).__name__)
    return response


def _asked_for() -> list[str]:
    values = (request.view_args or {}).values()
    return [plain_reference(str(value)) for value in values if is_reference(str(value))]
