"""Inventing what the unit does for quality: verifying judgements, looking again at warnings."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from random import Random

from dhp.accounts.models import User
from dhp.calendar import london_date
from dhp.cases.actions import classify
from dhp.cases.editing.warnings import keep
from dhp.cases.judging.classification import Verification
from dhp.cases.judging.facts import CURRENT, propose
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.cases.rules import Decision
from dhp.definitions import Scope
from dhp.dictionary import Given, State
from dhp.dictionary.checks import Severity, findings

_VERIFIED, _LOOKED = 0.7, 0.5  # shares of cases
_SURE = "The force’s own report and the coroner’s office say the same."
_RIGHT = "The force confirmed both answers."


def quality_acts(
    case: Case, seed: str, *, by: User
) -> Iterator[tuple[timedelta, Callable[[], object]]]:
    """What the unit does with an accepted `case`, and how long after its acceptance."""
    rng = Random(f"{seed} quality")
    if rng.random() < _VERIFIED:
        yield timedelta(days=rng.randint(15, 80)), partial(_verify, case, by=by)
    if rng.random() < _LOOKED:
        yield timedelta(days=rng.randint(36, 60)), partial(_look_again, case, by=by)


def _verify(case: Case, *, by: User) -> None:
    """Verify the judgement that stands, where it is that the death is in scope."""
    if case.scope is not Scope.IN:
        return
    verified = Decision(case.scope, case.type, CURRENT, _SURE, Verification.VERIFIED)
    classify(case, verified, propose(_answers(case)), by=by)


def _look_again(case: Case, *, by: User) -> None:
    """Say of every warning about the case that its answers are right."""
    known = {n: one for n, one in _answers(case).items() if one.state is not State.NOT_RECORDED}
    kind = case.type.value if case.scope is Scope.IN else None
    found = findings(known, death_type=kind, received_on=london_date(case.received_at))
    keep(case, [one for one in found if one.severity is Severity.LOOK], _RIGHT, by=by)


def _answers(case: Case) -> dict[str, Given]:
    return read_standing([case])[0][case.id]
