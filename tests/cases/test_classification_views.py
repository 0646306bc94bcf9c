import re
from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.actions import classify
from dhp.cases.judging.classification import OutReason, Verification
from dhp.cases.judging.facts import propose
from dhp.cases.models import Case, Classification
from dhp.cases.queries import classifications_of
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from tests.cases.conftest import HOMICIDE, MakeCase
from tests.harness.pages import PageClient


@pytest.fixture
def signed_in(sign_in: Callable[[User], None], coder: User) -> User:
    """The coder, signed in."""
    sign_in(coder)
    return coder


def decide(client: PageClient, case: Case, status: int = 200, **changes: str) -> str:
    given = {
        "version": str(case.version),
        "scope": "out",
        "definition": "dhp-2023",
        "verification": "verified",
        "reason": "They had never met.",
    }
    page = client.post(
        f"/cases/{case.ref}/classification", data=given | changes, follow_redirects=True
    )
    assert page.status_code == status
    return page.get_data(as_text=True)


def standing(case: Case) -> Classification:
    return classifications_of(case)[0]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html))


def test_a_death_out_of_scope_is_recorded_with_its_reason_and_referral(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    page = words(
        decide(
            client,
            case,
            out_reason="not personally connected",
            referred_to="The force’s lead on stalking",
        )
    )

    kept = standing(case)
    assert (kept.out_reason, kept.verification) == (
        OutReason.NOT_CONNECTED,
        Verification.VERIFIED,
    )
    assert "Out of scope (verified) The two were not personally connected." in page
    assert "Out of scope because: The two were not personally connected" in page
    assert page.count("Referred to: The force’s lead on stalking") == 2
    event = trail.latest_about(case.ref, Act.CASE_CLASSIFIED)
    assert event is not None
    assert "not personally connected" in event.body
    assert "stalking" not in event.body


def test_a_death_out_of_scope_without_a_reason_is_asked_for_one(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    page = decide(client, case, 422)

    assert "Choose why the death is out of scope." in page
    assert classifications_of(case) == []


def test_all_that_is_wrong_with_a_decision_is_told_at_once(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(HOMICIDE)

    out = decide(client, case, 422, definition="", reason="", referred_to="x" * 201)
    away = decide(client, case, 422, reason="")
    within = decide(client, case, 422, scope="in", type="", referred_to="The lead", reason="")

    for told in ("Shorten this by", "Choose the definition", "Choose why the death is out"):
        assert told in out
    for told in ("Choose why the death is out of scope.", "Say why your decision differs"):
        assert told in away
    for told in ("Choose a type for a death", "Only a death out of scope", "Say why your decision"):
        assert told in within
    assert classifications_of(case) == []


def test_somebody_who_saw_what_no_longer_stands_is_told_that_and_not_asked_why(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(HOMICIDE)
    seen = str(case.version)
    decide(client, case, out_reason="duplicate")

    page = decide(client, case, 409, version=seen, scope="in", type="iph", reason="")

    assert "Somebody changed this case" in page
    assert "Say why you change" not in page


def test_a_button_that_cannot_be_cleared_does_not_hold_up_another_scope(
    client: PageClient, database: SQLAlchemy, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    partner = Decision(Scope.IN, DeathType.IPH, "dhp-2023")
    classify(case, partner, propose(HOMICIDE), by=signed_in)
    database.session.commit()

    decide(client, case, type="iph", out_reason="natural death")
    assert (standing(case).type, standing(case).out_reason) == (
        DeathType.UNCLASSIFIED,
        OutReason.NATURAL,
    )
    decide(client, case, scope="in", type="iph", out_reason="natural death")

    assert (standing(case).type, standing(case).out_reason) == (DeathType.IPH, None)


def test_who_it_is_referred_to_is_not_dropped_in_silence(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    page = decide(client, make_case(), 422, scope="in", type="iph", referred_to="The lead")

    assert "Only a death out of scope" in page
    assert 'value="The lead"' in page


def test_the_form_starts_from_what_stands(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    decide(client, case, out_reason="duplicate", referred_to="The lead")

    page = client.get(f"/cases/{case.ref}/classification").get_data(as_text=True)

    for chosen in ("out", "duplicate", "verified"):
        assert re.search(rf'value="{chosen}"[^>]*checked', page)
    assert 'value="The lead"' in page


def test_a_judgement_is_unverified_until_somebody_says_otherwise(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    decide(client, case, out_reason="natural death", verification="")

    assert standing(case).verification is Verification.UNVERIFIED
