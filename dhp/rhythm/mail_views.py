"""The page of the mail: what waits, what went, and what a lead has to decide."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.mail.models import Status
from dhp.mail.queries import TROUBLED, UNDER_WAY, counts, message_with, messages
from dhp.rhythm import mailing
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("mail", __name__, url_prefix="/mail")

_MOST = 50  # messages in one list


@bp.get("")
@requires(Permission.SEND_MAIL_AGAIN)
def index() -> ResponseReturnValue:
    """Messages by where they stand, those in trouble first."""
    return render_template(
        "rhythm/mail.html",
        server=current_app.config["SMTP_HOST"],
        demonstration=current_app.config["DEMONSTRATION"],
        counts=counts(),
        statuses=Status,
        troubled={status: messages([status], _MOST) for status in TROUBLED},
        waiting=messages(UNDER_WAY, _MOST),
        done=messages([Status.SENT, Status.LEFT], _MOST),
        most=_MOST,
    )


@bp.post("/<ref>/again")
@requires(Permission.SEND_MAIL_AGAIN)
@writes
def again(ref: str) -> ResponseReturnValue:
    """Put a message in trouble into the queue."""
    mailing.send_again(message_with(ref), by=current_user)
    return say_done("The message waits to be sent again.", ".index")


@bp.post("/<ref>/leave")
@requires(Permission.SEND_MAIL_AGAIN)
@writes
def leave(ref: str) -> ResponseReturnValue:
    """Leave a message in trouble unsent."""
    mailing.leave(message_with(ref), by=current_user)
    return say_done("The message is left as it is.", ".index")
