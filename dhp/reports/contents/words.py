"""Parts of sentences from the cells of tables, so that no number is said that no table shows."""

from collections.abc import Sequence

from dhp.statistics.tables import Cell, Mark

WITHHELD = "a number that is withheld"
NOT_AVAILABLE = "not available"


def is_known(cell: Cell) -> bool:
    """Whether the cell holds a number that may be said."""
    return cell.value is not None


def counted(cell: Cell, one: str, many: str) -> str:
    """How many, such as “1 death” or “31 deaths”: `one` and `many` are the words after the number."""
    if not is_known(cell):
        return f"{WITHHELD} of {many}" if cell.mark is Mark.CONFIDENTIAL else f"{many} {cell.shown}"
    return f"{cell.shown} {one if cell.value == 1 else many}"


def deaths(cell: Cell) -> str:
    """How many deaths, such as “1 death”."""
    return counted(cell, "death", "deaths")


def were(cell: Cell) -> str:
    """“was” for one, and for a number that is withheld; “were” for any other."""
    return "was" if cell.value == 1 or not is_known(cell) else "were"


def share(part: Cell, whole: Cell, percent: Cell, what: str) -> str:
    """A share with both its numbers: “3 of 11 forces”, or “12 of 40 forces (30%)” where the base
    bears it; `what` is what both count.

    `percent` is the cell of the share, which a small base leaves without a number.
    """
    if not (is_known(part) and is_known(whole)):
        return f"{WITHHELD} of {what}"
    text = f"{part.shown} of {whole.shown} {what}"
    return f"{text} ({percent.shown})" if is_known(percent) else text


def change(cell: Cell) -> str:
    """A change as the cell tells it: “2 more”, “12% fewer”, “as many”; words where there is none."""
    if cell.value is None:
        return WITHHELD if cell.mark is Mark.CONFIDENTIAL else NOT_AVAILABLE
    if not cell.value:
        return "as many"
    return f"{cell.shown.lstrip('+-')} {'more' if cell.value > 0 else 'fewer'}"


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence one after the other: “a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
