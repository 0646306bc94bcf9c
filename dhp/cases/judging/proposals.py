"""What the project's own definitions propose for a case, as a page shows it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dhp.cases.judging.facts import CURRENT, IDENTIFIED, PLACES, propose
from dhp.cases.wording import scope_words, upper
from dhp.definitions import DEFINITIONS, Verdict
from dhp.definitions.doubt import IN_WORDS
from dhp.dictionary import Given, State, suspects_in

OFFERED = (CURRENT, "dhp-2020")


@dataclass(frozen=True)
class Lack:
    """A fact that could still change the proposal, and where on the case's page its answer is."""

    words: str
    anchor: str


@dataclass(frozen=True)
class Proposal:
    """A definition and its verdict in words."""

    name: str
    title: str
    source: str
    verdict: Verdict
    lacking: tuple[Lack, ...]

    @property
    def scope(self) -> str:
        """The proposed scope in words."""
        return scope_words(self.verdict.scope)

    @property
    def type(self) -> str:
        """The proposed type in words; empty where none is proposed."""
        return self.verdict.type.label if self.verdict.type else ""


def proposals_for(
    answers: Mapping[str, Given], on_page: Collection[str], names: Iterable[str] = OFFERED
) -> list[Proposal]:
    """What each of the definitions `names` proposes, in their order.

    `on_page` are the names of the columns that the case's page shows, to link to.
    """
    found = []
    suspects = range(1, max(suspects_in(on_page), 1) + 1)
    for name in names:
        verdict = propose(answers, name)
        lacking = tuple(
            Lack(upper(IN_WORDS[fact]), _place(fact, answers, on_page, suspects).replace(".", "-"))
            for fact in verdict.lacking
        )
        definition = DEFINITIONS[name]
        found.append(Proposal(name, definition.title, definition.source, verdict, lacking))
    return found


def _place(
    fact: str, answers: Mapping[str, Given], on_page: Collection[str], suspects: range
) -> str:
    """The first answer that could settle `fact`; where there is no suspect yet, that question."""
    for number in suspects:
        name = PLACES[fact].format(suspect=f"suspect{number}")
        if name in on_page and not _settled(fact, answers.get(name)):
            return name
    return IDENTIFIED


def _settled(fact: str, given: Given | None) -> bool:
    if given is None or given.state is not State.ANSWERED:
        return False
    # An age that is known as a range only is still open.
    return not (fact.endswith("_age") and {"-", "+"} & set(given.value or ""))
