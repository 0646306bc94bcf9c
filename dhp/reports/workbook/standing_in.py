"""Words without a Latin letter or a digit: the writer of workbooks refuses them as signs alone.

Names in other scripts are no signs, so a stand-in is written for each such cell, and the words
take its place when the file is made.
"""

import re
from xml.sax.saxutils import escape

_LATIN = re.compile("[a-zA-Z0-9]")


class StandIns:
    """The stand-ins of one workbook; `seed` is what nobody can have typed into it."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._words: dict[str, str] = {}

    def cell(self, value: str | int | float) -> str | int | float:
        """`value` as it can be written: itself, or its stand-in."""
        if not isinstance(value, str) or _LATIN.search(value):
            return value
        token = f"in{self._seed}x{len(self._words)}x"
        self._words[token] = value
        return token

    def back(self, part: str) -> str:
        """A part of the file with the words in the places of their stand-ins."""
        for token, words in self._words.items():
            part = part.replace(f"<t>{token}</t>", f'<t xml:space="preserve">{escape(words)}</t>')
        return part
