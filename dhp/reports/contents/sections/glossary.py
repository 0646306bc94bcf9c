"""The fixed words of the annual report: what it is about, its own caveats, its glossary, its index."""

from collections.abc import Iterator

from dhp.reports.blocks import Block, Bullets, Text
from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Part

PROBLEM = (
    "People die at the hands of partners and relatives, by suspected suicide after abuse, or in ways not "
    "explained. Forces notify each such death that they know of to the central unit in quick time. This "
    "report tells what is known of the deaths of one year, beside five years, and what should change."
)
ABOUT = (
    "Behind every figure is a person, and those who loved them. A death is in these figures where police "
    "link it to domestic abuse, whatever a court or a coroner later finds. The record holds what forces "
    "notified. What nobody notified is not in it, and in the first years of a collection fewer are."
)
SUICIDES = (
    "These deaths are suspected suicides of people with a history of being abused. Suspected: most have "
    "had no inquest. No single cause is claimed, and how many are known depends on how hard a force "
    "looks, so that a rise can be better recording. They are never added to homicides as if they were one."
)
CHILDREN = (
    "The deaths of children are few, so that each table tells of five years together. Children who "
    "were present, or who lost a parent, are told of as far as forces knew of them."
)
JUSTICE = (
    "Each row follows the suspects of one year's deaths. A trial takes years: what is open is shown, and "
    "a year that cannot have been followed for long enough has no figure."
)
FAMILIES = (
    "What a family wishes to be said stands above as a comment of the unit, in words that the family "
    "agreed to. No words are taken from a case. The table tells which support was offered, as far as "
    "it is known."
)
A_YEAR_AGO = "The next table shows where each recommendation stood a year ago."
SOURCES = (
    "Others count these deaths too: by other definitions, on other days, from other sources. Their "
    "figures and ours are not expected to agree. The tables show how far apart they are, and why."
)
_GLOSSARY = (
    ("As at", "the instant whose knowledge a figure shows"),
    ("Case", "one death, as the unit keeps it"),
    ("Incident", "the event, with one or more deaths; the unit of every test"),
    ("Notified", "when the unit first heard of the death from a force"),
    ("Known", "answered; not known is not no"),
    ("Provisional", "still expected to change by more than a little"),
    ("Suspect", "somebody police suspect; a court has not said so"),
    ("Suspected victim suicide", "a suspected suicide after domestic abuse"),
    ("Theme", "what two readers found in what police told, by the codebook"),
    (
        "95% interval",
        "where the true rate or share is likely to lie, if nothing but chance were at work",
    ),
    ("Funnel", "how far chance alone takes places of each size about the rate of all"),
    ("MARAC", "multi-agency risk assessment conference"),
    ("MAPPA", "multi-agency public protection arrangements"),
    ("DASH", "the domestic abuse, stalking and honour-based abuse risk checklist"),
)


def words(_told: Told) -> Iterator[Block]:
    """What the words of the report mean, a line each."""
    for name, meaning in _GLOSSARY:
        yield Text(f"{name}: {meaning}.", fixed=True)


def tables(*drawn: str) -> Part:
    """Every table by its number, in its order; not those that are only drawn, whose ids are given."""

    def laid(told: Told) -> Iterator[Block]:
        listed = (
            f"{table.id}: {table.title}"
            for key, table in told.tables.items()
            if key.partition(".")[0] not in drawn
        )
        yield Bullets(tuple(listed))

    return laid
