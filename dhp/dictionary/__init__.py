"""What may be recorded, written once: every form, file, table and guide derives from here."""

from types import MappingProxyType

from dhp.dictionary.answer import Given, Unreadable, read, shown, write
from dhp.dictionary.asking import asked
from dhp.dictionary.columns import Column, column_named, columns_of, states_offered, suspects_in
from dhp.dictionary.death import DEATH
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
from dhp.dictionary.history import HISTORY
from dhp.dictionary.incident import INCIDENT
from dhp.dictionary.person import PERSON
from dhp.dictionary.relationship import RELATIONSHIP

__all__ = [
    "DICTIONARY",
    "SECTIONS",
    "VERSION",
    "Characteristic",
    "Column",
    "Given",
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

VERSION = "1"

# Sections in the order in which they are asked.
SECTIONS = MappingProxyType(
    {"death": "The death", "people": "The people", "background": "Background and handling"}
)

DICTIONARY = MappingProxyType(
    {entry.code: entry for entry in (*DEATH, *INCIDENT, *PERSON, *RELATIONSHIP, *HISTORY)}
)
