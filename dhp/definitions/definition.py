"""What a definition is: a named, dated, sourced rule."""

from dataclasses import dataclass
from datetime import date

from dhp.definitions.doubt import Rule, settle
from dhp.definitions.facts import Facts
from dhp.definitions.verdict import DeathType, Verdict


@dataclass(frozen=True)
class Definition:
    """One way of counting deaths.

    `since` and `until` (both included) are the days its authors used it or it was in force; None
    is an open end, or a day not found. They do not limit `judge`: an old death may be judged under
    a new rule, which is how two definitions are compared. `types` are those it sorts deaths into.
    `rule` must be pure; changing what it answers takes a new definition, with a new name.
    """

    name: str
    title: str
    source: str
    since: date | None
    until: date | None
    types: tuple[DeathType, ...]
    rule: Rule

    def judge(self, facts: Facts) -> Verdict:
        """Whether the death that `facts` describe counts here, and as what."""
        return settle(self.rule, facts)
