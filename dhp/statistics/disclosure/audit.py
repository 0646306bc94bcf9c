"""The interval of every hidden quantity, found with few questions to the solver.

A possible truth shows how far a quantity reaches at least, and the sums how far at most: where the
two meet, nothing is left to ask. One question that pulls at many quantities at once brings many of
them to their ends together; what is left is asked one by one. The answers are those of asking all.
"""

from collections.abc import Iterable

from dhp.statistics.disclosure.attack import Attack, Interval

WORTH = 4  # ends that one question for many must settle, or the next are asked one by one


def intervals(attack: Attack) -> dict[int, Interval]:
    """The least and the greatest of each hidden quantity of `attack`, as `Attack.interval` has it."""
    survey(attack, attack.hidden)
    return {n: attack.interval(n) for n in sorted(attack.hidden)}


def survey(attack: Attack, quantities: Iterable[int]) -> None:
    """Settle as many ends of hidden `quantities` as questions for many of them at once can."""
    asked = sorted(attack.hidden.intersection(quantities))
    for least in (True, False):
        left = [n for n in asked if not attack.is_settled(n, least=least)]
        while len(left) >= WORTH:
            attack.pull(left, least=least)
            rest = [n for n in left if not attack.is_settled(n, least=least)]
            if len(left) - len(rest) < WORTH:
                break
            left = rest
