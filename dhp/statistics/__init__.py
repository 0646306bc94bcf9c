"""Numbers and nothing else: each measure counts the record as at an instant and says what it counts.

Its pages are those on quality, for those who can mend the record, those on themes, those of
analysis, which draw the whole record, those that cross characteristics, those of signals, those of
releases, where a lead signs off what shareable figures hide, and those of years that forces sign.
"""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.statistics.analysis import bp as analysis
from dhp.statistics.explore import bp as explore
from dhp.statistics.quality import file_views as quality_file_views
from dhp.statistics.quality.clock_page import days, median_age
from dhp.statistics.quality.page import beside, valid_words
from dhp.statistics.quality.views import bp
from dhp.statistics.releases import bp as releases
from dhp.statistics.themes import file_views as theme_file_views
from dhp.statistics.themes.beside import BESIDE_THEME
from dhp.statistics.themes.views import bp as themes_bp
from dhp.statistics.watch import WATCH
from dhp.statistics.watch import bp as signals_bp
from dhp.statistics.years import bp as years_bp
from dhp.web.navigation import Area, add_navigation, place_pages

# The modules' routes hang on `bp` and on `themes_bp`.
__all__ = [
    "BESIDE_THEME",
    "init_app",
    "quality_file_views",
    "theme_file_views",
]


def init_app(app: Flask) -> None:
    """Add the pages of this storey, and what is watched by itself."""
    app.register_blueprint(bp)
    app.register_blueprint(themes_bp)
    app.register_blueprint(analysis)
    app.register_blueprint(releases)
    app.register_blueprint(explore)
    app.register_blueprint(signals_bp)
    app.register_blueprint(years_bp)
    add_duty(app, WATCH)
    app.jinja_env.filters.update(
        valid_words=valid_words, beside=beside, days=days, median_age=median_age
    )
    add_navigation(app, Area.FIGURES, "explore.index", "Explore", Permission.READ_ISSUED_REPORTS)
    add_navigation(app, Area.LEARNING, "themes.index", "Themes", Permission.READ_THEMES)
    add_navigation(app, Area.FIGURES, "signals.index", "Signals", Permission.READ_SIGNALS)
    add_navigation(app, Area.FIGURES, "analysis.index", "Charts", Permission.READ_ANALYSIS)
    add_navigation(app, Area.FIGURES, "releases.index", "Releases", Permission.SIGN_RELEASES)
    place_pages(app, "releases", "reports.index")  # for coders, who have come from there
    add_navigation(app, Area.RETURNS, "years.index", "Years", Permission.SIGN_YEARS)
    add_navigation(app, Area.RETURNS, "years.signed", "Years", Permission.READ_COVERAGE)
    add_navigation(app, Area.RETURNS, "quality.index", "Quality", Permission.READ_QUALITY)
