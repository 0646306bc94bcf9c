"""Hiding until no attacker, outside or inside, can tell what must not be told; then as little as will do."""

from collections.abc import Sequence

from dhp.statistics.disclosure.attack import Attack, Interval, path
from dhp.statistics.disclosure.audit import survey
from dhp.statistics.disclosure.system import System


class Defence:
    """What is hidden of `system`, against an outsider and whoever else is expected.

    `primary` are the quantities to protect, `kept` others that stay hidden, `limits` and `costs`
    the least interval and the price of hiding for every quantity. The outsider's attack is the
    first of `attacks`; all of them see the same published numbers.
    """

    def __init__(
        self,
        system: System,
        primary: Sequence[int],
        kept: frozenset[int],
        limits: Sequence[int],
        costs: Sequence[float],
    ) -> None:
        self.primary, self.limits, self.costs = primary, limits, costs
        self.first = frozenset(primary) | kept
        self.attacks = [Attack(system, self.first)]

    def expect(self, *insiders: frozenset[int]) -> None:
        """Expect attackers who know these quantities too, before anything is covered."""
        first = self.attacks[0]
        self.attacks += [
            Attack(first.system, self.first, known, first.witnesses) for known in insiders
        ]

    def cover(self) -> None:
        """Hide more until every primary quantity is safe, the cheapest way for each in turn.

        Raises ValueError where there is no way.
        """
        for attack in self.attacks:
            survey(attack, self.primary)
            for quantity in self.primary:
                if not self._is_safe(attack, quantity):
                    self._cover(attack, quantity)

    def prune(self) -> None:
        """Show again, the dearest first, whatever no primary quantity needs."""
        extra = self.attacks[0].hidden - self.first
        for quantity in sorted(extra, key=lambda n: -self.costs[n]):
            shown = [attack.without(quantity) for attack in self.attacks]
            if all(self._is_safe(attack, n) for attack in shown for n in self.primary):
                self.attacks = shown

    def _cover(self, attack: Attack, quantity: int) -> None:
        value, limit = attack.system.values[quantity], self.limits[quantity]
        least = max(0.0, value - 1)
        for change in (least + limit - value, least - value):
            more = path(attack, quantity, change, self.costs) if change else frozenset()
            if more is None:
                raise ValueError("The tables are too small to be protected: make them coarser.")
            for every in self.attacks:
                every.hide(more)

    def _is_safe(self, attack: Attack, quantity: int) -> bool:
        if quantity in attack.known:
            return True
        value, limit = attack.system.values[quantity], self.limits[quantity]
        if safe(value, attack.seen(quantity), limit):
            return True
        allowed = safe(value, attack.allowed(quantity), limit)
        return allowed and safe(value, attack.interval(quantity), limit)


def safe(value: float, interval: Interval, threshold: int) -> bool:
    """Whether an interval is wide enough about the count that it hides."""
    low, high = interval
    about = low < value < high or (value == 0 and high > 0)
    return about and high >= threshold and high - low >= threshold
