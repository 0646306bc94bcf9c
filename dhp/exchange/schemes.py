"""The kinds of file that can be imported: the deaths file, and others through their crosswalks."""

from types import MappingProxyType

from dhp.exchange.crosswalks import CROSSWALKS
from dhp.exchange.crosswalks.scheme import Scheme
from dhp.exchange.deaths_file import rows_of

DEATHS_FILE = Scheme(name="deaths", title="Deaths file", convert=rows_of)
SCHEMES = MappingProxyType({DEATHS_FILE.name: DEATHS_FILE, **CROSSWALKS})
