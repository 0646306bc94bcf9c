"""What may be shown of a table: small counts are hidden so that nobody can work them out.

`system` sees tables as quantities and sums, `attack` works out what an attacker could, `protecting`
hides until the attacker cannot; `clearing` does all that to the tables of one release.
"""

from dhp.statistics.disclosure.cleared import read_cleared
from dhp.statistics.disclosure.clearing import Clearing, Entry, clear
from dhp.statistics.disclosure.grids import Issued
from dhp.statistics.disclosure.limits import Limits
from dhp.statistics.disclosure.policy import POLICY, Policy
from dhp.statistics.disclosure.protecting import Protection, bounds, protect, safe

__all__ = [
    "POLICY",
    "Clearing",
    "Entry",
    "Issued",
    "Limits",
    "Policy",
    "Protection",
    "bounds",
    "clear",
    "protect",
    "read_cleared",
    "safe",
]
