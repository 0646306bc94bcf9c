"""The record itself: incidents, deaths, people, what is known and how it is judged."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.cases import views
from dhp.cases.answers import views as answer_views
from dhp.cases.conflicts import views as conflict_views
from dhp.cases.contact import views as contact_views
from dhp.cases.editing import views as editing_views
from dhp.cases.emergency import views as emergency_views
from dhp.cases.erasing.views import bp as erasures_bp
from dhp.cases.forces import access_views
from dhp.cases.forces.handover_views import forces_bp
from dhp.cases.history import who
from dhp.cases.judging import views as definition_views
from dhp.cases.links import views as link_views
from dhp.cases.people import person_views
from dhp.cases.people import views as people_views
from dhp.cases.wording import died_words, force_words, london_day, scope_words
from dhp.definitions import DEFINITIONS
from dhp.web.navigation import Area, add_navigation

# Their routes hang on `views.bp`.
__all__ = [
    "access_views",
    "answer_views",
    "contact_views",
    "definition_views",
    "editing_views",
    "init_app",
    "link_views",
    "people_views",
    "person_views",
]


def init_app(app: Flask) -> None:
    """Add the pages of the record."""
    app.register_blueprint(views.bp)
    app.register_blueprint(forces_bp)
    app.register_blueprint(erasures_bp)
    app.register_blueprint(conflict_views.bp)
    emergency_views.init_app(app)
    add_navigation(app, Area.DEATHS, "cases.index", "Cases", Permission.OPEN_CASE_PAGES)
    add_navigation(app, Area.DEATHS, "handovers.index", "Hand-overs", Permission.FOLLOW_UP)
    add_navigation(app, Area.DEATHS, "erasures.index", "Erasures", Permission.ERASE_CASES)
    add_navigation(app, Area.DEATHS, "emergency.index", "Emergencies", Permission.SEE_EMERGENCIES)
    declare = Permission.DECLARE_CONFLICTS
    add_navigation(app, Area.DEATHS, "conflicts.index", "Conflicts of interest", declare)
    app.jinja_env.globals["definitions"] = DEFINITIONS
    app.jinja_env.filters.update(
        died=died_words, force=force_words, london_day=london_day, scope=scope_words, who=who
    )
