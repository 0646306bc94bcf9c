"""The page of documentation about the measures, written from the catalogue."""

from collections.abc import Mapping

from dhp.statistics.measures.measure import Measure

_HEAD = """\
# Measures

What each number is of. Written from the code by `flask docs write`; the catalogue is in
`dhp/statistics/measures/`. The same measure serves pages, reports and files. A change of meaning
is a new version, and its break is told in the notes of the table.

| | Measure | Name | Version | Unit |
|---|---|---|---|---|
"""


def measures_page(measures: Mapping[str, Measure]) -> str:
    """The whole page."""
    lines = [
        f"| {one.number} | {one.title} | `{one.name}` | {one.version} | {one.unit} |"
        for one in measures.values()
    ]
    return _HEAD + "\n".join(lines) + "\n" + "".join(map(_section, measures.values()))


def _section(one: Measure) -> str:
    told = {
        "Unit": one.unit,
        "Numerator": one.numerator,
        "Denominator": one.denominator,
        "Base": one.base,
        "Laid out by": _ways(one),
        "Owner": one.owner,
    }
    parts = [f"\n## {one.number} {one.title}\n\n`flask tables show {one.name}`\n"]
    parts += [f"\n- **{word}**: {text}." for word, text in told.items()]
    parts += [f"\n- {caveat}" for caveat in one.caveats]
    return "".join(parts) + "\n"


def _ways(one: Measure) -> str:
    words = {0: "nothing else", 1: "at most one name", 2: "at most two names, rows and columns"}
    return "exactly one name" if one.least else words[one.most]
