import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.actions import add_answers, classify
from dhp.cases.judging.classification import OutReason
from dhp.cases.judging.facts import propose
from dhp.cases.models import Case, Source
from dhp.cases.queries import classifications_of
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Stage
from dhp.extensions import db
from dhp.references import shown_reference
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, Statements, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]

PARTNER = Decision(Scope.IN, DeathType.IPH, "dhp-2023")
HOSTILE = "<script>alert(1)</script> \u202e {{ 7*7 }} 'x\" &amp;"


@pytest.fixture
def signed_in(sign_in: SignIn, coder: User) -> User:
    """The coder, signed in."""
    sign_in(coder)
    return coder


def text_of(client: PageClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def words_of(html: str) -> str:
    parted = re.sub("</(dt|dd|p|li|h2|div)>|<br>", " ", html)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", parted))


def unit_tells(case: Case, by: User, **answers: str) -> None:
    add_answers(case, given(**answers), by=by, source=Source.UNIT, stage=Stage.FOLLOW_UP)
    db.session.commit()


def events(ref: str, act: Act) -> list[dict[str, Any]]:
    return [json.loads(e.body) for e in trail.about(ref) if e.act == act]


# The list


def test_the_list_shows_each_case_with_its_reference_in_groups(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    page = words_of(text_of(client, "/cases"))

    assert shown_reference(case.ref) in page
    assert "Kent" in page
    assert "1 Mar 2026" in page
    assert "1 case," in page


def test_reading_the_list_is_one_event_with_the_references_shown(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    first, second = make_case(), make_case()
    hidden = make_case(restricted=True)

    client.get("/cases?type=unclassified&ref=&nonsense=1")

    (event,) = events(first.ref, Act.CASES_LISTED)
    assert set(event["about"]) == {first.ref, second.ref}
    assert event["filters"] == {"type": "unclassified"}
    assert events(hidden.ref, Act.CASES_LISTED) == []


def test_the_words_of_a_search_do_not_go_into_the_trail(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    make_case()

    client.get("/cases?ref=Mary+Brown")

    assert [e.body for e in trail.by_actor(signed_in.ref) if "MARY" in e.body.upper()] == []


def test_the_list_takes_few_statements_however_long_it_is(
    client: PageClient, make_case: MakeCase, signed_in: User, statements: Statements
) -> None:
    for _ in range(12):
        make_case({})
    statements.clear()

    client.get("/cases")

    assert len(statements.of_the_page) <= 3


def test_the_list_goes_on_to_the_next_page_with_its_filter(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    for _ in range(51):
        make_case({})

    page = text_of(client, "/cases?type=unclassified")
    following = re.search(r'href="(/cases\?[^"]*before[^"]*)"', page)

    assert page.count('scope="row"') == 50
    assert following is not None
    assert "type=unclassified" in following[1]
    last = text_of(client, following[1].replace("&amp;", "&"))
    assert last.count('scope="row"') == 1
    assert "Earlier cases" not in last


def test_an_empty_list_says_how_a_case_begins(client: PageClient, signed_in: User) -> None:
    assert "A case begins when" in text_of(client, "/cases")


def test_a_filter_without_a_match_says_what_to_do(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    make_case()

    assert "Take away one of the choices" in text_of(client, "/cases?scope=in")


# Who may see what

PATHS = ("/cases", "/cases/{ref}", "/cases/{ref}/classification")


@pytest.mark.parametrize(
    "role",
    [RoleName.SPOC, RoleName.READER, RoleName.ADMINISTRATOR, RoleName.AUDITOR],
)
def test_people_who_may_not_read_cases_are_told_the_same_whether_or_not_there_is_one(
    client: PageClient, make_case: MakeCase, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    case = make_case()
    sign_in(make_user(role))

    for path in PATHS:
        present = client.get(path.format(ref=case.ref))
        absent = client.get(path.format(ref="4Q7T9KD2M0XW3E"))

        assert (present.status_code, absent.status_code) == (403, 403)
        assert case.ref not in present.get_data(as_text=True)
    assert events(case.ref, Act.CASE_READ) == []


@pytest.mark.parametrize("path", PATHS[1:])
def test_a_restricted_case_and_one_that_does_not_exist_look_alike(
    client: PageClient, make_case: MakeCase, signed_in: User, path: str
) -> None:
    case = make_case(restricted=True)

    hidden = client.get(path.format(ref=case.ref))
    absent = client.get(path.format(ref="4Q7T9KD2M0XW3E"))

    def body(page: TestResponse) -> str:
        html = page.get_data(as_text=True)
        return re.sub(r"[0-9a-f]{12}|nonce=\"[^\"]+\"", "", html)

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert body(hidden) == body(absent)
    assert events(case.ref, Act.CASE_READ) == []


def test_a_restricted_case_cannot_be_classified_by_whom_it_is_hidden_from(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(restricted=True)

    page = client.post(f"/cases/{case.ref}/classification", data={"scope": "in", "type": "iph"})

    assert page.status_code == 404
    assert classifications_of(case) == []


# One case


def test_a_case_shows_first_what_is_missing(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    answers = HOMICIDE | given(victim__age="[not_yet_established]", suspect1__age="[not_known]")
    case = make_case(answers)

    page = text_of(client, f"/cases/{case.ref}")
    missing = page[page.index("What is missing") : page.index("Summary")]

    notice = missing[missing.index("First notice") : missing.index("28 days")]
    assert (
        f'href="/cases/{case.ref}/sections/people/victim#victim-age">Victim’s age</a>: '
        "not yet established" in notice
    )
    assert "History of domestic abuse</a>" in notice
    assert "Suspect’s age<" not in missing  # known not to be known: nothing to chase
    assert "Nobody has classified this case yet" in missing


def test_everything_about_an_identified_suspect_of_whom_nothing_was_told_is_missing(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(given(death__suspect_identified="yes"))

    page = text_of(client, f"/cases/{case.ref}")
    missing = page[page.index("What is missing") : page.index("Summary")]

    for label in ("Suspect’s sex", "Suspect’s age", "Suspect’s relationship to the victim"):
        assert f">{label}</a>" in missing


def test_every_link_to_a_missing_answer_leads_to_it(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    page = text_of(client, f"/cases/{case.ref}")

    links = re.findall(rf'href="/cases/{case.ref}/sections/([a-z0-9/]+)#([a-z0-9_-]+)"', page)
    assert len(links) > 50
    pages = {name: text_of(client, f"/cases/{case.ref}/sections/{name}") for name, _ in links}
    assert [link for link in links if f'id="{link[1]}"' not in pages[link[0]]] == []


def test_a_case_says_its_reference_once_and_shows_no_empty_place_for_a_link(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(HOMICIDE | given(death__aware_on="2026-03-02"))

    page = text_of(client, f"/cases/{case.ref}")

    main = page[page.index("<main") :]
    assert main.count(f">{shown_reference(case.ref)}<") == 1
    assert "worked out" in main
    assert not re.search(r'summary-list__actions[^"]*">\s*</dd>', main)


def test_a_case_tells_who_is_who_to_the_victim(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    page = words_of(text_of(client, f"/cases/{make_case().ref}"))

    assert "Victim Female, 34" in page
    assert "Suspect Male, 36. To the victim: former partner, boyfriend or girlfriend" in page


def test_answers_of_sources_that_differ_stand_side_by_side(
    database: SQLAlchemy, client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    unit_tells(case, signed_in, victim__age="35", victim__sex="female")

    page = words_of(text_of(client, f"/cases/{case.ref}"))

    assert "Age 35 (Central unit: counts) 34 (Force: differs)" in page
    assert "Sex Female (Central unit, Force)" in page


def test_a_case_shows_the_other_deaths_of_its_incident(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    other, hidden = (
        make_case(incident=case.incident),
        make_case(incident=case.incident, restricted=True),
    )

    page = text_of(client, f"/cases/{case.ref}")

    assert f'href="/cases/{other.ref}"' in page
    assert hidden.ref not in page
    assert shown_reference(hidden.ref) not in page


def test_the_history_tells_what_happened_by_whom_and_why(
    database: SQLAlchemy,
    client: PageClient,
    make_case: MakeCase,
    make_user: MakeUser,
    sign_in: SignIn,
) -> None:
    case = make_case()
    lead = make_user(RoleName.LEAD, "Lena Lead")
    add_answers(
        case,
        given(victim__age="35"),
        by=lead,
        source=Source.FORCE,
        stage=Stage.FOLLOW_UP,
        reason="Misread.",
    )
    classify(case, PARTNER, propose(HOMICIDE), by=lead)
    database.session.commit()
    sign_in(lead)

    page = text_of(client, f"/cases/{case.ref}")
    history = words_of(page[page.index('id="history"') :])

    accepted = "Cora Coder accepted this death, with 10 answers. Source: Force."
    changed = "Lena Lead changed “Victim’s age” from “34” to “35”. Source: Force. Misread."
    judged = "Lena Lead classified this case: Intimate partner homicide."
    assert history.index(judged) < history.index(changed) < history.index(accepted)


def test_reading_a_case_is_one_event(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    client.get(f"/cases/{shown_reference(case.ref).lower()}")

    (event,) = events(case.ref, Act.CASE_READ)
    assert (event["actor"], event["force"]) == (signed_in.ref, "E23000032")


def test_a_case_takes_at_most_twelve_statements(
    database: SQLAlchemy,
    client: PageClient,
    make_case: MakeCase,
    coder: User,
    sign_in: SignIn,
    statements: Statements,
) -> None:
    case = make_case(HOMICIDE | given(suspect2__age="40", suspect3__age="41"))
    for _ in range(3):
        make_case(incident=case.incident)
    classify(case, PARTNER, propose(HOMICIDE), by=coder)
    database.session.commit()
    sign_in(coder)
    statements.clear()

    client.get(f"/cases/{case.ref}")

    assert len(statements) <= 12


def test_hostile_text_is_shown_as_text(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(HOMICIDE | given(death__circumstances=HOSTILE, death__force_ref="<i>7</i>"))

    page = text_of(client, f"/cases/{case.ref}")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "<i>7" not in page


# Classification


def decide(client: PageClient, case: Case, status: int = 422, **changes: str) -> str:
    data = {
        "version": str(case.version),
        "scope": "in",
        "type": "iph",
        "definition": "dhp-2023",
        "reason": "",
    }
    page = client.post(
        f"/cases/{case.ref}/classification", data=data | changes, follow_redirects=True
    )
    assert page.status_code == status
    return page.get_data(as_text=True)


def test_the_page_shows_both_proposals_with_their_reasons_and_what_would_settle_them(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(HOMICIDE | given(suspect1__relationship="[not_yet_established]"))

    page = text_of(client, f"/cases/{case.ref}/classification")

    assert page.count("Cannot tell yet</strong>") == 2
    assert "six types" in page
    assert "five types" in page
    assert "Not yet established: what the suspect was" in page
    link = f'<a class="govuk-link" href="/cases/{case.ref}/answers/suspect1.relationship">'
    assert link + "What the suspect was to the victim</a>" in page
    assert 'id="suspect1-relationship"' in text_of(client, f"/cases/{case.ref}")


def test_a_fact_without_a_suspect_leads_to_whether_there_is_one(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(given(death__suspected_intent="homicide", victim__age="40"))

    page = text_of(client, f"/cases/{case.ref}/classification")

    assert f'href="/cases/{case.ref}/answers/death.suspect_identified">What the suspect was' in page
    assert 'id="death-suspect_identified"' in text_of(client, f"/cases/{case.ref}")


def test_a_decision_is_recorded_and_shown_on_the_case(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    page = decide(client, case, 200)

    (judgement,) = classifications_of(case)
    assert (judgement.scope, judgement.type) == (Scope.IN, DeathType.IPH)
    assert "The classification is recorded." in page
    assert "In scope: Intimate partner homicide" in page
    assert len(events(case.ref, Act.CASE_CLASSIFIED)) == 1


def test_departing_from_the_proposal_asks_why_and_keeps_what_was_chosen(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    page = decide(client, case, type="afh")

    assert "Say why your decision differs" in page
    assert re.search(r'value="afh"[^>]*checked', page)
    assert classifications_of(case) == []


def test_what_was_typed_stays_when_something_is_missing(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()

    page = decide(client, case, scope="", reason=f"Because {HOSTILE[:20]}")

    assert "Choose whether the death is in scope." in page
    assert "Because &lt;script&gt;" in page


def test_a_decision_on_a_page_that_is_out_of_date_is_refused_and_both_are_shown(
    database: SQLAlchemy,
    client: PageClient,
    make_case: MakeCase,
    make_user: MakeUser,
    signed_in: User,
) -> None:
    case = make_case()
    seen = str(case.version)
    colleague = make_user(RoleName.LEAD, "Lena Lead")
    other = Decision(
        Scope.OUT,
        DeathType.UNCLASSIFIED,
        "dhp-2023",
        "It was abroad.",
        out_reason=OutReason.ELSEWHERE,
    )
    classify(case, other, propose(HOMICIDE), by=colleague)
    database.session.commit()

    page = decide(client, case, 409, version=seen, reason="I read the file.")

    assert "Somebody changed this case after you opened the page." in page
    assert "It was abroad." in page
    assert "Lena Lead" in page
    assert "I read the file." in page
    assert re.search(r'value="iph"[^>]*checked', page)
    assert [j.scope for j in classifications_of(case)] == [Scope.OUT]


def test_after_reading_what_changed_the_same_form_can_be_sent_again(
    database: SQLAlchemy, client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    seen = str(case.version)
    unit_tells(case, signed_in, victim__age="35")
    page = decide(client, case, 409, version=seen)
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version is not None

    decide(client, case, 200, version=version[1])

    assert [j.type for j in classifications_of(case)] == [DeathType.IPH]


@pytest.mark.parametrize("version", ["", "x", "²", "9" * 30, "-1"])
def test_a_version_that_is_no_number_is_out_of_date(
    client: PageClient, make_case: MakeCase, signed_in: User, version: str
) -> None:
    case = make_case()

    page = decide(client, case, 409, version=version)

    assert "Somebody changed this case" in page
    assert classifications_of(case) == []


def test_earlier_decisions_are_listed_with_their_dates(
    database: SQLAlchemy, client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    classify(case, PARTNER, propose(HOMICIDE), by=signed_in)
    database.session.commit()
    brothers = Decision(Scope.IN, DeathType.AFH, "dhp-2023", "Brothers.")
    classify(case, brothers, propose(HOMICIDE), by=signed_in)
    database.session.commit()

    page = text_of(client, f"/cases/{case.ref}/classification")

    earlier = page[page.index("Earlier decisions") :]
    assert "Intimate partner homicide" in earlier
    assert "<time datetime=" in earlier


def test_a_case_says_when_its_answers_have_overtaken_its_decision(
    database: SQLAlchemy, client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    classify(case, PARTNER, propose(HOMICIDE), by=signed_in)
    unit_tells(case, signed_in, suspect1__relationship="sibling")

    page = words_of(text_of(client, f"/cases/{case.ref}"))

    assert (
        "proposes: in scope, adult family homicide. Look whether the decision still holds" in page
    )
