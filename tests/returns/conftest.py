"""A collection that began in August 2026, two forces with their contacts, the unit, and deaths."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.calendar import clock_at
from dhp.cases.forces.restricting import restrict
from dhp.cases.models import Case
from dhp.returns.actions import confirm
from dhp.returns.models import Return
from dhp.returns.periods import USUAL, ReturnPeriod, Rhythm, Terms
from dhp.returns.plan import period_with, set_terms
from dhp.returns.queries import present_for
from tests.cases.conftest import (
    MakeCase,
    coder,
    colleague,
    essex,
    given,
    kent,
    lead,
    make_case,
    make_user,
    sign_in,
    spoc,
    statements,
    stranger,
)
from tests.harness.record import at

__all__ = [
    "coder",
    "colleague",
    "essex",
    "kent",
    "lead",
    "make_case",
    "make_user",
    "sign_in",
    "spoc",
    "statements",
    "stranger",
]

NOVEMBER = "2026-11-03T10:00"  # October is open then
MakeDeath = Callable[..., Case]
Confirm = Callable[..., Return]


@pytest.fixture
def begun(database: SQLAlchemy, lead: User) -> None:
    """Calendar months are returned from August 2026 on."""
    with clock_at(at("2026-07-20")):
        terms = Terms(Rhythm.MONTHLY, date(2026, 8, 1), *USUAL[Rhythm.MONTHLY])
        set_terms(terms, by=lead)
        database.session.commit()


@pytest.fixture
def clock() -> "object":
    """Sets the clock until the test ends: `clock("2026-11-03T10:00")`."""
    with ExitStack() as stack:
        yield lambda when: stack.enter_context(clock_at(at(when)))


@pytest.fixture
def october(begun: None, clock: Callable[[str], None]) -> ReturnPeriod:
    """October 2026, on the third of November."""
    clock(NOVEMBER)
    return period_with("2026-10-01")


@pytest.fixture
def make_death(make_case: MakeCase) -> MakeDeath:
    """Opens the case of a death: `make_death("2026-10-05", received="2026-10-06T09:00")`."""

    def make(died: str = "2026-10-05", received: str = "2026-10-06T09:00", **more: object) -> Case:
        answers = given(death__date_of_death=died) if died else {}
        answers |= given(death__force_ref="42/7")
        with clock_at(at(received)):
            return make_case(answers, received_at=at(received), **more)

    return make


@pytest.fixture
def make_return(database: SQLAlchemy) -> Confirm:
    """Confirms a period as somebody, at an instant, on what the person sees then."""

    def make(
        by: User,
        period: ReturnPeriod,
        disputes: Mapping[str, str] | None = None,
        when: str = NOVEMBER,
    ) -> Return:
        with clock_at(at(when)):
            made = confirm(period, disputes, by=by, seen=present_for(by, period).fingerprint)
            database.session.commit()
        return made

    return make


@pytest.fixture
def restricted_death(database: SQLAlchemy, make_death: MakeDeath, lead: User) -> MakeDeath:
    """Opens the case of a death and restricts it."""

    def make(*told: str, **more: str) -> Case:
        case = make_death(*told, **more)
        restrict(case, "An officer is involved.", by=lead)
        database.session.commit()
        return case

    return make
