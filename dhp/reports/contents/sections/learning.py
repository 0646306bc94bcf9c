"""What is said of themes and of recommendations: the chapter theme by theme, and what is overdue."""

from collections.abc import Iterator

from dhp.reports.blocks import Block, Heading
from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Part, Sentence
from dhp.reports.contents.words import counted

LETTERS = ("", "a", "b")


def chapter(number: str, most: int) -> Part:
    """For each theme its heading, its card and its tables."""

    def laid(told: Told) -> Iterator[Block]:
        for place in range(1, most + 1):
            card = f"{number}.{place}"
            if card in told:
                yield Heading(3, told[card].title.partition(" ")[2])
                yield from told.those(*(f"{card}{letter}" for letter in LETTERS))

    return laid


def overdue(key: str) -> Sentence:
    """How many recommendations have somebody overdue."""

    def said(told: Told) -> str:
        rows = told[key].rows
        if not rows:
            return "No recommendation has been issued yet."
        late = [row for row in rows if row.cells["overdue"].value]
        if not late:
            return "No recommendation is overdue for anybody it is addressed to."
        words = []
        for row in late:
            count = counted(row.cells["overdue"], "addressee", "addressees")
            words.append(f"{row.label} ({count})")
        return f"Overdue: {'; '.join(words)}."

    return said


def themes_told(number: str) -> Sentence:
    """Which themes the chapter tells of, by name."""

    def said(told: Told) -> str:
        titles = [table.title for table in told.under(number) if table.row_head == "Theme"]
        if not titles:
            return "No theme can be told of yet: too little is coded, or coders agree too little."
        return f"Themes found in the most coded cases: {'; '.join(titles)}."

    return said
