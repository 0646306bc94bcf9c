"""The kinds of nothing can be told apart by mark and by word."""

from dhp.absence import Absence


def test_no_two_kinds_of_nothing_look_alike():
    assert len({kind.mark for kind in Absence}) == len(Absence)
    assert len({kind.words for kind in Absence}) == len(Absence)


def test_only_a_confirmed_none_is_shown_as_a_nought():
    assert [kind for kind in Absence if kind.mark == "0"] == [Absence.CONFIRMED_NONE]
