"""What counts as what: seven definitions of a domestic death, each a pure rule with its source."""

from collections.abc import Mapping
from types import MappingProxyType

from dhp.definitions.da_act_2021 import DA_ACT_2021
from dhp.definitions.dardr_2024 import DARDR_2024
from dhp.definitions.definition import Definition
from dhp.definitions.dhp_2020 import DHP_2020
from dhp.definitions.dhp_2023 import DHP_2023
from dhp.definitions.dhr_2004 import DHR_2004
from dhp.definitions.facts import Facts, History, Kind, Relationship, Sex, Suspect, facts_from
from dhp.definitions.femicide_un import FEMICIDE_UN
from dhp.definitions.homicide_index import HOMICIDE_INDEX
from dhp.definitions.verdict import DeathType, Scope, Verdict

DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        definition.name: definition
        for definition in (
            DHP_2020,
            DHP_2023,
            HOMICIDE_INDEX,
            DHR_2004,
            DARDR_2024,
            DA_ACT_2021,
            FEMICIDE_UN,
        )
    }
)
CURRENT = DHP_2023  # what new notifications are proposed under

__all__ = [
    "CURRENT",
    "DEFINITIONS",
    "DeathType",
    "Definition",
    "Facts",
    "History",
    "Kind",
    "Relationship",
    "Scope",
    "Sex",
    "Suspect",
    "Verdict",
    "facts_from",
]
