"""The stored texts of a case that may be coded, each with its source and its own answer row."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dhp.cases.answers.book import given_of
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Answer, Case
from dhp.dictionary import DICTIONARY, Kind, Stage, State
from dhp.errors import Stale

CODES = tuple(code for code, entry in DICTIONARY.items() if entry.kind is Kind.LONG_TEXT)
_STAGES = {
    Stage.NOTICE: "first notice",
    Stage.FOLLOW_UP: "follow-up after 28 days",
    Stage.SIX_MONTHS: "follow-up after 6 months",
    Stage.OUTCOME: "outcome",
}


@dataclass(frozen=True)
class Narrative:
    """One text as it stands in its row. `key` names the row in a page without telling its number.

    `replaced` says that the source has since told it otherwise; marks on it stay where they are.
    """

    answer_id: int
    key: str
    title: str
    origin: str
    text: str
    replaced: bool


def narratives_of(case: Case, also: Collection[int] = ()) -> list[Narrative]:
    """The texts told through `case` that stand, and those of the rows `also`. One statement.

    The caller has asked whether the person may read the case.
    """
    return _chosen(carried_by([case], CODES), also)


def narratives_by_case(cases: Sequence[Case]) -> dict[int, list[Narrative]]:
    """The texts that stand, for each of several cases by id. One statement."""
    told: dict[int, list[Answer]] = {case.id: [] for case in cases}
    for answer in carried_by(cases, CODES):
        told[answer.case_id].append(answer)
    return {case_id: _chosen(answers) for case_id, answers in told.items()}


def narrative_with(key: str, narratives: Sequence[Narrative]) -> Narrative:
    """The text that a page named with `key`; raises `Stale` where it is not there any more."""
    for narrative in narratives:
        if narrative.key == key and not narrative.replaced:
            return narrative
    raise Stale(
        "The text has been replaced by a later one since you opened the page. Nothing was marked. "
        "Read it as it stands now."
    )


def _chosen(told: Sequence[Answer], also: Collection[int] = ()) -> list[Narrative]:
    texts = [answer for answer in told if answer.state is State.ANSWERED]
    kept = [one for one in texts if one.superseded_at is None or one.id in also]
    kept.sort(key=lambda one: (CODES.index(one.code), one.recorded_at, one.id))
    return [_narrative(answer) for answer in kept]


def _narrative(answer: Answer) -> Narrative:
    name = DICTIONARY[answer.code].name
    text = given_of(answer).value or ""
    digest = sha256(f"{answer.id}\n{text}".encode()).hexdigest()
    return Narrative(
        answer_id=answer.id,
        key=digest[:16],
        title=name[:1].upper() + name[1:],
        origin=f"{answer.source.label}, {_STAGES[answer.stage]}",
        text=text,
        replaced=answer.superseded_at is not None,
    )
