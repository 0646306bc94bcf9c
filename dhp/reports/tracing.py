"""From a figure to where it comes from: the address that asks its measure the same again."""

from urllib.parse import urlencode

from dhp.reports.blocks import Laid
from dhp.statistics.measured import Measured
from dhp.statistics.measures import MEASURES

EXPLORE = "/explore"


def address_of(asked: Measured) -> str:
    """The address at which the service answers what was asked."""
    pairs = [("measure", asked.measure)]
    if asked.by:
        pairs.append(("by", ",".join(asked.by)))
    pairs += [("where", f"{name}={key}") for name, key in asked.where]
    days = (
        ("from", asked.start),
        ("to", asked.end),
        ("as_at", asked.as_at),
        ("before", asked.before),
    )
    pairs += [(name, when.isoformat()) for name, when in days if when]
    return f"{EXPLORE}?{urlencode(pairs)}"


def trace(table: Laid, row: str, column: str) -> str | None:
    """The address behind one cell of `table`; None for words, gaps and figures of no measure."""
    if table.cell(row, column).value is None:
        return None
    asked = table.traced(row, column)
    if asked and len(asked.by) < MEASURES[asked.measure].least:  # shares are of all rows together
        asked = {one.key: one for one in table.columns}[column].asked or table.asked
    return address_of(asked) if asked else None
