"""Closed vocabularies of the record: how sure an answer is, and the parts that people have."""

from enum import StrEnum


class Confidence(StrEnum):
    """How sure whoever gave an answer is of it. Most answers come without one."""

    SUSPECTED = "suspected"
    PROBABLE = "probable"
    ESTABLISHED = "established"

    @property
    def label(self) -> str:
        """The confidence in words."""
        return self.value.capitalize()


class RoleInAbuse(StrEnum):
    """The part a person had in the abuse, which may be another than the part in the death."""

    ABUSED = "abused"
    ABUSER = "abuser"
    BOTH = "both"
    NEITHER = "neither"
    NOT_KNOWN = "not known"

    @property
    def label(self) -> str:
        """The part in words; "suspected", because no court has said so."""
        return _IN_ABUSE[self]


class Part(StrEnum):
    """What a person who is neither victim nor suspect is in a death."""

    CHILD_OF_HOUSEHOLD = "child of the household"
    CHILD_ELSEWHERE = "child living elsewhere"
    WITNESS = "witness"
    INJURED = "injured"
    BEREAVED = "bereaved"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The part in words."""
        return _PARTS[self]


_IN_ABUSE = {
    RoleInAbuse.ABUSED: "Abused",
    RoleInAbuse.ABUSER: "Suspected of abuse",
    RoleInAbuse.BOTH: "Abused, and suspected of abuse",
    RoleInAbuse.NEITHER: "Neither",
    RoleInAbuse.NOT_KNOWN: "Not known",
}
_PARTS = {
    Part.CHILD_OF_HOUSEHOLD: "Child of the household",
    Part.CHILD_ELSEWHERE: "Child of the victim or the suspect, living elsewhere",
    Part.WITNESS: "Witness",
    Part.INJURED: "Injured and survived",
    Part.BEREAVED: "Bereaved relative or friend",
    Part.OTHER: "Somebody else",
}
