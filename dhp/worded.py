"""Vocabularies whose members carry words, or whatever else belongs to them."""

from enum import StrEnum
from inspect import get_annotations
from typing import Self


class Worded(StrEnum):
    """Codes with what goes with them: after the code, a member gives each attribute that its class
    names, in that order.

    Whoever leaves one out, or gives one too many, gets a ValueError when the class is made.
    """

    def __new__(cls, value: str, *given: object) -> Self:
        """A member with its attributes."""
        member = str.__new__(cls, value)
        member._value_ = value
        names = [name for kind in reversed(cls.__mro__) for name in get_annotations(kind)]
        for name, one in zip(names, given, strict=True):
            setattr(member, name, one)
        return member


class PlainWorded(StrEnum):
    """Codes that are their own words."""

    @property
    def label(self) -> str:
        """The code as a sentence begins."""
        return self.value[:1].upper() + self.value[1:]
