import pytest

from dhp.cases.judging.classification import OutReason
from dhp.cases.rules import Decision, check_decision, check_version
from dhp.definitions import DeathType, Scope, Verdict
from dhp.errors import DomainError, Stale

PARTNER = Verdict(Scope.IN, DeathType.IPH)
UNTOLD = Verdict(Scope.CANNOT_TELL)


def decision(scope: Scope, kind: DeathType = DeathType.UNCLASSIFIED, reason: str = "") -> Decision:
    return Decision(scope, kind, "dhp-2023", reason)


def field_of(error: pytest.ExceptionInfo[DomainError]) -> str | None:
    return error.value.field


def test_following_the_proposal_needs_no_reason() -> None:
    check_decision(decision(Scope.IN, DeathType.IPH), PARTNER)
    check_decision(decision(Scope.CANNOT_TELL), UNTOLD)


def test_a_death_in_scope_needs_a_type() -> None:
    with pytest.raises(DomainError) as error:
        check_decision(decision(Scope.IN, reason="Because."), PARTNER)

    assert field_of(error) == "type"


def test_a_death_out_of_scope_has_no_type() -> None:
    with pytest.raises(DomainError) as error:
        check_decision(decision(Scope.OUT, DeathType.IPH, "Because."), PARTNER)

    assert field_of(error) == "type"


@pytest.mark.parametrize("reason", ["", "   "])
def test_departing_from_the_proposal_needs_a_reason(reason: str) -> None:
    with pytest.raises(DomainError) as error:
        check_decision(decision(Scope.IN, DeathType.AFH, reason), PARTNER)

    assert field_of(error) == "reason"


def test_departing_with_a_reason_is_allowed() -> None:
    check_decision(decision(Scope.IN, DeathType.AFH, "They were siblings."), PARTNER)


def test_going_back_on_a_decision_needs_a_reason_even_towards_the_proposal() -> None:
    with pytest.raises(DomainError) as error:
        check_decision(
            decision(Scope.IN, DeathType.IPH), PARTNER, (Scope.OUT, DeathType.UNCLASSIFIED)
        )

    assert field_of(error) == "reason"


@pytest.mark.parametrize("before", [None, Scope.CANNOT_TELL])
def test_settling_what_was_open_needs_no_reason(before: Scope | None) -> None:
    check_decision(decision(Scope.IN, DeathType.IPH), PARTNER, (before, DeathType.UNCLASSIFIED))


def test_a_definition_without_types_proposes_a_scope_alone() -> None:
    assert decision(Scope.IN, DeathType.IPH).follows(Verdict(Scope.IN, None))
    assert not decision(Scope.OUT).follows(Verdict(Scope.IN, None))


def test_a_form_opened_before_a_change_is_stale() -> None:
    check_version(3, 3)
    with pytest.raises(Stale):
        check_version(2, 3)


OUT = Verdict(Scope.OUT)


def out(reason: OutReason | None, words: str = "", referred_to: str = "") -> Decision:
    unclassified = DeathType.UNCLASSIFIED
    return Decision(
        Scope.OUT,
        unclassified,
        "dhp-2023",
        words,
        out_reason=reason,
        referred_to=referred_to,
    )


def test_a_death_out_of_scope_says_in_a_word_why() -> None:
    with pytest.raises(DomainError, match="Choose why the death is out of scope") as error:
        check_decision(out(None, "Because."), OUT)

    assert field_of(error) == "out_reason"
    check_decision(out(OutReason.NOT_CONNECTED, referred_to="The force’s lead on stalking"), OUT)


def test_another_reason_is_told_in_words() -> None:
    with pytest.raises(DomainError, match="in your own words"):
        check_decision(out(OutReason.OTHER), OUT)

    check_decision(out(OutReason.OTHER, "It was a film."), OUT)


@pytest.mark.parametrize("scope", [Scope.IN, Scope.CANNOT_TELL])
@pytest.mark.parametrize("changes", [{"out_reason": OutReason.NATURAL}, {"referred_to": "Others"}])
def test_only_a_death_out_of_scope_is_so_for_a_reason_and_referred_on(
    scope: Scope, changes: dict
) -> None:
    kind = DeathType.IPH if scope is Scope.IN else DeathType.UNCLASSIFIED

    with pytest.raises(DomainError, match="Only a death out of scope") as error:
        check_decision(Decision(scope, kind, "dhp-2023", "So.", **changes), PARTNER)

    assert field_of(error) in changes
