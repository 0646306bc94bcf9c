"""What may be recorded, written once: every form, file, table and guide derives from here."""

from types import MappingProxyType

from dhp.dictionary.abuse import ABUSE
from dhp.dictionary.answer import Given, HouseWords, Unreadable, read, shown, write
from dhp.dictionary.asking import asked
from dhp.dictionary.columns import Column, column_named, columns_of, states_offered, suspects_in
from dhp.dictionary.death import DEATH
from dhp.dictionary.death_review import DEATH_REVIEW
from dhp.dictionary.entry import (
    Characteristic,
    Kind,
    Option,
    Role,
    Sensitivity,
    Stage,
    State,
    Subject,
)
from dhp.dictionary.ethnicity import ETHNICITY
from dhp.dictionary.handling import HANDLING
from dhp.dictionary.history import HISTORY
from dhp.dictionary.incident import INCIDENT
from dhp.dictionary.investigation import INVESTIGATION
from dhp.dictionary.means import MEANS
from dhp.dictionary.outcome import OUTCOME
from dhp.dictionary.person import PERSON
from dhp.dictionary.person_contact import CONTACT
from dhp.dictionary.person_health import HEALTH
from dhp.dictionary.person_life import LIFE
from dhp.dictionary.police_contact import POLICE_CONTACT
from dhp.dictionary.relationship import RELATIONSHIP
from dhp.dictionary.reviews import REVIEWS
from dhp.dictionary.suicide import SUICIDE

__all__ = [
    "DICTIONARY",
    "NOTICE_SECTIONS",
    "SECTIONS",
    "VERSION",
    "Characteristic",
    "Column",
    "Given",
    "HouseWords",
    "Kind",
    "Option",
    "Role",
    "Sensitivity",
    "Stage",
    "State",
    "Subject",
    "Unreadable",
    "asked",
    "column_named",
    "columns_of",
    "read",
    "shown",
    "states_offered",
    "suspects_in",
    "write",
]

VERSION = "2"

# Sections in the order in which they are asked.
SECTIONS = MappingProxyType(
    {
        "death": "The death",
        "people": "The people",
        "relationship": "Relationship",
        "abuse": "Abuse before the death",
        "health": "Health",
        "circumstances": "Life and circumstances",
        "contact": "Contact with police and agencies",
        "investigation": "Investigation",
        "court": "Court and inquest",
        "reviews": "Reviews and learning",
        "background": "Background and handling",
    }
)

# Within a section and a stage, questions are asked in this order.
DICTIONARY = MappingProxyType(
    {
        entry.code: entry
        for entry in (
            *DEATH,
            *INCIDENT,
            *MEANS,
            *SUICIDE,
            *PERSON,
            *ETHNICITY,
            *RELATIONSHIP,
            *HISTORY,
            *HANDLING,
            *ABUSE,
            *HEALTH,
            *LIFE,
            *POLICE_CONTACT,
            *CONTACT,
            *INVESTIGATION,
            *OUTCOME,
            *DEATH_REVIEW,
            *REVIEWS,
        )
    }
)

# The sections that a first notice asks something of.
NOTICE_SECTIONS = MappingProxyType(
    {
        code: title
        for code, title in SECTIONS.items()
        if any(e.section == code and e.needed is Stage.NOTICE for e in DICTIONARY.values())
    }
)
