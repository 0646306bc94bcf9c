"""The codebook's small vocabularies: levels, where a version stands, and how a code may end."""

from enum import StrEnum

from dhp.errors import Refused
from dhp.worded import PlainWorded, Worded


class Level(PlainWorded):
    """How deep an entry of the codebook lies. Only codes are marked in narratives."""

    DOMAIN = "domain"
    THEME = "theme"
    CODE = "code"

    @property
    def below(self) -> "Level | None":
        """The level of what may lie under an entry of this one."""
        return {Level.DOMAIN: Level.THEME, Level.THEME: Level.CODE}.get(self)


class VersionState(StrEnum):
    """Where a version of the codebook stands: being edited, or in force and closed to edits."""

    OPEN = "open"
    PUBLISHED = "published"


class MappingKind(StrEnum):
    """How one code leads to others: joined to one that stays, or divided into new ones."""

    MERGE = "merge"
    SPLIT = "split"


class Outcome(Worded):
    """What a version makes of a code that was used at another."""

    label: str

    STANDS = "stands", "In use"
    MERGED = "merged", "Merged"
    SPLIT = "split", "Split"
    RETIRED = "retired", "Retired"
    TO_COME = "to come", "Not in this version yet"


def check_may_end(*, stands: bool, has_below: bool) -> None:
    """Raise `Refused` unless an entry that `stands` has nothing left under it."""
    if not stands:
        raise Refused("This is not in use in the open version, so it cannot be changed there.")
    if has_below:
        raise Refused("Retire or merge what lies under it first.")
