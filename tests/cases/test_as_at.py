import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from hypothesis import given, settings
from hypothesis import strategies as st

from dhp.accounts.models import User
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import clock_at
from dhp.cases.actions import add_answers, classify
from dhp.cases.judging.facts import propose
from dhp.cases.models import Case, Source
from dhp.cases.people.actions import add_other, add_suspect_to, remove, set_role_in_abuse, tie
from dhp.cases.rules import Decision
from dhp.cases.sheet import Sheet, sheet_of
from dhp.cases.vocabularies import Part, RoleInAbuse
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Given, Stage, State
from dhp.errors import DomainError
from tests.cases.conftest import MakeCase
from tests.cases.conftest import given as told
from tests.harness.examples import SHARING, tries
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
START = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
TYPES = [DeathType.IPH, DeathType.AFH, DeathType.OTHER]
PLACES = ["victim", "suspect1", "suspect2", "suspect3", "other1"]


def version_of(sheet: Sheet) -> object:
    """Everything a page says of what stood, as values that can be compared."""
    return (
        [(line.name, line.told, line.gap) for line in sheet.lines],
        [(m.place, m.words, m.phrase, m.in_abuse, m.person_id) for m in sheet.cast.members],
        [(t.of, t.to, t.relationship) for t in sheet.cast.ties if t.relationship],
        (sheet.judgement.scope, sheet.judgement.type) if sheet.judgement else None,
        sheet.died,
    )


def do(case: Case, edit: tuple[str, int, int, int], by: User) -> None:
    """One edit of a random sequence; what cannot be done at its time changes nothing."""
    kind, first, second, third = edit
    place, source = PLACES[first % 4], list(Source)[second % 3]
    answer = [
        Given(State.ANSWERED, str(20 + third % 5)),
        Given(State.NOT_KNOWN),
        Given(State.NOT_YET_ESTABLISHED),
    ][third % 3]
    if kind == "answer":
        add_answers(
            case,
            {f"{place}.age": answer},
            by=by,
            source=source,
            stage=Stage.FOLLOW_UP,
            reason="It has changed",
        )
    elif kind == "date":
        day = Given(State.ANSWERED, f"2026-02-{1 + third % 20:02d}")
        add_answers(
            case,
            {"death.date_of_death": day},
            by=by,
            source=source,
            stage=Stage.NOTICE,
            reason="It has changed",
        )
    elif kind == "suspect":
        add_suspect_to(case, by=by)
    elif kind == "other":
        add_other(case, list(Part)[third % 4], {}, by=by, source=source)
    elif kind == "remove":
        remove(case, PLACES[1 + first % 4], "Added by mistake", by=by)
    elif kind == "abuse":
        set_role_in_abuse(case, PLACES[first % 5], list(RoleInAbuse)[third % 5], by=by)
    elif kind == "tie":
        relation = Given(State.ANSWERED, ["son", "sibling", "parent"][third % 3])
        ends = (PLACES[first % 5], PLACES[second % 5])
        tie(case, *ends, relation, by=by, source=source, reason="It has changed")
    else:
        decision = Decision(Scope.IN, TYPES[third % 3], "dhp-2023", "It has changed")
        classify(case, decision, propose({}), by=by)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "date", "suspect", "other", "remove", "abuse", "tie"])
        | st.just("classify"),
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=8,
)


@settings(SHARING, max_examples=tries(25, thorough=300))
@given(edits=EDITS)
def test_any_sequence_of_edits_leaves_every_past_version_readable_exactly(
    database: SQLAlchemy,
    make_case: MakeCase,
    coder: User,
    edits: list[tuple[str, int, int, int]],
) -> None:
    with clock_at(START):
        case = make_case(told(death__suspect_identified="yes", suspect1__age="30"))
        versions = [(START, version_of(sheet_of(case, coder)))]
    for number, edit in enumerate(edits, start=1):
        moment = START + timedelta(minutes=number)
        with clock_at(moment):
            savepoint = database.session.begin_nested()
            try:
                do(case, edit, coder)
                savepoint.commit()
            except DomainError:
                savepoint.rollback()
            versions.append((moment, version_of(sheet_of(case, coder))))
    database.session.flush()

    for moment, version in versions:
        for instant in (moment, moment + timedelta(seconds=59)):
            assert version_of(sheet_of(case, coder, instant)) == version
    database.session.rollback()


@pytest.fixture
def changed(
    database: SQLAlchemy, make_case: MakeCase, coder: User, sign_in: SignIn
) -> tuple[Case, User]:
    """A case opened at the start, changed an hour later; the coder is signed in."""
    sign_in(coder)
    with clock_at(START):
        case = make_case()
    with clock_at(START + timedelta(hours=1)):
        do(case, ("classify", 0, 0, 0), coder)
        do(case, ("suspect", 0, 0, 0), coder)
        add_answers(
            case,
            told(victim__age="41", death__date_of_death="2026-02-20"),
            by=coder,
            source=Source.UNIT,
            stage=Stage.FOLLOW_UP,
            reason="The certificate",
        )
        database.session.commit()
    return case, coder


def test_the_page_reads_the_whole_case_as_it_was(
    client: PageClient, changed: tuple[Case, User]
) -> None:
    case, _ = changed

    page = client.get(f"/cases/{case.ref}?as-at=2026-03-10T12:30").get_data(as_text=True)

    assert "This is what the record said on 10 March 2026 at 12:30, not what it says now." in page
    assert "Female, 34" in page
    assert "1 March 2026" in page
    assert "20 February 2026" not in page
    assert "Suspect 2" not in page
    assert "Not yet judged." in page
    assert "/sections/" not in page  # the past is not edited


def test_the_history_leads_to_the_case_as_it_was_before_each_change(
    client: PageClient, changed: tuple[Case, User]
) -> None:
    case, _ = changed
    page = client.get(f"/cases/{case.ref}").get_data(as_text=True)

    links = re.findall(r'href="([^"]*as-at=[^"]*)"', page)
    before = client.get(links[-1].replace("&amp;", "&")).get_data(as_text=True)

    assert "Female, 41" in page
    assert "Female, 34" in before


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-13-01T12:00", "2999-01-01T12:00", "2026-03-01"]
)
def test_an_instant_that_makes_no_sense_leads_back_to_the_case_with_what_to_do(
    client: PageClient, changed: tuple[Case, User], text: str
) -> None:
    case, _ = changed

    answer = client.get(f"/cases/{case.ref}?as-at={text}")
    page = client.get(answer.location).get_data(as_text=True)

    assert answer.location == f"/cases/{case.ref}"
    assert "Please note" in page


def test_the_trail_says_as_at_which_instant_a_case_was_read(
    client: PageClient, changed: tuple[Case, User]
) -> None:
    case, _ = changed

    client.get(f"/cases/{case.ref}?as-at=2026-03-10T12:30")

    event = trail.latest_about(case.ref, Act.CASE_READ)
    assert event is not None
    assert "2026-03-10T12:30:00" in event.body
