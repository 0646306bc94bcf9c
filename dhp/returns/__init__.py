"""What forces confirm for each period: these deaths, or none; and which forces have."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.returns.views import bp
from dhp.returns.wording import counted, deaths_words, due_words
from dhp.web.templating import add_navigation


def init_app(app: Flask) -> None:
    """Add the pages of returns."""
    app.register_blueprint(bp)
    app.jinja_env.filters.update(due=due_words, deaths=deaths_words, counted=counted)
    add_navigation(app, "returns.index", "Returns", Permission.CONFIRM_RETURNS)
