"""The words of a classification beyond scope and type: how far verified, why out of scope."""

from dhp.worded import PlainWorded, Worded


class Verification(PlainWorded):
    """Whether a judgement rests on more than the first word of the force."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"


class OutReason(Worded):
    """Why a death is out of scope."""

    label: str

    NOT_CONNECTED = "not personally connected", "The two were not personally connected"
    NO_HISTORY = "no history of abuse", "No history of domestic abuse was found"
    NATURAL = "natural death", "A natural death"
    DUPLICATE = "duplicate", "A duplicate of another record"
    ELSEWHERE = "outside England and Wales", "Outside England and Wales"
    OTHER = "other", "Another reason"
