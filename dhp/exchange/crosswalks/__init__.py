"""Other people's files: one declaration for each, all of them named here."""

from types import MappingProxyType

from dhp.exchange.crosswalks.dhrd import DHRD
from dhp.exchange.crosswalks.homicide_index import HOMICIDE_INDEX

CROSSWALKS = MappingProxyType({scheme.name: scheme for scheme in (DHRD, HOMICIDE_INDEX)})
