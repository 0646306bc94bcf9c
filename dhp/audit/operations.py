"""The legal kinds of act: those of section 62 of the Data Protection Act 2018, and four of our own."""

from enum import StrEnum
from typing import Self


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


class Told(StrEnum):
    """A vocabulary whose members each have a legal kind, and words that follow the actor's name."""

    operation: Operation
    sentence: str

    def __new__(cls, value: str, operation: Operation, sentence: str) -> Self:
        """A member with its kind and its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.operation = operation
        member.sentence = sentence
        return member
