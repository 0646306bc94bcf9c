"""The kinds of words that may point to a person: what each is called, what to write instead, and why.

Where a kind comes from is told by its sources: what others found to identify people.
"""

from enum import StrEnum

from dhp.worded import Worded


class Source(StrEnum):
    """Whose guidance names a kind."""

    ICO = "Information Commissioner’s Office: How do we ensure anonymisation is effective?"
    ONS = "Office for National Statistics: Guidance on intruder testing"
    UKDS = "UK Data Service: Anonymising qualitative data"


class Kind(Worded):
    """One kind. `words` completes “This is ...”; `advice` says what to write instead."""

    words: str
    advice: str
    source: Source

    KNOWN = (
        "known",
        "something that a case’s own record says",
        "Leave it out: whoever knows the case knows it again.",
        Source.ICO,
    )
    CONTACT = (
        "contact",
        "a way to reach somebody, or a page about them",
        "Leave it out, or name the team instead.",
        Source.UKDS,
    )
    REFERENCE = (
        "reference",
        "a reference number",
        "Leave it out: it leads to one case or one person.",
        Source.UKDS,
    )
    VEHICLE = "vehicle", "a vehicle that can be known again", "Say “a car” or “a van”.", Source.UKDS
    ADDRESS = "address", "an address or a postcode", "Say “at home” or “in a street”.", Source.UKDS
    SCHOOL = "school", "a school or a college", "Say “a school”, without its name.", Source.UKDS
    AGE = "age", "an exact age", "Say the age in tens of years.", Source.UKDS
    DATE = "date", "an exact day", "Say the year, or leave it out.", Source.UKDS
    TIME = "time", "a time of day", "Say “at night” or “in the morning”.", Source.ICO
    OCCUPATION = (
        "occupation",
        "somebody’s work",
        "Say “in work”, or the kind of work if the lesson is about it.",
        Source.UKDS,
    )
    RELATION = (
        "relation",
        "a tie that few families have",
        "Say “a relative” or “children”, without their number or order.",
        Source.ONS,
    )
    METHOD = (
        "method",
        "a rare way to die, or a rare weapon",
        "Say “a weapon” or “poisoning”: rare ones are remembered from the news.",
        Source.ONS,
    )
    BELIEF = (
        "belief",
        "a nationality, a faith or a language",
        "Leave it out, or say why the lesson needs it.",
        Source.ICO,
    )
    QUOTE = (
        "quote",
        "somebody’s own words",
        "Say it in your own words: what was said can be looked up, or known again.",
        Source.ICO,
    )
    NAME = (
        "name",
        "a name",
        "Say who it is to the person who died, such as “a relative”, or leave it out.",
        Source.UKDS,
    )
    PLACE = "place", "a place", "Say “a town”, “a village” or “in public”.", Source.UKDS
    TOGETHER = (
        "together",
        "several things together that may fit one person only",
        "Leave out all but those that the lesson needs.",
        Source.ONS,
    )


# What names somebody by itself. Whoever holds the case already needs no other kinds hidden.
NAMING = frozenset({Kind.NAME, Kind.CONTACT, Kind.VEHICLE, Kind.ADDRESS})
