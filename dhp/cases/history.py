"""The history of a case as sentences: one function for each kind of event."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from dhp.cases.answers.book import Key, given_of
from dhp.cases.events import Event
from dhp.cases.judging.facts import proposal_from
from dhp.cases.models import Answer, Case, Classification
from dhp.cases.people.history import Labels
from dhp.cases.wording import scope_words
from dhp.definitions import DEFINITIONS, DeathType, Scope
from dhp.dictionary import Column, shown

_SHORT = 80  # characters that still read well inside a sentence
_COMMAND = "command"


def who(ref: str, names: Mapping[str, str]) -> str:
    """Whoever acted, by name."""
    if ref == _COMMAND:
        return "The service"
    return names.get(ref) or (f"Account {ref}" if ref else "Somebody")


def history_in_words(
    case: Case, labels: Labels, answers: Sequence[Answer], judgements: Sequence[Classification]
) -> list[Event]:
    """What was told and judged of a case, latest first. `answers` are in order, oldest first."""
    first = [a for a in answers if a.recorded_at == case.opened_at and a.case_id == case.id]
    events = [opened(case, first)]
    events += answer_events(answers, labels, at_opening=case)
    for position, judgement in enumerate(judgements):
        events.append(classified(judgement, again=position + 1 < len(judgements)))
    return sorted(events, key=lambda event: event.at, reverse=True)


def answer_events(
    answers: Sequence[Answer], labels: Labels, at_opening: Case | None = None
) -> list[Event]:
    """What was told, latest first; what came with the opening of `at_opening` is left out."""
    events = []
    earlier: dict[tuple[Key, str], Answer] = {}
    fresh = []
    for answer in answers:
        key = (answer.subject, answer.subject_id, answer.code)
        before = earlier.get((key, answer.source))
        earlier[key, answer.source] = answer
        if key not in labels:
            continue
        if before:
            events.append(corrected(answer, before, *labels[key]))
        elif not (
            at_opening
            and answer.recorded_at == at_opening.opened_at
            and answer.case_id == at_opening.id
        ):
            fresh.append(answer)
    for _together, group in groupby(fresh, key=lambda a: (a.recorded_at, a.recorded_by, a.source)):
        events.append(recorded(list(group), labels))
    return sorted(events, key=lambda event: event.at, reverse=True)


def opened(case: Case, first: Sequence[Answer]) -> Event:
    """The unit accepted what it was told and opened the case, with its `first` answers."""
    what = "opened this case from a past record" if case.back_record else "accepted this death"
    by = first[0].recorded_by if first else ""
    if not first:
        return Event(case.opened_at, by, f"{what}, with no answers")
    source = first[0].source.label
    count = "1 answer" if len(first) == 1 else f"{len(first)} answers"
    return Event(case.opened_at, by, f"{what}, with {count}. Source: {source}")


def recorded(answers: Sequence[Answer], labels: Labels) -> Event:
    """Somebody gave `answers` for the first time, all at once."""
    one = answers[0]
    count = "an answer" if len(answers) == 1 else f"{len(answers)} answers"
    details = []
    for answer in answers:
        column, label = labels[answer.subject, answer.subject_id, answer.code]
        details.append(f"{label}: {shown(column.characteristic, given_of(answer))}")
    did = f"recorded {count}. Source: {one.source.label}"
    return Event(one.recorded_at, one.recorded_by, did, tuple(details), one.reason)


def corrected(answer: Answer, before: Answer, column: Column, label: str) -> Event:
    """Somebody replaced an answer of a source by another."""
    old = shown(column.characteristic, given_of(before))
    new = shown(column.characteristic, given_of(answer))
    source = f"Source: {answer.source.label}"
    if given_of(answer) == given_of(before):
        sure = f", {answer.confidence.label.lower()}" if answer.confidence else ""
        did = f"said again of “{label}”: “{new}”{sure}. {source}"
        return Event(answer.recorded_at, answer.recorded_by, did, (), answer.reason)
    if max(len(old), len(new)) <= _SHORT:
        did = f"changed “{label}” from “{old}” to “{new}”. {source}"
        return Event(answer.recorded_at, answer.recorded_by, did, (), answer.reason)
    did, details = f"changed “{label}”. {source}", (f"Before: {old}", f"Now: {new}")
    return Event(answer.recorded_at, answer.recorded_by, did, details, answer.reason)


def classified(judgement: Classification, *, again: bool = False) -> Event:
    """Somebody judged scope and type; `again` when there was an earlier judgement."""
    proposal = proposal_from(judgement.proposal)
    outcome = outcome_words(judgement.scope, judgement.type)
    proposed = outcome_words(proposal.scope, proposal.type)
    title = DEFINITIONS[judgement.definition].title
    did = f"classified this case {'again' if again else ''}".strip() + f": {outcome}"
    followed = "as it proposed" if outcome == proposed else f"which proposed “{proposed}”"
    did = f"{did}. {judgement.verification.label}. Definition: {title}, {followed}"
    details = []
    if judgement.out_reason:
        details.append(f"Out of scope because: {judgement.out_reason.label}")
    if judgement.referred_to:
        details.append(f"Referred to: {judgement.referred_to}")
    return Event(judgement.decided_at, judgement.decided_by, did, tuple(details), judgement.reason)


def outcome_words(scope: Scope, kind: DeathType | None) -> str:
    """Scope and type in one phrase: the type says that it is in scope."""
    if scope is Scope.IN and kind:
        return kind.label
    return scope_words(scope)


def actors(events: Iterable[Event]) -> set[str]:
    """The references of all who acted."""
    return {event.by for event in events if event.by}
