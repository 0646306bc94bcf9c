"""How often one question is answered in some cases, and how: by the state of the answer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select

from dhp.cases.judging.replay import batches
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.dictionary import State


@dataclass(frozen=True)
class Answered:
    """How many cases were read, how many of them have an answer, and the answers by their state."""

    cases: int
    having: int
    states: Mapping[State, int]


def count_states(cases: Select[Case], code: str) -> Answered:
    """Count the standing answers to the question `code` in `cases`; one of each person counts.

    A case has an answer where something was recorded, whatever its state.
    """
    states: Counter[State] = Counter()
    read = having = 0
    for batch in batches(cases):
        read += len(batch)
        answers, _places = read_standing(batch)
        for case in batch:
            given = [one for name, one in answers[case.id].items() if name.endswith(f".{code}")]
            told = [one.state for one in given if one.state is not State.NOT_RECORDED]
            states.update(told)
            having += bool(told)
    return Answered(read, having, {state: states[state] for state in State if states[state]})
