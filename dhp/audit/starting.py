"""A look at the end of the trail when a process of the service starts: told in the log, never a stop."""

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from dhp.audit.chain import Finding
from dhp.audit.verifying import TAIL, verify_tail
from dhp.extensions import db, writing


def look_at_tail(app: Flask) -> Finding | None:
    """Verify the last events and log what was found; None where that is not possible.

    A command is not the service: it verifies when it is asked to.

    A trail that is broken must be seen at once, and does not stop the service: a death that cannot
    be notified is lost, and whoever tampered could switch the service off that way.
    """
    if click.get_current_context(silent=True) is not None:
        return None
    token = writing.set(False)
    try:
        with app.app_context():
            try:
                finding = verify_tail()
            finally:
                # The server forks its workers after this: they must not share a connection.
                db.session.remove()
                db.engine.dispose()
    except SQLAlchemyError as error:
        app.logger.warning("The trail was not looked at: %s.", type(error).__name__)
        return None
    finally:
        writing.reset(token)
    if finding.code:
        app.logger.critical("The end of the trail does not verify: %s", finding.message)
    else:
        app.logger.info("The last %s events of the trail were found sound.", TAIL)
    return finding
