"""The legal kinds of act: those of section 62 of the Data Protection Act 2018, and four of our own."""

from enum import StrEnum


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
