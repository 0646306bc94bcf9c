"""What a comment must not say: words that judge, and numbers that its tables do not show."""

import re
import unicodedata
from collections.abc import Iterable

from dhp.errors import DomainError
from dhp.reports.document import Document, Edition
from dhp.statistics.tables import ClearedTable

# Each with what to write instead.
_JUDGING = {
    r"only": "Leave it out: the number speaks for itself.",
    r"spik(?:e|es|ed|ing)": "Say what the numbers were, and what the table calls the change.",
    r"records?": "Say since when the number was not higher or lower, or leave it out.",
    r"surg(?:e|es|ed|ing)": "Say what the numbers were, and what the table calls the change.",
}
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_MORE = "sixteen seventeen eighteen nineteen twenty"
_WORDS = {word: str(number) for number, word in enumerate(f"{_UNITS} {_MORE}".split(), start=1)}
_WORDS |= {"dozen": "12", "single": "1", "couple": "2", "pair": "2"}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WRITTEN = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:-\d\d)?\b")


def check_words(text: str) -> None:
    """Raise `DomainError`, beside the text, for a word that no report uses."""
    for pattern, instead in _JUDGING.items():
        found = re.search(rf"\b{pattern}\b", text, re.IGNORECASE)
        if found:
            raise DomainError(f"Do not write “{found[0]}”. {instead}", "text")


def check_numbers(text: str, document: Document) -> None:
    """Raise `DomainError` for a number that no cleared table of a shareable `document` shows.

    Numbers in words count as well, whatever script they are in; the years of the report may be told.
    """
    for written in numbers_not_shown(text, document):
        raise DomainError(
            f"“{written}” is a number that stands in no table of this edition, so it may tell what "
            "is withheld. Leave it out, or give a number that a table shows.",
            "text",
        )


def numbers_not_shown(text: str, document: Document) -> list[str]:
    """The numbers in `text` that a shareable `document` shows in no table; any may be in another."""
    if document.edition is not Edition.SHAREABLE:
        return []
    shown = _shown(document)
    return [written for written, number in _numbers(text, document) if number not in shown]


def _shown(document: Document) -> set[str]:
    """The numbers in the cells of the cleared tables, without separators."""
    tables = [block for block in document.blocks if isinstance(block, ClearedTable)]
    cells = (cell.shown for table in tables for row in table.rows for cell in row.cells.values())
    return {found for shown in cells for found in _plain(shown)}


def _numbers(text: str, document: Document) -> Iterable[tuple[str, str]]:
    """Each number in a text: as it is written, and in plain digits."""
    plain = _digits(unicodedata.normalize("NFKC", text))
    years = {str(document.period.start.year), str(document.period.end.year)}
    rest = _YEARS.sub(lambda found: " " if found[0][:4] in years else found[0], plain)
    for found in _NUMBER.findall(rest):
        yield found, found.replace(",", "")
    for found in _WRITTEN.findall(plain):
        yield found, _WORDS[found.lower()]


def _plain(shown: str) -> list[str]:
    return [found.replace(",", "") for found in _NUMBER.findall(shown)]


def _digits(text: str) -> str:
    """`text` with the digits of every script as ours."""
    return "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in text)
