"""The words of a classification beyond scope and type: how far verified, why out of scope."""

from enum import StrEnum


class Verification(StrEnum):
    """Whether a judgement rests on more than the first word of the force."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"

    @property
    def label(self) -> str:
        """The state in words."""
        return self.value.capitalize()


class OutReason(StrEnum):
    """Why a death is out of scope."""

    NOT_CONNECTED = "not personally connected"
    NO_HISTORY = "no history of abuse"
    NATURAL = "natural death"
    DUPLICATE = "duplicate"
    ELSEWHERE = "outside England and Wales"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in words."""
        return _OUT_LABELS[self]


_OUT_LABELS = {
    OutReason.NOT_CONNECTED: "The two were not personally connected",
    OutReason.NO_HISTORY: "No history of domestic abuse was found",
    OutReason.NATURAL: "A natural death",
    OutReason.DUPLICATE: "A duplicate of another record",
    OutReason.ELSEWHERE: "Outside England and Wales",
    OutReason.OTHER: "Another reason",
}
