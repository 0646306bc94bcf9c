"""A year that is over, as one force counts it: its figures, its signature, and what it disputes."""

from dhp.statistics.years import unit_views
from dhp.statistics.years.views import bp

__all__ = ["bp", "unit_views"]  # whose routes hang on the blueprint
