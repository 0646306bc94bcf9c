from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from dhp.accounts.models import Force, User
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import clock_at, now
from dhp.cases.actions import add_answers, classify
from dhp.cases.judging.facts import propose
from dhp.cases.links.comparison import compare
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.listing import latest_cases
from dhp.cases.models import Case, Source
from dhp.cases.overlay import read_standing
from dhp.cases.people.actions import add_suspect_to
from dhp.cases.people.standing import places_of
from dhp.cases.queries import others_of_incident
from dhp.cases.rules import Decision
from dhp.cases.sheet import sheet_of
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Stage
from dhp.errors import DomainError, Refused
from tests.cases.conftest import HOMICIDE, MakeCase, given
from tests.harness.examples import SHARING, tries

OTHER = HOMICIDE | given(
    death__force_ref="BX/99/26",
    death__date_of_death="2026-03-02",
    victim__age="35",
    suspect1__age="[not_known]",
    suspect1__relationship="partner",
    incident__location_type="shared_home",
)
DEATH, INCIDENT = LinkKind.SAME_DEATH, LinkKind.SAME_INCIDENT


@pytest.fixture
def two(make_case: MakeCase, essex: Force) -> tuple[Case, Case]:
    """One death told by two forces."""
    return make_case(), make_case(OTHER, force=essex)


def answers_of(case: Case, as_at: datetime | None = None) -> dict[str, str | None]:
    answers, _places = read_standing([case], as_at)
    return {name: one.value for name, one in answers[case.id].items() if one.value}


def contents(database: SQLAlchemy) -> dict[str, list[Mapping[str, object]]]:
    """Every row of every table, but for the trail, the links and the counters of versions."""
    database.session.rollback()
    found = {}
    for table in database.metadata.sorted_tables:
        if table.name.startswith("trail_") or table.name == "case_links":
            continue
        columns = [column for column in table.columns if column.name != "version"]
        rows = database.session.execute(sa.select(*columns)).mappings()
        found[table.name] = sorted((dict(row) for row in rows), key=repr)
    database.session.rollback()
    return found


# The same death


def test_the_case_that_stays_stands_for_both(
    database: SQLAlchemy, two: tuple[Case, Case], coder: User
) -> None:
    keep, other = two

    link(Finding(keep, other, DEATH, "One death."), by=coder)
    database.session.commit()

    assert other.survivor_id == keep.id
    assert [case.ref for case in latest_cases(coder).cases] == [keep.ref]
    assert latest_cases(coder).total == 1
    assert others_of_incident(keep, coder) == []


def test_chosen_answers_are_those_that_stand_and_the_rest_stays(
    database: SQLAlchemy, two: tuple[Case, Case], coder: User
) -> None:
    keep, other = two
    before = answers_of(keep)
    choices = {
        "death.date_of_death": other.id,
        "victim.age": keep.id,
        "suspect1.relationship": other.id,
        "incident.location_type": other.id,
    }

    link(Finding(keep, other, DEATH, "One death.", choices), by=coder)
    database.session.commit()

    assert answers_of(keep) == before | {
        "death.date_of_death": "2026-03-02",
        "suspect1.relationship": "partner",
        "incident.location_type": "shared_home",
    }
    assert keep.died_first == keep.died_last == datetime(2026, 3, 2, tzinfo=UTC).date()
    assert keep.force_ref == "42/7"


def test_the_page_and_the_proposals_read_what_was_chosen(
    database: SQLAlchemy, two: tuple[Case, Case], coder: User
) -> None:
    keep, other = two
    link(Finding(keep, other, DEATH, "One death.", {"victim.age": other.id}), by=coder)
    database.session.commit()

    sheet = sheet_of(keep, coder)

    assert sheet.answers["victim.age"].value == "35"
    line = sheet.line_of("victim.age")
    assert line is not None
    assert [told.text for told in line.told] == ["35", "34"]
    assert sheet.proposals[0].verdict == propose(read_standing([keep])[0][keep.id])


def test_a_newer_answer_of_the_case_itself_counts_more_than_a_choice(
    database: SQLAlchemy, two: tuple[Case, Case], coder: User
) -> None:
    keep, other = two
    link(Finding(keep, other, DEATH, "One death.", {"victim.age": other.id}), by=coder)
    add_answers(
        keep,
        given(victim__age="36"),
        by=coder,
        source=Source.FORCE,
        stage=Stage.FOLLOW_UP,
        reason="Her birth certificate.",
    )
    database.session.commit()

    assert answers_of(keep)["victim.age"] == "36"


@pytest.mark.parametrize("name", ["victim.age", "incident.location_type"])
def test_the_case_s_own_earlier_answer_typed_again_overrides_a_choice(
    database: SQLAlchemy, two: tuple[Case, Case], coder: User, name: str
) -> None:
    keep, other = two
    own = answers_of(keep)[name]
    link(Finding(keep, other, DEATH, "One death.", {name: other.id}), by=coder)
    database.session.commit()
    chosen = answers_of(keep)[name]

    codes = add_answers(
        keep, {name: HOMICIDE[name]}, by=coder, source=Source.FORCE, stage=Stage.FOLLOW_UP
    )
    again = add_answers(
        keep, {name: HOMICIDE[name]}, by=coder, source=Source.FORCE, stage=Stage.FOLLOW_UP
    )
    database.session.commit()

    assert chosen == OTHER[name].value != own
    assert answers_of(keep)[name] == own
    assert (len(codes), again) == (1, [])


def test_a_choice_counts_from_the_decision_to_its_undoing(
    database: SQLAlchemy, two: tuple[Case, Case], coder: User
) -> None:
    keep, other = two
    start = now() + timedelta(days=1)
    with clock_at(start):
        finding = Finding(keep, other, DEATH, "One death.", {"victim.age": other.id})
        decision = link(finding, by=coder)
    with clock_at(start + timedelta(days=2)):
        undo(decision, "They are two.", by=coder)
    database.session.commit()

    ages = [answers_of(keep, start + timedelta(days=day))["victim.age"] for day in (-0.5, 1, 3)]

    assert ages == ["34", "35", "34"]


def test_a_suspect_whom_one_case_does_not_have_cannot_be_chosen_from(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    keep, other = make_case(), make_case(OTHER | given(suspect2__age="50"))
    pairs = {pair.name: pair for pair in compare(keep, other).differing}
    choices = {"suspect2.age": other.id}

    link(Finding(keep, other, DEATH, "One death.", choices), by=coder)
    database.session.commit()

    assert not pairs["suspect2.age"].choosable
    assert pairs["victim.age"].choosable
    assert "suspect2.age" not in answers_of(keep)


def test_a_suspect_whom_both_cases_share_keeps_one_set_of_answers(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    keep = make_case()
    other = make_case(given(victim__age="35"), incident=keep.incident)
    shared = places_of([keep])[keep.id].people["suspect1"]
    add_suspect_to(other, by=coder, person_id=shared)

    link(Finding(keep, other, DEATH, "One death.", {"suspect1.age": other.id}), by=coder)
    database.session.commit()

    line = sheet_of(keep, coder).line_of("suspect1.age")
    assert line is not None
    assert [told.text for told in line.told] == ["36"]
    assert line.told[0].sources == "Force"


def test_merging_records_an_event_about_both(
    two: tuple[Case, Case], coder: User, database: SQLAlchemy
) -> None:
    keep, other = two
    link(Finding(keep, other, DEATH, "One death.", {"victim.age": other.id}), by=coder)
    database.session.commit()

    event = trail.latest_about(other.ref, Act.CASES_MERGED)

    assert event is not None
    assert keep.ref in event.body
    assert "victim.age" in event.body
    assert "35" not in event.body.replace(event.at.isoformat(), "").split('"fields"')[1][:30]


# The same incident


def test_two_deaths_of_one_incident_bring_their_whole_incidents_together(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    one, other = make_case(), make_case(OTHER)
    sister = make_case(incident=other.incident)

    link(Finding(one, other, INCIDENT, "One fire."), by=coder)
    database.session.commit()

    assert others_of_incident(one, coder) == [other, sister]
    assert latest_cases(coder).total == 3


def test_of_two_deaths_only_what_tells_of_the_incident_is_taken(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    one, other = make_case(), make_case(OTHER)
    choices = {"victim.age": other.id, "incident.location_type": other.id}

    link(Finding(one, other, INCIDENT, "One fire.", choices), by=coder)
    database.session.commit()

    assert answers_of(one)["victim.age"] == "34"
    assert answers_of(other)["victim.age"] == "35"
    assert [answers_of(c)["incident.location_type"] for c in (one, other)] == ["shared_home"] * 2


def test_a_choice_of_an_incident_goes_with_it_into_a_third(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    one, two, three = make_case(), make_case(OTHER), make_case(HOMICIDE)
    place = "incident.location_type"
    link(Finding(one, two, INCIDENT, "One fire.", {place: two.id}), by=coder)
    later = link(Finding(three, one, INCIDENT, "One fire.", {place: one.id}), by=coder)
    database.session.commit()

    assert [answers_of(case)[place] for case in (one, two, three)] == ["shared_home"] * 3

    undo(later, "Another fire.", by=coder)
    database.session.commit()
    assert [answers_of(case)[place] for case in (one, three)] == ["shared_home", "victim_home"]


# What may not be decided


def test_a_decision_needs_a_reason_unless_nothing_changes(
    two: tuple[Case, Case], coder: User
) -> None:
    for kind in (DEATH, INCIDENT):
        with pytest.raises(DomainError, match="Say why you think so"):
            link(Finding(*two, kind, "  "), by=coder)

    link(Finding(*two, LinkKind.NOT_THE_SAME), by=coder)


def test_a_pair_is_decided_once_in_either_order(two: tuple[Case, Case], coder: User) -> None:
    keep, other = two
    link(Finding(keep, other, LinkKind.NOT_THE_SAME), by=coder)

    with pytest.raises(Refused, match="Undo that decision first"):
        link(Finding(other, keep, DEATH, "One death."), by=coder)


def test_a_case_that_stands_for_another_must_stay(
    make_case: MakeCase, two: tuple[Case, Case], coder: User
) -> None:
    keep, other = two
    third = make_case()
    link(Finding(keep, other, DEATH, "One death."), by=coder)

    with pytest.raises(Refused, match="already stands for another one"):
        link(Finding(third, keep, DEATH, "One death."), by=coder)
    with pytest.raises(Refused, match="Compare with that one instead"):
        link(Finding(third, other, DEATH, "One death."), by=coder)

    link(Finding(keep, third, DEATH, "One death."), by=coder)


def test_a_restricted_and_an_open_case_are_not_made_one(make_case: MakeCase, coder: User) -> None:
    with pytest.raises(Refused, match="Ask the lead to restrict both"):
        link(Finding(make_case(), make_case(restricted=True), DEATH, "One death."), by=coder)


def test_a_case_is_not_linked_to_itself(make_case: MakeCase, coder: User) -> None:
    case = make_case()

    with pytest.raises(DomainError, match="the same case"):
        link(Finding(case, case, DEATH, "One death."), by=coder)


# Undoing


@pytest.mark.parametrize("kind", list(LinkKind))
def test_undoing_restores_every_table(
    database: SQLAlchemy, make_case: MakeCase, essex: Force, coder: User, kind: LinkKind
) -> None:
    keep, other = make_case(), make_case(OTHER, force=essex)
    make_case(incident=other.incident)
    classify(other, Decision(Scope.IN, DeathType.IPH, "dhp-2023"), propose(OTHER), by=coder)
    database.session.commit()
    before = contents(database)
    choices = {pair.name: other.id for pair in compare(keep, other).to_choose}

    decision = link(Finding(keep, other, kind, "So.", choices), by=coder)
    database.session.commit()
    linked = contents(database)
    undo(decision, "Not so.", by=coder)
    database.session.commit()

    assert contents(database) == before
    assert (linked != before) is (kind is not LinkKind.NOT_THE_SAME)
    unmoved = {name: rows for name, rows in before.items() if name != "cases"}
    assert {name: linked[name] for name in unmoved} == unmoved


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["link", "undo"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(list(LinkKind)),
    ),
    max_size=8,
)


@settings(SHARING, max_examples=tries(8, thorough=100))
@drawn(acts=ACTS)
def test_whatever_is_linked_undoing_all_backwards_restores_every_table(
    database: SQLAlchemy, make_case: MakeCase, coder: User, acts: list
) -> None:
    cases = [make_case(HOMICIDE), make_case(OTHER), make_case(OTHER), make_case({})]
    before, done = contents(database), []
    for act, one, other, kind in acts:
        try:
            if act == "link":
                choices = {"victim.age": cases[other].id, "incident.location_type": cases[other].id}
                done.append(link(Finding(cases[one], cases[other], kind, "So.", choices), by=coder))
            elif done:
                undo(done[-1], "Not so.", by=coder)
                done.pop()
            database.session.commit()
        except DomainError:
            database.session.rollback()
    while done:
        undo(done.pop(), "Not so.", by=coder)
        database.session.commit()

    assert contents(database) == before


def test_a_decision_that_a_later_one_builds_on_is_undone_after_it(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    one, two, three = make_case(), make_case(), make_case()
    earlier = link(Finding(one, two, INCIDENT, "One fire."), by=coder)
    later = link(Finding(three, one, INCIDENT, "One fire."), by=coder)
    database.session.commit()

    with pytest.raises(Refused, match="Undo the later one first"):
        undo(earlier, "Two fires.", by=coder)

    undo(later, "Two fires.", by=coder)
    undo(earlier, "Two fires.", by=coder)


def test_undoing_needs_a_reason_and_happens_once(two: tuple[Case, Case], coder: User) -> None:
    decision = link(Finding(*two, DEATH, "One death."), by=coder)

    with pytest.raises(DomainError, match="Say why the decision was wrong"):
        undo(decision, " ", by=coder)
    undo(decision, "Two deaths.", by=coder)
    with pytest.raises(Refused, match="already"):
        undo(decision, "Two deaths.", by=coder)


def test_the_history_tells_of_the_decision_and_of_its_undoing(
    database: SQLAlchemy, two: tuple[Case, Case], coder: User
) -> None:
    keep, other = two
    decision = link(Finding(keep, other, DEATH, "Same name of the street."), by=coder)
    undo(decision, "Another street.", by=coder)
    database.session.commit()

    for case in two:
        told = [(event.did, event.reason) for event in sheet_of(case, coder).events]
        assert ("undid the decision that this and case", "Another street.") in [
            (did[:37], reason) for did, reason in told
        ]
        assert any(did.endswith("to be the same death") for did, _reason in told)
