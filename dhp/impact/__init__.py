"""What a change of the dictionary, of a definition or of the codebook would touch, before it is made."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.cases.judging.beside import BESIDE_DEFINITION
from dhp.coding.codebook.beside import BESIDE_PUBLISHING
from dhp.impact import views
from dhp.impact.codebook import beside_publishing
from dhp.impact.definition import beside_definition
from dhp.web.navigation import Area, add_navigation


def init_app(app: Flask) -> None:
    """Add the pages, and what other rooms show of them."""
    app.register_blueprint(views.bp)
    BESIDE_DEFINITION.add(app, beside_definition)
    BESIDE_PUBLISHING.add(app, beside_publishing)
    add_navigation(
        app, Area.SERVICE, "impact.index", "What a change touches", Permission.REPLAY_DEFINITIONS
    )
