from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from hypothesis import given as for_any
from hypothesis import strategies as st

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import PartialDate, clock_at, london_date, now
from dhp.cases.actions import add_answers
from dhp.cases.contact.actions import Happening, Searching, record_contact, record_search, take_back
from dhp.cases.contact.models import ContactEvent
from dhp.cases.contact.page import contact_on
from dhp.cases.contact.timeline import contact_of, interval, searches_of
from dhp.cases.contact.vocabularies import ContactKind, Grade, Outcome, System
from dhp.cases.models import Case, Source
from dhp.cases.sheet import sheet_of
from dhp.dictionary import Stage
from dhp.errors import DomainError, Refused
from tests.cases.conftest import MakeCase, MakeUser, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
DIED = date(2026, 3, 1)


def happening(when: str, kind: ContactKind = ContactKind.CALL_OUT, **changes: Any) -> Happening:
    return Happening(kind, PartialDate.parse(when), Source.FORCE, **changes)


def search(system: System, outcome: Outcome) -> Searching:
    return Searching(system, date(2026, 3, 3), outcome, Source.FORCE)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-03-01", "on the day of the death"),
        ("2026-02-28", "1 day before the death"),
        ("2026-03-04", "3 days after the death"),
        ("2026-01", "29 to 59 days before the death"),
        ("2026-03", "0 to 30 days after the death"),
        ("2026", "around the day of the death"),
        ("2020", "5 to 6 years before the death"),
        ("2016-03-02", "10 years before the death"),
        ("2027", "306 to 670 days after the death"),
    ],
)
def test_the_interval_to_the_death_is_as_exact_as_both_dates(when: str, words: str) -> None:
    assert interval(PartialDate.parse(when), (DIED, DIED)).words == words


@for_any(
    when=st.dates(date(1990, 1, 1), date(2026, 12, 31)),
    died=st.dates(date(2010, 1, 1), date(2026, 12, 31)),
    precision=st.sampled_from([4, 7, 10]),
    spread=st.integers(0, 40),
)
def test_the_true_interval_is_never_outside_the_one_that_is_shown(
    when: date, died: date, precision: int, spread: int
) -> None:
    shown = interval(
        PartialDate.parse(when.isoformat()[:precision]), (died, died + timedelta(days=spread))
    )

    assert shown.least <= (died - when).days <= shown.most


def test_the_last_contact_is_the_latest_that_can_have_been_before_the_death(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    for when in ("2026-02-20", "2026-01", "2026-03-09", "2019"):
        record_contact(case, happening(when), by=coder)

    contact = contact_of(case)

    assert [event.happened for event in contact.events] == [
        "2019",
        "2026-01",
        "2026-02-20",
        "2026-03-09",
    ]
    assert contact.last_words == "Call-out, 20 February 2026: 9 days before the death."


def test_without_a_date_of_death_no_interval_is_made_up(make_case: MakeCase, coder: User) -> None:
    case = make_case(given(death__date_of_death="[not_known]"))
    event = record_contact(case, happening("2025-05-01"), by=coder)

    contact = contact_of(case)

    assert contact.interval(event) is None
    assert contact.last_words == "Call-out, 1 May 2025."


def test_nothing_found_nothing_searched_and_found_are_three_things(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    record_search(case, search(System.PNC, Outcome.NOTHING), by=coder)
    record_search(case, search(System.MARAC, Outcome.FOUND), by=coder)

    found = {system: [row.outcome for row in rows] for system, rows in searches_of(case).items()}
    assert found[System.PNC] == [Outcome.NOTHING]
    assert found[System.MARAC] == [Outcome.FOUND]
    assert found[System.HEALTH] == []
    assert set(found) == set(System)


def test_what_is_taken_back_is_kept_with_its_reason_and_was_known_before(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    event = record_contact(case, happening("2026-02-20"), by=coder)
    before = now()
    with clock_at(before + timedelta(hours=1)):
        take_back(case, event, "Another household", by=coder)

    assert contact_of(case).events == []
    assert contact_of(case, before).events == [event]
    kept = database.session.get_one(ContactEvent, event.id)
    assert kept.ended_reason == "Another household"
    with pytest.raises(Refused):
        take_back(case, event, "Again", by=coder)


def test_what_cannot_be_is_refused(make_case: MakeCase, coder: User) -> None:
    case = make_case()
    tomorrow = london_date(now()) + timedelta(days=1)

    with pytest.raises(DomainError, match="today or in the past"):
        record_contact(case, happening(tomorrow.isoformat()), by=coder)
    with pytest.raises(DomainError, match="Only a risk assessment has a grade"):
        record_contact(case, happening("2026-01-01", grade=Grade.HIGH), by=coder)
    with pytest.raises(DomainError, match="today or in the past"):
        record_search(case, Searching(System.PNC, tomorrow, Outcome.FOUND, Source.FORCE), by=coder)


def test_an_entry_is_an_event_that_tells_no_detail(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    record_contact(case, happening("2026-02-20", detail="Mary Brown called"), by=coder)
    database.session.commit()

    event = trail.latest_about(case.ref, Act.CONTACT_RECORDED)
    assert event is not None
    assert '"kind":"call-out"' in event.body
    assert "Mary" not in event.body


# The page

EVENT = {
    "kind": "risk assessment",
    "grade": "high",
    "who": "suspect1",
    "source": "force",
    "detail": "<b>DASH</b> {{ 1 }}",
    "contact.happened.day": "20",
    "contact.happened.month": "2",
    "contact.happened.year": "2026",
}


@pytest.fixture
def case(make_case: MakeCase, sign_in: SignIn, coder: User) -> Case:
    """A case; the coder is signed in."""
    sign_in(coder)
    return make_case()


def add(client: PageClient, case: Case, status: int = 303, **changes: str) -> str:
    data = EVENT | {"version": str(case.version)} | changes
    page = client.post(f"/cases/{case.ref}/contact/events", data=data)
    assert page.status_code == status
    return page.get_data(as_text=True)


def test_a_contact_is_shown_in_a_picture_in_words_and_in_a_table(
    client: PageClient, case: Case
) -> None:
    add(client, case)

    page = client.get(f"/cases/{case.ref}/contact").get_data(as_text=True)

    assert page.count("<svg") == 2
    assert "1 event is recorded, the first in 2026. Last contact: Risk assessment" in page
    assert "Risk assessment (DASH or DARA): high" in page
    assert "&lt;b&gt;DASH&lt;/b&gt; {{ 1 }}" in page
    assert "9 days before the death" in page
    assert '<td class="govuk-table__cell" data-label="Whom it concerned">Suspect</td>' in page


def test_a_search_that_found_nothing_is_told_from_none(client: PageClient, case: Case) -> None:
    data = {
        "search-version": str(case.version),
        "search-system": "pnc",
        "search-searched_on": ["3", "3", "2026"],
        "search-outcome": "nothing",
        "search-searched_by": "force",
    }

    added = client.post(f"/cases/{case.ref}/contact/searches", data=data)
    page = client.get(f"/cases/{case.ref}/contact").get_data(as_text=True)

    assert added.status_code == 303
    assert "Searched, nothing found, 3 Mar 2026" in page
    assert page.count("Not searched, as far as is recorded") == len(System) - 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"contact.happened.year": ""}, "must include a year"),
        ({"contact.happened.year": "2999"}, "must be today or in the past"),
        ({"kind": "arrest"}, "Only a risk assessment has a grade"),
    ],
)
def test_a_contact_with_a_fault_keeps_what_was_typed(
    client: PageClient, case: Case, changes: dict[str, str], fault: str
) -> None:
    page = add(client, case, 422, **changes)

    assert fault in page
    assert "&lt;b&gt;DASH&lt;/b&gt;" in page
    assert contact_of(case).events == []


def test_a_contact_on_a_page_that_is_out_of_date_is_not_saved_and_its_text_stays(
    client: PageClient, case: Case
) -> None:
    page = add(client, case, 409, version="99")

    assert "Somebody changed this case after you opened the page." in page
    assert "&lt;b&gt;DASH&lt;/b&gt;" in page


def test_an_entry_can_be_taken_back_with_a_reason(client: PageClient, case: Case) -> None:
    add(client, case)
    path = f"/cases/{case.ref}/contact/{contact_of(case).events[0].ref}/take-back"

    asked = client.get(path)
    refused = client.post(path, data={"reason": ""})
    client.post(path, data={"reason": "Another household"})

    assert (asked.status_code, refused.status_code) == (200, 422)
    assert contact_of(case).events == []
    assert client.get(path).status_code == 404


def test_an_entry_of_another_case_is_not_found(
    client: PageClient, case: Case, make_case: MakeCase
) -> None:
    add(client, case)
    entry = contact_of(case).events[0].ref

    page = client.post(f"/cases/{make_case().ref}/contact/{entry}/take-back", data={"reason": "x"})

    assert page.status_code == 404


@pytest.mark.parametrize("role", [RoleName.SPOC, RoleName.READER])
def test_others_neither_see_nor_add_contact(
    client: PageClient, make_case: MakeCase, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    case = make_case()
    sign_in(make_user(role))

    assert client.get(f"/cases/{case.ref}/contact").status_code == 403
    add(client, case, 403)


def test_a_whole_case_opens_in_twelve_statements_and_stays_readable(
    database: SQLAlchemy,
    client: PageClient,
    case: Case,
    coder: User,
    whole_case: Callable[[], Case],
    statements: list[str],
) -> None:
    whole = whole_case()
    assert len(contact_of(whole).events) == 60
    statements.clear()

    page = client.get(f"/cases/{whole.ref}").get_data(as_text=True)

    assert len(statements) <= 12, statements
    assert page.index("What is missing") < page.index("Summary") < page.index("The death</h2>")
    assert "Suspect 4" in page
    assert "(worked out)" in page
    assert page.count("<svg") == 2


def test_answered_lines_come_before_the_open_ones_which_are_folded_away(
    client: PageClient, case: Case
) -> None:
    page = client.get(f"/cases/{case.ref}").get_data(as_text=True)
    death = page[page.index('id="section-death"') : page.index('id="section-people"')]

    assert death.index("Date of death") < death.index("<details")
    assert "without an answer" in death
    assert death.count("<details") == 1


def test_the_case_page_names_the_last_contact(client: PageClient, case: Case, coder: User) -> None:
    add(client, case)

    page = client.get(f"/cases/{case.ref}").get_data(as_text=True)

    assert "Risk assessment (DASH or DARA), 20 February 2026: 9 days before the death." in page


def test_contact_searches_and_the_date_of_death_are_read_as_at_an_instant(
    database: SQLAlchemy, client: PageClient, make_case: MakeCase, coder: User, sign_in: SignIn
) -> None:
    start = now() - timedelta(hours=1)
    sign_in(coder)
    with clock_at(start - timedelta(hours=1)):
        case = make_case()
    with clock_at(start):
        event = record_contact(case, happening("2026-02-20"), by=coder)
        record_search(case, search(System.PNC, Outcome.NOTHING), by=coder)
    add_answers(
        case,
        given(death__date_of_death="2026-02-28"),
        by=coder,
        source=Source.UNIT,
        stage=Stage.FOLLOW_UP,
        reason="The certificate.",
    )
    take_back(case, event, "Another person.", by=coder)
    database.session.commit()
    path = f"/cases/{case.ref}/contact"

    def read(minutes: int) -> str:
        at = (start + timedelta(minutes=minutes)).isoformat()
        return client.get(path, query_string={"as-at": at}).get_data(as_text=True)

    earliest, then, today = read(-5), read(5), client.get(path).get_data(as_text=True)

    assert "No contact is recorded." in earliest
    assert "Searched, nothing found" not in earliest
    assert "Searched, nothing found, 3 Mar 2026" in then
    assert "not what it says now" in then
    assert 'action="/cases/' + case.ref + '/contact/events"' not in then
    assert "Take back" not in then
    assert "No contact is recorded." in today
    assert "not what it says now" not in today


def test_the_interval_is_to_the_date_of_death_as_it_was_known_then(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    record_contact(case, happening("2026-02-20"), by=coder)
    database.session.commit()
    then = now()
    with clock_at(then + timedelta(hours=1)):
        add_answers(
            case,
            given(death__date_of_death="2026-02-28"),
            by=coder,
            source=Source.UNIT,
            stage=Stage.FOLLOW_UP,
            reason="The certificate.",
        )
    database.session.commit()

    said = [contact_on(sheet_of(case, coder, as_at)).last_words for as_at in (then, None)]

    assert said == [
        "Call-out, 20 February 2026: 9 days before the death.",
        "Call-out, 20 February 2026: 8 days before the death.",
    ]


@pytest.mark.parametrize("instant", ["yesterday", "2099-01-01T12:00", "1999-01-01T12:00"])
def test_an_instant_that_makes_no_sense_leads_back_to_the_contact(
    client: PageClient, case: Case, instant: str
) -> None:
    page = client.get(f"/cases/{case.ref}/contact", query_string={"as-at": instant})

    assert page.status_code == 302
    assert page.location == f"/cases/{case.ref}/contact"
