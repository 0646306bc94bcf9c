"""Words as a cell holds them: nothing in them is a link, a reference or a formula."""

from dhp.charts.fonts import drawable

LONGEST = 32_000  # letters; a cell takes 32,767
_CUT = " [the rest stands in the other forms of this report]"
_JOINER = "\N{WORD JOINER}"  # seen by nobody


def plain(text: str) -> str:
    """`text` with what the writer of the file would take for a link or for a note held apart."""
    words = drawable(text)
    if len(words) > LONGEST:
        words = words[:LONGEST] + _CUT
    return words.replace("](", f"]{_JOINER}(").replace("$$", f"${_JOINER}$")


def number_shown(shown: str) -> int | float | None:
    """The number that a reader of `shown` sees, and no more of it; None where it is words."""
    digits = shown.replace(",", "")
    unsigned = digits.removeprefix("-")
    if not (unsigned.isascii() and unsigned.replace(".", "", 1).isdecimal()):
        return None
    return float(digits) if "." in digits else int(digits)
