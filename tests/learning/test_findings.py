"""Findings are for all who learn; the cases behind them only for who may read those."""

import pytest
import sqlalchemy as sa

from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding as Likeness
from dhp.cases.links.same_death import link
from dhp.cases.models import CaseReader
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.learning.finding_actions import (
    record_finding,
    revise_finding,
    set_codes,
    tie_case,
    untie_case,
    withdraw_finding,
)
from dhp.learning.finding_models import FindingCase
from dhp.learning.finding_queries import case_counts, cases_behind, earlier_wordings, findings
from dhp.learning.queries import about_codes


@pytest.fixture
def finding(coder):
    one = record_finding("History is missed", "Systems are not searched.", ["5.06"], by=coder)
    db.session.commit()
    return one


def tied(finding, case, by):
    tie_case(finding, case, by=by)
    db.session.commit()


def test_a_restricted_case_counts_only_for_those_who_may_read_it(
    finding, make_case, people, coder, second
):
    lead = people["lead"]
    plain, restricted = make_case(), make_case(restricted=True)
    tied(finding, plain, coder)
    tied(finding, restricted, lead)

    assert list(cases_behind(finding, coder)) == [plain]
    assert case_counts([finding], coder) == {finding.id: 1}
    assert case_counts([finding], lead) == {finding.id: 2}
    db.session.add(CaseReader(case_id=restricted.id, user_id=second.id))
    db.session.commit()
    assert case_counts([finding], second) == {finding.id: 2}


def test_whoever_reads_no_cases_is_shown_none(finding, make_case, people, coder):
    tied(finding, make_case(), coder)

    for name in ("reader", "spoc", "analyst", "auditor", "administrator"):
        assert list(cases_behind(finding, people[name])) == [], name
        assert case_counts([finding], people[name]) == {}, name


def test_a_case_supports_a_finding_once_until_it_is_taken_away(finding, make_case, coder):
    case = make_case()
    tied(finding, case, coder)
    tied(finding, case, coder)
    assert case_counts([finding], coder) == {finding.id: 1}

    untie_case(finding, case, by=coder)
    db.session.commit()

    assert case_counts([finding], coder) == {}
    assert db.session.scalar(sa.select(FindingCase.untied_by)) == coder.ref  # kept, not deleted
    with pytest.raises(Refused, match="does not support"):
        untie_case(finding, case, by=coder)
    tied(finding, case, coder)
    assert case_counts([finding], coder) == {finding.id: 1}


def test_one_death_told_twice_counts_once(finding, make_case, coder):
    first, second = make_case(), make_case()
    for case in (first, second):
        tied(finding, case, coder)
    assert case_counts([finding], coder) == {finding.id: 2}

    link(Likeness(first, second, LinkKind.SAME_DEATH, "Told twice."), by=coder)
    db.session.commit()

    assert list(cases_behind(finding, coder)) == [first]
    assert case_counts([finding], coder) == {finding.id: 1}
    untie_case(finding, first, by=coder)
    db.session.commit()
    assert list(cases_behind(finding, coder)) == []


def test_a_withdrawn_finding_is_gone_for_all_but_the_unit(finding, people, coder):
    assert list(findings(people["reader"])) == [finding]

    withdraw_finding(finding, "The sample was wrong.", by=coder)
    db.session.commit()

    assert list(findings(people["reader"])) == []
    assert list(findings(coder)) == [finding]
    assert list(findings(coder, standing=True)) == []
    with pytest.raises(Refused, match="withdrawn"):
        set_codes(finding, ["5.07"], by=coder)


def test_codes_can_be_changed_and_lead_to_findings_and_recommendations(
    finding, recommend, people, coder
):
    one = recommend(findings=[finding])
    set_codes(finding, ["5.07", "6.01"], by=coder)
    db.session.commit()

    assert [code.code_ref for code in finding.codes] == ["5.07", "6.01"]
    assert list(findings(coder, code="6.01")) == [finding]
    assert list(findings(coder, code="5.06")) == []
    assert list(about_codes(["6.01"], people["reader"])) == [one]
    assert list(about_codes(["5.06"], people["reader"])) == []


def test_a_finding_needs_its_words(coder):
    for title, words in (("", "Words"), ("Title", " "), ("x" * 151, "Words")):
        with pytest.raises(DomainError):
            record_finding(title, words, [], by=coder)


def test_a_finding_is_revised_with_a_reason_and_what_it_said_is_kept(finding, people, coder):
    lead = people["lead"]
    revise_finding(finding, "History is missed", "Checked late.", "Clearer.", by=lead, seen=1)
    revise_finding(finding, "History is missed", "Not checked.", "Precise.", by=coder, seen=2)
    db.session.commit()

    told = [(one.number, one.words, one.reason) for one in earlier_wordings(finding)]
    assert told == [(2, "Checked late.", "Precise."), (1, "Systems are not searched.", "Clearer.")]
    assert finding.words == "Not checked."
    assert db.session.scalars(
        sa.select(TrailEvent.actor).where(TrailEvent.act == Act.FINDING_REVISED)
    ).all() == [lead.ref, coder.ref]


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE learning_finding_wordings SET words = 'Others'",
        "UPDATE learning_finding_wordings SET revised_by = 'nobody'",
        "DELETE FROM learning_finding_wordings",
    ],
)
def test_the_database_itself_keeps_what_a_finding_said(finding, coder, act):
    revise_finding(finding, "History is missed", "Not checked.", "Precise.", by=coder, seen=1)
    db.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match=r"append-only|permission denied"):
        db.session.execute(sa.text(act))


@pytest.mark.parametrize(
    ("words", "reason", "seen", "kind", "told"),
    [
        ("", "Why", 1, DomainError, "Enter what was found"),
        ("Others", " ", 1, DomainError, "Say why"),
        ("Systems are not searched.", "Why", 1, DomainError, "the words that stand"),
        ("Others", "Why", 2, Stale, "Somebody else"),
        ("Others", "Why", 0, Stale, "Somebody else"),
    ],
)
def test_what_is_no_revision_changes_nothing(finding, coder, words, reason, seen, kind, told):
    with pytest.raises(kind, match=told):
        revise_finding(finding, "History is missed", words, reason, by=coder, seen=seen)

    assert list(earlier_wordings(finding)) == []
    assert finding.words == "Systems are not searched."


def test_a_withdrawn_finding_is_not_revised(finding, coder):
    withdraw_finding(finding, "The sample was wrong.", by=coder)

    with pytest.raises(Refused, match="withdrawn"):
        revise_finding(finding, "Other", "Words", "Why", by=coder, seen=1)
