"""What narratives say: the codebook, the coders' marks, and how far coders agree."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.coding import codebook_editing_views, codebook_version_views
from dhp.coding.codebook_loading import load_codebook
from dhp.coding.codebook_views import bp as codebook_bp
from dhp.coding.codebook_wording import types_in_words
from dhp.web.templating import add_navigation

# The modules' routes hang on `codebook_bp`.
__all__ = ["codebook_editing_views", "codebook_version_views", "init_app", "load_codebook"]


def init_app(app: Flask) -> None:
    """Add the pages of the codebook."""
    app.register_blueprint(codebook_bp)
    app.jinja_env.filters["types_of_death"] = types_in_words
    # Whoever reads a report may read what its codes mean; coders read reports too.
    add_navigation(app, "codebook.index", "Codebook", Permission.READ_ISSUED_REPORTS)
