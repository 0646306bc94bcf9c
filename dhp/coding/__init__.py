"""What narratives say: the codebook, the coders' marks, and how far coders agree."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.coding import adjudication_views, agreement_views, mark_views, oversight_views
from dhp.coding.coding_views import bp
from dhp.coding.desk import shown
from dhp.web.templating import add_navigation

# Their routes hang on `bp`.
__all__ = ["adjudication_views", "agreement_views", "init_app", "mark_views", "oversight_views"]


def init_app(app: Flask) -> None:
    """Add the pages of coding."""
    app.register_blueprint(bp)
    app.jinja_env.filters["as_stored"] = shown
    add_navigation(app, "coding.index", "Coding", Permission.CODE_THEMES)
