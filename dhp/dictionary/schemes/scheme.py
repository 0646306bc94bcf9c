"""What a scheme is: other people's categories, and which of our options falls into which."""

from collections.abc import Mapping
from dataclasses import dataclass

from dhp.dictionary.entry import Characteristic, Option


@dataclass(frozen=True)
class Crossing:
    """One characteristic of ours and one variable of theirs.

    `to` gives their category for each of our options; an option left out has no place there, which
    is different from their own “other”. `note` says what is lost, and `confirmed` whether their
    categories were read at a source, or are general knowledge that must be checked before use.
    """

    characteristic: str
    variable: str
    categories: tuple[Option, ...]
    to: Mapping[str, str]
    confirmed: bool
    note: str = ""


@dataclass(frozen=True)
class Scheme:
    """One scheme in one version, with all its crossings."""

    name: str
    title: str
    version: str
    source: str
    crossings: tuple[Crossing, ...]

    def crossing(self, characteristic: str) -> Crossing | None:
        """The crossing of one of our characteristics, or None where it has none."""
        found = (one for one in self.crossings if one.characteristic == characteristic)
        return next(found, None)

    def translate(self, characteristic: str, option: str) -> str | None:
        """Their category for an option of ours, or None where it does not map."""
        crossing = self.crossing(characteristic)
        return crossing.to.get(option) if crossing else None


def unmapped(
    scheme: Scheme, dictionary: Mapping[str, Characteristic]
) -> tuple[tuple[str, str], ...]:
    """Our options that have no place in the scheme, as (characteristic, option)."""
    return tuple(
        (crossing.characteristic, option.code)
        for crossing in scheme.crossings
        for option in dictionary[crossing.characteristic].options
        if option.code not in crossing.to
    )


def unreached(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Their categories that none of our options falls into, as (variable, category)."""
    return tuple(
        (crossing.variable, category.code)
        for crossing in scheme.crossings
        for category in crossing.categories
        if category.code not in crossing.to.values()
    )


def collected(groups: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The `to` of a crossing, from our options listed under each of their categories."""
    return {option: category for category, options in groups.items() for option in options}
