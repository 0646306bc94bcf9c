"""What may be shown of a table: small counts are hidden so that nobody can work them out.

`system` sees tables as quantities and sums, `attack` works out what an attacker could, `protecting`
hides until the attacker cannot.
"""

from dhp.statistics.disclosure.limits import Limits
from dhp.statistics.disclosure.protecting import Protection, bounds, protect, safe

__all__ = ["Limits", "Protection", "bounds", "protect", "safe"]
