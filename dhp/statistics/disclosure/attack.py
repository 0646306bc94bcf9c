"""What an attacker who has everything published can work out about what is hidden.

The attacker knows every published number, every sum, that counts are whole and not negative, and
nothing else. Each answer is a linear program over the hidden quantities (Fischetti and Salazar
2001), solved by HiGHS.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dhp.statistics.disclosure.outer import outer_bounds
from dhp.statistics.disclosure.system import System

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 1e-6  # what the solver leaves of a whole number
Interval = tuple[int, float]


class Witnesses:
    """Possible truths that attackers of one system came upon: each shows for all quantities at once
    how far they may lie from what they are, so that most questions need no new solution. One that
    moves only what an attacker does not see serves that attacker too, whoever found it.
    """

    def __init__(self, system: System) -> None:
        self.values = system.values
        self.found: list[NDArray[Any]] = [system.values]

    def add(self, truth: "NDArray[Any]") -> None:
        """Keep one more."""
        self.found.append(truth)

    def reach(self, hidden: frozenset[int], since: int) -> "tuple[NDArray[Any], NDArray[Any]]":
        """The least and the greatest of every quantity in whatever was found from number `since` on
        and moves nothing but what is `hidden`.
        """
        import numpy as np

        found = np.array([self.values, *self.found[since:]])
        seen = np.ones(len(self.values), dtype=bool)
        seen[list(hidden)] = False
        possible = found[(np.abs(found - self.values) < NEAR)[:, seen].all(axis=1)]
        return possible.min(axis=0), possible.max(axis=0)


class Attack:
    """An attack on `system` with the quantities `hidden` unknown, save to whoever has them: `known`
    are those that an insider, such as a force that counted its own deaths, knows all the same.
    Attacks on one system share their `witnesses`.
    """

    def __init__(
        self,
        system: System,
        hidden: Iterable[int],
        known: frozenset[int] = frozenset(),
        witnesses: Witnesses | None = None,
    ) -> None:
        self.system = system
        self.known = known
        self.hidden = frozenset(hidden) - known
        self.witnesses = witnesses or Witnesses(system)
        self._low, self._high = system.values, system.values
        self._asked = 0
        self._outer: tuple[frozenset[int], NDArray[Any], NDArray[Any]] | None = None

    def hide(self, more: Iterable[int]) -> None:
        """Hide more: every witness stays possible."""
        self.hidden |= frozenset(more) - self.known

    def without(self, quantity: int) -> "Attack":
        """The attack where `quantity` is published again: witnesses that deny it count no more."""
        return Attack(self.system, self.hidden - {quantity}, self.known, self.witnesses)

    def seen(self, quantity: int) -> Interval:
        """What the witnesses found so far allow: never wider than `interval`."""
        import numpy as np

        if self._asked < len(self.witnesses.found):
            low, high = self.witnesses.reach(self.hidden, self._asked)
            self._low, self._high = np.minimum(self._low, low), np.maximum(self._high, high)
            self._asked = len(self.witnesses.found)
        return _whole(self._low[quantity], self._high[quantity])

    def allowed(self, quantity: int) -> Interval:
        """What the sums alone allow: never narrower than `interval`."""
        if self._outer is None or self._outer[0] != self.hidden:
            self._outer = self.hidden, *outer_bounds(self.system, self.hidden)
        _hidden, low, high = self._outer
        return _whole(low[quantity], high[quantity])

    def is_settled(self, quantity: int, *, least: bool) -> bool:
        """Whether one end of `interval` is known without the solver."""
        end = 0 if least else 1
        return self.seen(quantity)[end] == self.allowed(quantity)[end]

    def interval(self, quantity: int, *, whole: bool = False) -> Interval:
        """The least and the greatest that `quantity` can be; infinite where nothing bounds it.

        `whole` insists on whole numbers everywhere, which matters where tables are linked in more
        than two ways, and takes longer.
        """
        low, high = (self._end(quantity, least=least, whole=whole) for least in (True, False))
        return int(low), high

    def pull(self, quantities: Iterable[int], *, least: bool) -> None:
        """Look for one truth in which many of `quantities` are as small, or as great, as they can
        be. Where nothing bounds them none is found.
        """
        aims = {}
        for n in quantities:
            _low, high = self.allowed(n)
            aims[n] = 1.0 if math.isinf(high) else 1 / (high or 1)
        self._solve(aims, least=least, whole=False)

    def _end(self, quantity: int, *, least: bool, whole: bool) -> float:
        """One end of the interval."""
        if quantity not in self.hidden:
            return float(self.system.values[quantity])
        if not whole and self.is_settled(quantity, least=least):
            return self.seen(quantity)[0 if least else 1]
        found = self._solve({quantity: 1.0}, least=least, whole=whole)
        if found is None:  # the truth is always possible, so that nothing bounds the aim
            return 0.0 if least else math.inf
        return _whole(found[quantity], found[quantity])[0 if least else 1]

    def _solve(
        self, aims: Mapping[int, float], *, least: bool, whole: bool
    ) -> "NDArray[Any] | None":
        """The truth with the least or the greatest sum of `aims`, each quantity with its weight."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        unknown = np.array(sorted(self.hidden))
        aim = np.zeros(len(self.system.values))
        aim[list(aims)] = list(aims.values())
        sums = self.system.columns[:, unknown]
        right = sums @ self.system.values[unknown]
        found = milp(
            aim[unknown] if least else -aim[unknown],
            constraints=LinearConstraint(sums, right, right),
            bounds=Bounds(0, np.inf),
            integrality=np.full(len(unknown), int(whole)),
        )
        if found.x is None:
            return None
        truth = self.system.values.copy()
        truth[unknown] = found.x
        if not whole:
            self.witnesses.add(truth)
        return truth


def path(
    attack: Attack, quantity: int, change: float, costs: Sequence[float]
) -> frozenset[int] | None:
    """What else to hide, at least cost, so that `quantity` could be `change` more (or less).

    The cheapest way to make up for the change among all quantities: those hidden already cost
    nothing, those that the attacker knows cannot make up for anything. None where there is no way.
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    system = attack.system
    size = len(system.values)
    price = np.array([0.0 if n in attack.hidden else costs[n] for n in range(size)])
    up: list[tuple[float, float | None]] = [(0, None)] * size
    down: list[tuple[float, float | None]] = [(0, value) for value in system.values]
    for n in attack.known:
        up[n] = down[n] = (0, 0)
    if change > 0:
        up[quantity], down[quantity] = (change, change), (0, 0)
    else:
        up[quantity], down[quantity] = (0, 0), (-change, -change)

    found = linprog(
        np.concatenate([price, price]),
        A_eq=hstack([system.sums, -system.sums]),
        b_eq=np.zeros(system.sums.shape[0]),
        bounds=[*up, *down],
        method="highs",
    )
    if found.x is None:
        return None
    moved = found.x[:size] - found.x[size:]
    attack.witnesses.add(system.values + moved)
    return frozenset(int(n) for n in np.flatnonzero(np.abs(moved) > NEAR)) - attack.hidden


def _whole(low: float, high: float) -> Interval:
    """The whole numbers from `low` to `high`."""
    return math.ceil(low - NEAR), high if math.isinf(high) else math.floor(high + NEAR)
