"""The legal kinds of act: those of section 62 of the Data Protection Act 2018, and four of our own."""

from enum import StrEnum

from dhp.worded import Worded


class Operation(StrEnum):
    """The legal kind of an act."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    AUTH = "auth"
    ADMIN = "admin"
    JOB = "job"
    VERIFY = "verify"


class Told(Worded):
    """A vocabulary whose members each have a legal kind, and words that follow the actor's name."""

    operation: Operation
    sentence: str
