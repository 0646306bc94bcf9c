"""The record in charts, for those who keep it: what came, what happened, where, how late, and with what."""

from dhp.statistics.analysis.views import bp

__all__ = ["bp"]
