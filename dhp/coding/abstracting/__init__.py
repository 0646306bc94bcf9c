"""Answering again: a drawn share of deaths whose core answers a second person gives from the texts."""

from dhp.coding.abstracting import sample_views
from dhp.coding.abstracting.views import bp

__all__ = ["bp", "sample_views"]  # whose routes hang on the blueprint
