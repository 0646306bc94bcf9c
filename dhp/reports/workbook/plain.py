"""Words and numbers as a cell holds them."""

from dhp.charts.fonts import drawable

LONGEST = 32_000  # letters; a cell takes 32,767
_CUT = " [the rest stands in the other forms of this report]"


def plain(text: str) -> str:
    """`text` as a cell holds it: what no file may hold is left out, and no more than a cell takes."""
    words = drawable(text)
    if len(words) > LONGEST:
        words = words[:LONGEST] + _CUT
    return words


def number_shown(shown: str) -> int | float | None:
    """The number that a reader of `shown` sees, and no more of it; None where it is words."""
    digits = shown.replace(",", "")
    unsigned = digits.removeprefix("-")
    if not (unsigned.isascii() and unsigned.replace(".", "", 1).isdecimal()):
        return None
    return float(digits) if "." in digits else int(digits)
