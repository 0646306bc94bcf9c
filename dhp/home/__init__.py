"""The first page of each role, and what rooms know of each other's things."""

from flask import Flask

from dhp.evidence import set_counter
from dhp.followup import BESIDE_DEATH, add_count
from dhp.home import statement_views, views
from dhp.home.codes import code_labels
from dhp.home.followup import counted_in
from dhp.home.learning import advice_of_theme
from dhp.home.practice import fitting_practice, helpful_practice, practice_of_theme
from dhp.home.reported import first_reported
from dhp.learning import BESIDE_RECOMMENDATION, name_codes
from dhp.questions.queries import open_by_case
from dhp.statistics import BESIDE_THEME
from dhp.statistics.quality.clock_days import add_step
from dhp.statistics.quality.clocks import Step
from dhp.statistics.yearly import deaths_by_year
from dhp.web.navigation import Area, add_navigation

# Its route hangs on `views.bp`.
__all__ = ["init_app", "statement_views"]


def init_app(app: Flask) -> None:
    """Add the first page, and let rooms show what others know."""
    app.register_blueprint(views.bp)
    add_navigation(app, Area.START, "home.index", "Start")
    BESIDE_DEATH.add(app, counted_in)
    BESIDE_DEATH.add(app, helpful_practice)
    BESIDE_RECOMMENDATION.add(app, fitting_practice)
    BESIDE_THEME.add(app, advice_of_theme)
    BESIDE_THEME.add(app, practice_of_theme)
    add_count(app, "Open questions", open_by_case)
    set_counter(app, deaths_by_year)
    name_codes(app, code_labels)
    add_step(app, Step.REPORTED, first_reported)
