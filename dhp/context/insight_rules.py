"""How sure an insight note is and whether it may be quoted: two small vocabularies.

The basis follows the information assessment of the police intelligence report (College of Policing,
Authorised Professional Practice, the "3x5x2"): known directly, known indirectly but corroborated,
known indirectly, not known. Its fifth grade, suspected to be false, has no place here: such a note
is retracted.
"""

from dhp.worded import Worded


class Basis(Worded):
    """How the organisation knows what it tells."""

    label: str

    DIRECT = "direct", "Seen in its own work"
    CORROBORATED = "corroborated", "Heard from others and confirmed by a second source"
    INDIRECT = "indirect", "Heard from others, not confirmed"
    UNKNOWN = "unknown", "Not known how"


class Consent(Worded):
    """Whether the organisation lets its words be quoted."""

    label: str

    NAMED = "named", "Yes, with its name"
    UNNAMED = "unnamed", "Yes, without its name"
    REFUSED = "refused", "No"

    @property
    def quotable(self) -> bool:
        """Whether the words may stand in a report."""
        return self is not Consent.REFUSED
