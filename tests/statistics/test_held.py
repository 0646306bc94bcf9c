"""What was read is kept while one report is built, and no longer."""

import gc

import pytest

from dhp.statistics.held import held, kept, kept_each


def test_what_was_read_is_read_once_while_a_report_is_built_and_anew_after_it():
    reads = []

    def read():
        reads.append(1)
        return len(reads)

    with held():
        assert (kept("deaths", read), kept("deaths", read), kept("people", read)) == (1, 1, 2)
    assert (kept("deaths", read), kept("deaths", read)) == (3, 4)


def test_of_several_keys_only_those_not_yet_kept_are_read():
    asked = []

    def read(keys):
        asked.append(sorted(keys))
        return {key: key.upper() for key in keys}

    with held():
        first = kept_each("words", {"sex"}, "then", read)
        second = kept_each("words", {"sex", "age"}, "then", read)
        kept_each("words", {"sex"}, "now", read)

    assert first == {"sex": "SEX"}
    assert second == {"sex": "SEX", "age": "AGE"}
    assert asked == [["sex"], ["age"], ["sex"]]


def test_the_collector_of_rubbish_waits_and_goes_on_also_when_building_fails():
    with held():
        assert not gc.isenabled()
    assert gc.isenabled()

    with pytest.raises(ZeroDivisionError), held():
        kept("key", lambda: 1 / 0)
    assert gc.isenabled()
