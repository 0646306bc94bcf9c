"""What a definition answers: whether a death counts, as what, why, and what is still missing."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Whether a death counts under a definition."""

    IN = "in"
    OUT = "out"
    CANNOT_TELL = "cannot tell"


class DeathType(StrEnum):
    """The types of death, in the fixed order of every table."""

    IPH = "iph"
    AFH = "afh"
    CHILD = "child"
    SVSDA = "svsda"
    UNEXPECTED = "unexpected"
    OTHER = "other"
    UNCLASSIFIED = "unclassified"

    @property
    def label(self) -> str:
        """The type in words."""
        return _LABELS[self]


_LABELS = {
    DeathType.IPH: "Intimate partner homicide",
    DeathType.AFH: "Adult family homicide",
    DeathType.CHILD: "Child death",
    DeathType.SVSDA: "Suspected victim suicide following domestic abuse",
    DeathType.UNEXPECTED: "Unexpected death",
    DeathType.OTHER: "Other",
    DeathType.UNCLASSIFIED: "Not yet classified",
}


@dataclass(frozen=True)
class Verdict:
    """One definition's answer about one death: a proposal, which a person accepts or not.

    `type` is None when the death does not count, when nobody can tell yet, and under definitions
    that know no types. No rule proposes `unclassified`: that is for a death nobody has classified.
    `reasons` are sentences. `lacking` names the facts that could still change a `cannot tell`.
    """

    scope: Scope
    type: DeathType | None = None
    reasons: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def counts(*reasons: str, as_type: DeathType | None = None) -> Verdict:
    """The death counts, as `as_type` where the definition knows types."""
    return Verdict(Scope.IN, as_type, reasons)


def does_not_count(*reasons: str) -> Verdict:
    """The death does not count, as things stand."""
    return Verdict(Scope.OUT, None, reasons)
