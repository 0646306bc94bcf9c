"""The headings of a report with their numbers, the same on the page and on paper."""

from dataclasses import dataclass

from dhp.reports.blocks import Heading
from dhp.reports.document import Document


@dataclass(frozen=True)
class Entry:
    """A heading: the index of its block, its level, its number such as `2.1`, and its words."""

    block: int
    level: int
    number: str
    words: str
    anchor: str  # what a link to it leads to

    @property
    def title(self) -> str:
        """Its number and its words."""
        return f"{self.number} {self.words}"


def outline(document: Document) -> tuple[Entry, ...]:
    """Every heading of `document` in order."""
    entries: list[Entry] = []
    section = part = 0
    for at, block in enumerate(document.blocks):
        if not isinstance(block, Heading):
            continue
        section, part = (section + 1, 0) if block.level == 2 else (section, part + 1)
        number = f"{section}." if block.level == 2 else f"{section}.{part}"
        anchor = f"section-{block.key}" if block.level == 2 else f"heading-{at}"
        entries.append(Entry(at, block.level, number, block.text, anchor))
    return tuple(entries)
