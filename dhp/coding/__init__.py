"""What narratives say: the codebook, the coders' marks, and how far coders agree."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.cases.conflicts.actions import when_declared
from dhp.cases.links.beside import BESIDE_LINKS
from dhp.coding import agreement_views
from dhp.coding.abstracting import bp as abstracting_bp
from dhp.coding.codebook import editing_views, version_views
from dhp.coding.codebook.loading import load_codebook
from dhp.coding.codebook.views import bp as codebook_bp
from dhp.coding.codebook.wording import types_in_words
from dhp.coding.marks import mark_views, recoding_views
from dhp.coding.marks.desk import shown
from dhp.coding.marks.views import bp
from dhp.coding.passes import oversight_views
from dhp.coding.passes.actions import pass_on_all
from dhp.coding.settling import adjudication_views
from dhp.coding.settling.beside import coding_before
from dhp.web.navigation import Area, add_navigation

# The modules' routes hang on `bp` and on `codebook_bp`.
__all__ = [
    "adjudication_views",
    "agreement_views",
    "editing_views",
    "init_app",
    "load_codebook",
    "mark_views",
    "oversight_views",
    "recoding_views",
    "version_views",
]


def init_app(app: Flask) -> None:
    """Add the pages of coding and of the codebook."""
    when_declared(app, pass_on_all)
    BESIDE_LINKS.add(app, coding_before)
    app.register_blueprint(bp)
    app.register_blueprint(codebook_bp)
    app.register_blueprint(abstracting_bp)
    app.jinja_env.filters.update(types_of_death=types_in_words, as_stored=shown)
    add_navigation(app, Area.LEARNING, "coding.index", "Coding", Permission.CODE_THEMES)
    add_navigation(
        app, Area.LEARNING, "abstracting.index", "Answering again", Permission.CODE_THEMES
    )
    # Whoever reads a report may read what its codes mean; coders read reports too.
    add_navigation(app, Area.LEARNING, "codebook.index", "Codebook", Permission.READ_ISSUED_REPORTS)
