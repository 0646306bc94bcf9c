"""What others had published, and how a list stood, at an instant."""

from datetime import timedelta

from dhp.evidence.for_reports import reconciled_at, series_at
from tests.evidence.conftest import NOW


def test_a_list_is_told_in_counts_and_only_once_it_was_opened(opened):
    (told,) = reconciled_at(NOW + timedelta(hours=1))

    assert (told.entries, told.matched, told.theirs_only, told.open) == (3, 0, 0, 3)
    assert told.capture.our_rate is None
    assert reconciled_at(NOW - timedelta(hours=1)) == []


def test_a_series_is_told_once_it_was_kept(series):
    assert [one.code for one, _points in series_at(NOW + timedelta(hours=1))] == [series.code]
    assert series_at(NOW - timedelta(hours=1)) == []
