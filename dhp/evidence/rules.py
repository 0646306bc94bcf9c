"""The vocabularies of the evidence base: kinds of source, and what may be said of a death on one list."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from dhp.worded import Worded


class SourceKind(StrEnum):
    """What a source is."""

    REPORT = "report"
    DATASET = "dataset"
    STUDY = "study"
    STATISTICS = "statistics"
    REGISTER = "register"


class Outcome(StrEnum):
    """What a person decided of a death on one of two lists."""

    MATCHED = "matched"
    ONE_ONLY = "one only"
    LEFT = "left"


class Reason(Worded):
    """Why a death stands on one list only. `belongs`: whether the other list should have held it."""

    label: str
    belongs: bool

    MISSED = "missed", "The other list should hold it", True
    NOT_YET = "not yet", "The other list should hold it later: its enquiries are open", True
    OTHER_RULE = "other rule", "The other list counts by another definition", False
    OTHER_PERIOD = "other period", "The other list counts it in another period", False
    NO_LONGER = "no longer", "It is no longer counted on the list that holds it", False


KINDS: Mapping[SourceKind, str] = MappingProxyType(
    {
        SourceKind.REPORT: "Report",
        SourceKind.DATASET: "Dataset",
        SourceKind.STUDY: "Study",
        SourceKind.STATISTICS: "Official statistics",
        SourceKind.REGISTER: "Register",
    }
)
