from collections import Counter

from dhp.exchange.outcome import Outcome
from dhp.exchange.schemes import SCHEMES
from dhp.exchange.telling import told


def lines(**found):
    counts = {"unmapped": Counter(), "not_carried": Counter()} | found
    return list(told(Outcome(SCHEMES["dhrd"], [("victims.csv", 2)], [], **counts)))


def test_what_has_no_place_is_told_with_its_counts_the_most_frequent_first():
    said = lines(unmapped=Counter({("csp", "Ambridge"): 1, ("separation", "True"): 1_204}))

    start = next(n for n, line in enumerate(said) if "no option" in line)
    assert said[start + 1 : start + 3] == ["  separation “True”: 1,204", "  csp “Ambridge”: 1"]


def test_contradictions_are_told_apart_from_what_has_no_place():
    said = lines(differing=Counter({("parricide", "True, and the suspect is: Step-child"): 2}))

    start = next(n for n, line in enumerate(said) if "contradict" in line)
    assert said[start + 1] == "  parricide “True, and the suspect is: Step-child”: 2"
    assert not any("no option" in line for line in said)


def test_columns_that_nothing_knows_are_named_in_one_line():
    said = lines(not_carried=Counter({"shoe_size": 6}))

    assert any("shoe_size 6." in line for line in said)


def test_nothing_is_told_of_what_was_not_found():
    assert not [line for line in lines() if "left out" in line or "contradict" in line]
