"""Closed vocabularies of the record: how sure an answer is, and the parts that people have."""

from dhp.worded import PlainWorded, Worded


class Confidence(PlainWorded):
    """How sure whoever gave an answer is of it. Most answers come without one."""

    SUSPECTED = "suspected"
    PROBABLE = "probable"
    ESTABLISHED = "established"


class RoleInAbuse(Worded):
    """The part a person had in the abuse, which may be another than the part in the death."""

    label: str

    ABUSED = "abused", "Abused"
    ABUSER = "abuser", "Suspected of abuse"
    BOTH = "both", "Abused, and suspected of abuse"
    NEITHER = "neither", "Neither"
    NOT_KNOWN = "not known", "Not known"


class Part(Worded):
    """What a person who is neither victim nor suspect is in a death."""

    label: str

    CHILD_OF_HOUSEHOLD = "child of the household", "Child of the household"
    CHILD_ELSEWHERE = (
        "child living elsewhere",
        "Child of the victim or the suspect, living elsewhere",
    )
    WITNESS = "witness", "Witness"
    INJURED = "injured", "Injured and survived"
    BEREAVED = "bereaved", "Bereaved relative or friend"
    OTHER = "other", "Somebody else"
