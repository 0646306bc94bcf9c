"""Whether this process lives and whether it can serve: for what starts and routes, without sign-in."""

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from dhp.extensions import db
from dhp.operations.checking.database import newest_schema, present_schema
from dhp.web.access import public

bp = Blueprint("health", __name__, url_prefix="/health")


@bp.get("/live")
@public
def live() -> ResponseReturnValue:
    """This process answers. Asks nothing of the database: its fault is cured by no restart."""
    return Response("live\n", mimetype="text/plain")


@bp.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """The database answers and has the schema that this release needs."""
    try:
        if present_schema(db.session.connection()) >= newest_schema():
            return Response("ready\n", mimetype="text/plain")
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        current_app.logger.warning("not ready, %s", kind)
    return Response("not ready\n", 503, mimetype="text/plain")
