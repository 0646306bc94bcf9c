"""Which police force area a community safety partnership lies in, where that is certain.

`csp_forces.csv` has one line for each name of a partnership or of a district, county or borough
that gives its name to one, present and former, with the region as the review library calls it.
"""

import csv
from functools import cache
from pathlib import Path

from dhp.exchange.crosswalks.scheme import plain

# The library's names of regions that differ from those by which forces are grouped here.
_REGIONS = {
    "greater london": "London",
    "east": "East of England",
    "yorkshire and humber": "Yorkshire and the Humber",
}
_SAME = (
    "North East",
    "North West",
    "East Midlands",
    "West Midlands",
    "South East",
    "South West",
    "Wales",
)
REGIONS = _REGIONS | {plain(name): name for name in (*_SAME, *_REGIONS.values())}
_EVERYWHERE = {"british transport": "btp", "british transport police": "btp"}


def force_of(partnership: str, region: str) -> str | None:
    """The force's code for a partnership in `region`, or None when not certain.

    A region that is blank or not known here rules nothing out.
    """
    name = _plain_name(partnership)
    if name in _EVERYWHERE:
        return _EVERYWHERE[name]
    known = region_of(region)
    found = {code for place, code in _areas().get(name, ()) if known is None or place == known}
    return found.pop() if len(found) == 1 else None


def region_of(region: str) -> str | None:
    """The region by the name used here; None for a name that is not known."""
    return REGIONS.get(plain(region))


@cache
def _areas() -> dict[str, list[tuple[str | None, str]]]:
    areas: dict[str, list[tuple[str | None, str]]] = {}
    with (Path(__file__).parent / "csp_forces.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            place = region_of(line["region"]), line["pfa_code"]
            areas.setdefault(_plain_name(line["csp"]), []).append(place)
    return areas


def _plain_name(text: str) -> str:
    """A name without what writers vary: case, hyphens, apostrophes, full stops, “&”."""
    swaps = {"-": " ", "’": "", "'": "", ".": "", ",": "", "&": " and "}
    return plain("".join(swaps.get(character, character) for character in text))
