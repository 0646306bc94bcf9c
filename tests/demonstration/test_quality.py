"""What the unit does for quality in the invented history."""

from datetime import timedelta

import pytest

from dhp.calendar import clock_at, now
from dhp.cases.actions import classify
from dhp.cases.editing.warnings import KeptWarning
from dhp.cases.judging.classification import Verification
from dhp.cases.models import Classification
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.demonstration.quality import quality_acts
from tests.cases.conftest import HOMICIDE, coder, given, kent, make_case, make_user

__all__ = ["coder", "kent", "make_case", "make_user"]


@pytest.fixture
def lived(database, make_case, coder):
    """Takes all acts of twenty cases that are worth a second look."""

    def live(scope):
        for number in range(20):
            case = make_case(HOMICIDE | given(death__marac="yes", death__marac_date="2026-03-05"))
            kind = DeathType.IPH if scope is Scope.IN else DeathType.UNCLASSIFIED
            decision = Decision(scope, kind, "dhp-2023", "Told by the test")
            classify(case, decision, Verdict(Scope.CANNOT_TELL), by=coder)
            for later, act in quality_acts(case, str(number), by=coder):
                with clock_at(now() + later):
                    act()
            database.session.commit()

    return live


def test_most_judgements_are_verified_and_some_warnings_kept(lived, database):
    lived(Scope.IN)

    standing = database.session.query(Classification).filter_by(superseded_at=None).all()
    verified = sum(one.verification is Verification.VERIFIED for one in standing)
    assert 10 <= verified < 20
    assert 5 <= database.session.query(KeptWarning).count() < 20


def test_what_nobody_can_tell_is_not_verified(lived, database):
    lived(Scope.CANNOT_TELL)

    assert all(
        one.verification is Verification.UNVERIFIED
        for one in database.session.query(Classification)
    )


def test_the_same_seed_gives_the_same_acts(make_case, coder):
    case = make_case()

    one, other = ([later for later, _ in quality_acts(case, "seed", by=coder)] for _ in range(2))

    assert one == other
    assert all(later >= timedelta(days=15) for later in one)
