"""What forces invent to tell after the notice: a stage of follow-up worked through and completed."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from dhp.accounts.models import User
from dhp.calendar import london_date, now
from dhp.cases.models import Case
from dhp.dictionary import Given, Kind, Stage, State, states_offered
from dhp.dictionary.checks import Severity, findings
from dhp.followup.actions import complete, tell
from dhp.followup.queries import Followed, followed
from dhp.followup.told import Line

_ROUNDS = 3  # an answer opens further questions
_OPEN, _SILENT, _UNKNOWN = 0.12, 0.03, 0.1  # shares of questions: not yet, not answered, not known
_WHY = "The enquiries have not come to this yet."
_RARE = ("other", "yes", "withheld", "refused", "directed", "died", "insanity", "stayed")
_TEXTS = {
    "csp": "Westmoor Community Safety Partnership",
    "sentence": "Life imprisonment, at least 18 years",
    "method_access": "Medicines kept at home",
}
_NOTHING_LEARNT = Given(State.NO_CONFIRMED)
# What is likelier than chance where the kind of death is suspected; a share each.
_LIKELY: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    "homicide": {
        "method": {"sharp": 40, "blunt": 14, "strangulation_manual": 16, "kicking_hitting": 12},
        "homicide_suicide": {"no": 92, "suicide": 8},
        "suspect_status": {"charged": 80, "deceased": 8, "bailed": 8, "investigated": 4},
        "investigation_state": {"homicide": 100},
        "court_outcome": {"murder": 45, "manslaughter": 15, "diminished": 10, "pending": 30},
        "dhr_referral": {"yes": 100},
        "dhr_decision": {"hold": 85, "pending": 15},
        "n_deaths": {"1": 100},
    },
    "suicide": {
        "method": {"hanging": 60, "poisoning": 22, "fall_height": 8, "train": 6},
        "suspect_status": {"investigated": 40, "released": 25, "not_arrested": 35},
        "inquest_state": {"open": 60, "suspended": 10, "concluded": 30},
        "inquest_conclusion": {"suicide": 70, "narrative": 20, "open": 10},
        "n_deaths": {"1": 100},
    },
}


def invent_follow_up(case: Case, stage: Stage, seed: str, *, by: User) -> None:
    """Let `by`, of the force of `case`, answer what `stage` asks and complete it, at `now()`.

    Raises `Refused` where the stage is not open now.
    """
    rng = Random(f"{seed} {case.received_at:%Y%m%d%H%M%S} {stage}")
    today = london_date(now())
    skipped: set[str] = set()
    for _ in range(_ROUNDS):
        present = followed(case)
        lines = [line for line in present.to_ask(stage) if line.name not in skipped]
        answers = _sound(present, {line.name: _answer(line, present, rng, today) for line in lines})
        skipped.update(line.name for line in lines if line.name not in answers)
        if not answers:
            break  # nothing was told that could open another question
        tell(case, answers, present.told.fingerprint(answers), by=by, stage=stage)
    else:
        present = followed(case)
    left = present.told.fingerprint(line.name for line in present.open_at(stage))
    complete(case, stage, left, _WHY, by=by)


def _answer(line: Line, present: Followed, rng: Random, today: date) -> Given:
    """A state now and then, else a value."""
    offered = states_offered(line.column.characteristic)
    chance = rng.random()
    if chance < _SILENT:
        return Given(State.NOT_RECORDED)
    if chance < _SILENT + _OPEN and State.NOT_YET_ESTABLISHED in offered:
        return Given(State.NOT_YET_ESTABLISHED)
    if chance < _SILENT + _OPEN + _UNKNOWN and State.NOT_KNOWN in offered:
        return Given(State.NOT_KNOWN)
    return _value(line, present, rng, today)


def _value(line: Line, present: Followed, rng: Random, today: date) -> Given:
    entry = line.column.characteristic
    method = present.told.answers.get("death.method")
    if entry.code == "method_primary" and method and method.value:
        return _given(method.value.partition(";")[0])
    likely = _LIKELY.get(_intent(present), {}).get(entry.code)
    if likely:
        return _given(rng.choices(list(likely), list(likely.values()))[0])
    match entry.kind:
        case Kind.ONE_OF | Kind.ANY_OF:
            return _chosen(line, present.told.died, rng)
        case Kind.WHOLE_NUMBER:
            return _given(str(min(max(entry.least, rng.choice((0, 0, 1, 1, 2, 3))), entry.most)))
        case Kind.DATE | Kind.PARTIAL_DATE:
            since = present.told.died or london_date(present.case.received_at)
            return _given(str(since + (today - since) * rng.random()))
        case _:
            text = _TEXTS.get(entry.code)
            return _given(text) if text else _NOTHING_LEARNT


def _chosen(line: Line, died: date | None, rng: Random) -> Given:
    """One of the options offered for the death, the rare ones rarely; or none of a list."""
    entry = line.column.characteristic
    if entry.kind is Kind.ANY_OF and rng.random() < 0.5:
        return _NOTHING_LEARNT
    options = [option.code for option in entry.options if option.offered_on(died)]
    return _given(rng.choices(options, [1 if code in _RARE else 4 for code in options])[0])


def _sound(present: Followed, answers: Mapping[str, Given]) -> dict[str, Given]:
    """Those answers that a form would take: offered, and not at odds with the others."""
    told = {name: given for name, given in answers.items() if _is_offered(present, name, given)}
    for _ in range(len(told)):
        known = {n: g for n, g in (present.told.answers | told).items() if g.known or n in told}
        odd = _at_odds(known, list(told))
        if not odd:
            break
        told = {name: given for name, given in told.items() if name not in odd}
    return told


def _at_odds(known: Mapping[str, Given], told: Sequence[str]) -> set[str]:
    found = (one for one in findings(known) if one.severity is Severity.MUST)
    return {name for one in found for name in one.columns if name in told}


def _is_offered(present: Followed, name: str, given: Given) -> bool:
    line = present.told.line(name)
    if line is None or given.state is State.NOT_RECORDED:
        return False
    offered = states_offered(line.column.characteristic)
    return given.state is State.ANSWERED or given.state in offered


def _intent(present: Followed) -> str:
    given = present.told.answers.get("death.suspected_intent")
    return (given.value or "") if given else ""


def _given(value: str) -> Given:
    return Given(State.ANSWERED, value)
