"""What the service says of itself to anybody: how far everybody can use it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from dhp.home.views import bp
from dhp.web.access import public


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement, which the law asks of every public body's service."""
    return render_template("home/accessibility.html")
