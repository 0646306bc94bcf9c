"""Retention as a page of Markdown: groups of cases, clocks of everything else, the data map."""

from collections.abc import Iterable

from dhp.retention.clocks import CLOCKS
from dhp.retention.data_map import STORES
from dhp.retention.groups import TERMS
from dhp.retention.rules import CORRECTED_AFTER_DAYS, Why

_INTRODUCTION = """\
# Retention

What is kept, for how long, and what an erasure reaches. Written from `dhp/retention` by
`flask docs write`; change the declarations, not this page.

## Cases

No case ends by itself. A lead reviews it when it is due, and keeps it until a day or asks another
lead to erase it; both are named. What an erasure leaves is what research needs: coded answers,
without names, references or narratives. The groups follow the review schedule for police
information of the College of Policing; which death is of which group is this service’s reading of
it, and the data protection officer confirms it before real data is held.
"""
_CORRECTED = (
    f"An answer that stood for {CORRECTED_AFTER_DAYS} days and is then replaced was corrected; "
    "before that the record is still being told."
)


def retention_page() -> str:
    """Groups, reasons, clocks and stores; ends in a line break."""
    groups = ((t.title, t.covers, t.words, t.source) for t in TERMS.values())
    clocks = ((c.what, c.words, c.end, c.who) for c in CLOCKS)
    stores = ((s.title, s.holds, s.reach.words, _names(s.tables)) for s in STORES)
    return "\n".join(
        [
            _INTRODUCTION,
            *_table(("Group", "Covers", "Terms", "Source"), groups),
            "A review also falls due when one of these happens after the last one:",
            "",
            *(f"- {why.words}." for why in (Why.TRIAL, Why.INQUEST, Why.CORRECTION, Why.REFUSAL)),
            "",
            _CORRECTED,
            "",
            "## Clocks of everything else",
            "",
            *_table(("What", "How long", "What happens then", "Who does it"), clocks),
            "## Data map",
            "",
            *_table(("Store", "Holds", "What an erasure does to it", "Tables"), stores)[:-1],
            "",
        ]
    )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    drawn = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", *drawn, ""]


def _names(tables: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in tables) or "none"
