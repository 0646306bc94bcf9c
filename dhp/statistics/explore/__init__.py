"""Exploring the figures: the unit crosses what it likes, readers open what was issued."""

from dhp.statistics.explore import file_views, issued_views
from dhp.statistics.explore.files import FileForm, add_file_form
from dhp.statistics.explore.sources import Source, set_sources
from dhp.statistics.explore.views import bp

# The modules' routes hang on `bp`.
__all__ = [
    "FileForm",
    "Source",
    "add_file_form",
    "bp",
    "file_views",
    "issued_views",
    "set_sources",
]
