"""How far the rows of a growing table are merged: alike in every issue, so that none undoes another."""

from collections.abc import Sequence

from dhp.statistics.disclosure.coarser import coarser, levels
from dhp.statistics.disclosure.grids import Issued, Place, counts_of
from dhp.statistics.disclosure.policy import Policy
from dhp.statistics.tables import Table


def level_of(table: Table, policy: Policy, past: Sequence[Issued | None]) -> int:
    """How far to merge the rows of `table`: as far as before, and further while there are small
    counts. A series of which something was hidden stays as it is, since merging would tell it.
    """
    issued = [one for one in past if one is not None]
    level = max((one.level for one in issued), default=0)
    if any(one.hidden for one in issued):
        return level
    while level < levels(table) and _has_holes(table, policy, level, issued):
        level += 1
    return level


def raised(issued: Issued | None, table: Table, level: int) -> Issued:
    """What was issued, with its rows merged as those of `table` are at `level`.

    A merged count of which a part was hidden counts as hidden. Nothing was issued where None.
    """
    if issued is None or issued.level == level:
        return issued or Issued({}, frozenset(), level)
    into = {
        row.key if not issued.level else row.wider[issued.level - 1]: row.wider[level - 1]
        for row in table.rows
        if len(row.wider) >= level
    }
    counts: dict[Place, int] = {}
    for (row, column), count in issued.counts.items():
        place = into.get(row, row), column
        counts[place] = counts.get(place, 0) + count
    hidden = frozenset((into.get(row, row), column) for row, column in issued.hidden)
    return Issued(counts, hidden, level)


def _has_holes(table: Table, policy: Policy, level: int, issued: Sequence[Issued]) -> bool:
    """Whether a count at `level` is too small, or changed by too little since an earlier issue."""
    merged = coarser(table, level)
    limits = policy.limits(merged)
    past = [raised(one, table, level).counts for one in issued]
    for place, count in counts_of(merged).items():
        limit = limits.of(place)
        changes = [abs(count - then[place]) for then in past if place in then]
        if any(0 < number < limit for number in (count, *changes)):
            return True
    return False
