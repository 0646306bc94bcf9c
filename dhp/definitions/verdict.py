"""What a definition answers: whether a death counts, as what, why, and what is still missing."""

from dataclasses import dataclass
from enum import StrEnum

from dhp.worded import Worded


class Scope(StrEnum):
    """Whether a death counts under a definition."""

    IN = "in"
    OUT = "out"
    CANNOT_TELL = "cannot tell"


class DeathType(Worded):
    """The types of death, in the fixed order of every table."""

    label: str

    IPH = "iph", "Intimate partner homicide"
    AFH = "afh", "Adult family homicide"
    CHILD = "child", "Child death"
    SVSDA = "svsda", "Suspected victim suicide following domestic abuse"
    UNEXPECTED = "unexpected", "Unexpected death"
    OTHER = "other", "Other"
    UNCLASSIFIED = "unclassified", "Not yet classified"


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
