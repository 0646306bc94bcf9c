"""The words of a classification beyond scope and type: how far verified, why out of scope."""

from enum import StrEnum

from dhp.worded import Worded


class Verification(StrEnum):
    """Whether a judgement rests on more than the first word of the force."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"

    @property
    def label(self) -> str:
        """The state in words."""
        return self.value.capitalize()


class OutReason(Worded):
    """Why a death is out of scope."""

    label: str

    NOT_CONNECTED = "not personally connected", "The two were not personally connected"
    NO_HISTORY = "no history of abuse", "No history of domestic abuse was found"
    NATURAL = "natural death", "A natural death"
    DUPLICATE = "duplicate", "A duplicate of another record"
    ELSEWHERE = "outside England and Wales", "Outside England and Wales"
    OTHER = "other", "Another reason"
