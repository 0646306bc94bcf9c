"""Releases: cleared tables that were signed off by a second person, and the ledger of all of them."""

from dhp.statistics.releases.views import bp

__all__ = ["bp"]
