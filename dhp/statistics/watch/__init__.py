"""Watching: rules look at figures by themselves, and a person says what each signal means."""

from dhp.statistics.watch.duty import WATCH
from dhp.statistics.watch.for_reports import Logged, signals_of, signals_table
from dhp.statistics.watch.views import bp

__all__ = ["WATCH", "Logged", "bp", "signals_of", "signals_table"]
