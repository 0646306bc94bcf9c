"""The library of reports: finding one, what changed since the last, its summary, and one page for leaders."""

from dhp.reports.library import leadership_views, views
from dhp.reports.library.one_table import WORKBOOK
from dhp.reports.library.queries import sources

# The modules' routes hang on the blueprint of reports.
__all__ = ["WORKBOOK", "leadership_views", "sources", "views"]
