"""Other people's schemes and how our options fall into them, as data with a version."""

from collections.abc import Mapping
from types import MappingProxyType

from dhp.dictionary.schemes.femicide_un import FEMICIDE_UN
from dhp.dictionary.schemes.homicide_index import HOMICIDE_INDEX
from dhp.dictionary.schemes.iccs import ICCS
from dhp.dictionary.schemes.scheme import Crossing, Scheme, unmapped, unreached

SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {scheme.name: scheme for scheme in (HOMICIDE_INDEX, ICCS, FEMICIDE_UN)}
)

__all__ = ["SCHEMES", "Crossing", "Scheme", "unmapped", "unreached"]
