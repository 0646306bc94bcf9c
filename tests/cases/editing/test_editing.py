import re
from collections.abc import Callable
from typing import Any

import pytest

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.actions import add_answers
from dhp.cases.answers.table import history_of, read_answers
from dhp.cases.editing.saving import groups_in
from dhp.cases.editing.warnings import KeptWarning
from dhp.cases.models import Case, Source
from dhp.cases.people.actions import add_death
from dhp.cases.people.standing import places_of
from dhp.cases.sheet import sheet_of
from dhp.dictionary import SECTIONS, Given, Stage, State
from dhp.extensions import db
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
SUSPECT = "people/suspect1"


@pytest.fixture(autouse=True)
def signed_in(sign_in: SignIn, coder: User) -> User:
    """The coder, signed in."""
    sign_in(coder)
    return coder


def opened(client: PageClient, case: Case, section: str = "people/victim") -> dict[str, Any]:
    """What a browser would send back from the page of a section if nothing were changed."""
    page = client.get(f"/cases/{case.ref}/sections/{section}")
    assert page.status_code == 200
    return sent_by(page.get_data(as_text=True))


def sent_by(html: str) -> dict[str, Any]:
    form = html[html.index('<form method="post" novalidate>') :]
    form = form[: form.index("</form>")]
    data: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind = re.search(r'type="(\w+)"', tag)
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        chosen = kind is None or kind[1] not in ("radio", "checkbox") or " checked" in tag
        if name and chosen:
            data.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
    ):
        data[name] = [text.strip()]
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen_option = re.search(r'value="([^"]*)" selected', options)
        data[name] = [chosen_option[1] if chosen_option else ""]
    return data


def send(
    client: PageClient,
    case: Case,
    data: dict[str, Any],
    status: int = 303,
    section: str = "people/victim",
) -> str:
    page = client.post(f"/cases/{case.ref}/sections/{section}", data=data)
    assert page.status_code == status, page.get_data(as_text=True)
    return page.location if status == 303 else page.get_data(as_text=True)


def standing(case: Case, name: str) -> Given:
    return places_of([case])[case.id].answers(read_answers([case]))[name]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_can_be_opened_and_saved_unchanged_without_recording_anything(
    client: PageClient, make_case: MakeCase, coder: User, section: str
) -> None:
    case = make_case(HOMICIDE | given(suspect2__age="40"))
    before = len(history_of([case]))
    groups = groups_in(sheet_of(case, coder), section)

    for group in groups:
        page = f"{section}/{group}"
        send(client, case, opened(client, case, page), section=page)

    assert groups
    assert len(history_of([case])) == before


def test_a_section_about_several_people_asks_whom_first_and_says_where_questions_are_open(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(HOMICIDE | given(suspect2__age="40"))

    page = client.get(f"/cases/{case.ref}/sections/people").get_data(as_text=True)

    links = re.findall(rf'href="/cases/{case.ref}/sections/people/(\w+)"[^>]*>([^<]+)<', page)
    assert links == [
        ("death", "The death"),
        ("victim", "Victim"),
        ("suspect1", "Suspect 1"),
        ("suspect2", "Suspect 2"),
    ]
    assert "<form" not in page[page.index("<main") :]
    assert re.search(r"Suspect 2</a>.*?(\d+) open", page, re.DOTALL)


def test_a_section_about_one_only_opens_without_a_choice(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()

    assert "death.date_of_death.day" in opened(client, case, "death")
    assert "suspect1.relationship_detail" in opened(client, case, "relationship")


def test_the_page_of_one_person_asks_nothing_about_another(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(HOMICIDE | given(suspect2__age="40"))

    asked = opened(client, case, "people/suspect2")

    assert {name.partition(".")[0] for name in asked if "." in name} == {"suspect2"}


def test_answered_questions_are_folded_into_rows_and_open_ones_are_not(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(HOMICIDE | given(victim__age="[not_yet_established]"))

    page = client.get(f"/cases/{case.ref}/sections/people/victim").get_data(as_text=True)

    open_part, answered = page.split('id="answered"')
    assert 'id="victim-age"' in open_part
    row = re.search(r'<details class="app-row" id="row-victim-sex">.*?</details>', answered, re.S)
    assert row
    assert "Female" in row[0]
    assert 'name="victim.sex"' in row[0]


def test_questions_that_are_not_due_yet_are_folded_by_the_stage_that_asks_them(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(received_at=now())

    page = client.get(f"/cases/{case.ref}/sections/health/victim").get_data(as_text=True)

    form = page[page.index('<form method="post" novalidate>') :]
    before, folded = form.split("not due yet: first asked after 28 days")
    assert 'name="victim.' not in before
    assert 'name="victim.disability"' in folded


def test_a_question_with_a_fault_is_unfolded_with_what_was_typed(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()

    page = send(client, case, opened(client, case) | {"victim.age": "many"}, 422)

    assert 'id="row-victim-age"' not in page
    assert sent_by(page)["victim.age"] == ["many"]


@pytest.mark.parametrize("group", ["suspect7", "incident", "nobody"])
def test_a_person_who_is_not_in_the_case_cannot_be_edited(
    client: PageClient, make_case: MakeCase, group: str
) -> None:
    case = make_case()

    assert client.get(f"/cases/{case.ref}/sections/people/{group}").status_code == 404
    send(client, case, {"version": "1"}, 404, section=f"people/{group}")


def test_only_what_is_changed_is_recorded_and_what_stood_is_kept(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    data = opened(client, case)

    send(client, case, data | {"victim.age": "35", "reason": "The certificate"})

    told = [(a.source, a.value) for a in history_of([case]) if a.code == "age"]
    assert told == [(Source.FORCE, "34"), (Source.FORCE, "36"), (Source.UNIT, "35")]
    assert standing(case, "victim.sex") == Given(State.ANSWERED, "female")


def test_questions_that_are_not_asked_of_this_death_are_not_on_the_page(
    client: PageClient, make_case: MakeCase
) -> None:
    homicide, suicide = make_case(), make_case(HOMICIDE | given(death__suspected_intent="suicide"))

    pages = [opened(client, case, "death") for case in (homicide, suicide)]

    assert "death.suicide_note" not in pages[0]
    assert set(pages[1]) - set(pages[0])


def test_changing_what_the_same_source_said_needs_a_reason_and_keeps_what_was_typed(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    data = opened(client, case) | {"source": "force", "victim.age": "35"}

    page = send(client, case, data, 422)
    send(client, case, sent_by(page) | {"reason": "The force wrote again"})

    assert "Say why the earlier answer was wrong or has changed." in page
    assert standing(case, "victim.age") == Given(State.ANSWERED, "35")
    assert [a.reason for a in history_of([case]) if a.value == "35"] == ["The force wrote again"]


def test_an_answer_cannot_be_blanked_away(client: PageClient, make_case: MakeCase) -> None:
    case = make_case()

    page = send(client, case, opened(client, case) | {"victim.age": ""}, 422)

    assert "An answer is never taken away." in page
    assert 'href="#victim-age"' in page
    assert standing(case, "victim.age") == Given(State.ANSWERED, "34")


def test_what_cannot_be_right_together_is_refused_at_its_question(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(HOMICIDE | given(death__aware_on="2026-03-02"))
    data = opened(client, case, "death") | {"reason": "A slip"}
    data |= {"death.date_of_death.day": "5", "death.date_of_death.month": "3"}

    page = send(client, case, data, 422, section="death")

    assert "is before the date of death" in page
    assert standing(case, "death.date_of_death") == Given(State.ANSWERED, "2026-03-01")


def test_what_is_doubtful_is_saved_once_it_is_confirmed(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    data = opened(client, case) | {"victim.age": "9", "reason": "The certificate"}

    page = send(client, case, data, 422)
    unseen = send(client, case, sent_by(page) | {"warned": "another", "confirmed": "y"}, 422)
    send(client, case, sent_by(unseen) | {"confirmed": "y"})

    assert "Look at these again" in page
    assert "Check the relationship and the age." in page
    assert standing(case, "victim.age") == Given(State.ANSWERED, "9")
    kept = db.session.query(KeptWarning).all()
    assert [(one.case_id, one.code, one.reason) for one in kept] == [
        (case.id, "partner_too_young", "The certificate")
    ]


def test_an_old_contradiction_elsewhere_does_not_hinder_another_change(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(
        HOMICIDE | given(death__date_of_death="2026-03-05", death__aware_on="2026-03-01")
    )

    data = opened(client, case, SUSPECT) | {"suspect1.age": "37", "reason": "The certificate"}
    send(client, case, data, section=SUSPECT)

    assert standing(case, "suspect1.age") == Given(State.ANSWERED, "37")


def test_an_answer_that_opens_further_questions_leads_back_to_them(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    data = opened(client, case, "death") | {"reason": "Toxicology"}
    data |= {"death.suspected_intent": "suicide", "confirmed": "y"}
    page = client.post(f"/cases/{case.ref}/sections/death", data=data)
    if page.status_code == 422:  # a warning to confirm first
        page = client.post(
            f"/cases/{case.ref}/sections/death",
            data=sent_by(page.get_data(as_text=True)) | {"confirmed": "y"},
        )

    assert page.status_code == 303
    assert page.location == f"/cases/{case.ref}/sections/death"


def test_a_stale_save_shows_both_texts_keeps_what_others_saved_and_can_be_sent_again(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    mine = opened(client, case) | {"victim.age": "35", "reason": "Mine"}
    theirs = opened(client, case) | {
        "victim.age": "36",
        "victim.religion": "sikh",
        "reason": "Theirs",
    }
    send(client, case, theirs)

    page = send(client, case, mine, 409)

    assert "Somebody changed this case after you opened the page." in page
    assert re.search(r">36</span>.*Cora Coder.*>35</td>", page, re.DOTALL)
    again = sent_by(page)
    assert (again["victim.age"], again["victim.religion"]) == (["35"], ["sikh"])
    send(client, case, again)
    assert standing(case, "victim.age") == Given(State.ANSWERED, "35")
    assert standing(case, "victim.religion") == Given(State.ANSWERED, "sikh")


def test_a_stale_save_loses_no_text_of_a_question_that_is_no_longer_asked(
    client: PageClient, make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    mine = opened(client, case, SUSPECT) | {"suspect1.age": "51"}
    add_answers(
        case,
        given(death__suspect_identified="no"),
        by=coder,
        source=Source.UNIT,
        stage=Stage.FOLLOW_UP,
    )
    db.session.commit()

    page = send(client, case, mine, 409, section=SUSPECT)

    assert sent_by(page)["suspect1.age"] == ["51"]


def test_what_two_deaths_share_makes_the_form_of_the_other_stale(
    client: PageClient, make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    other = add_death(case, by=coder, suspects=["suspect1"])
    db.session.commit()
    mine = opened(client, case, SUSPECT) | {"suspect1.age": "51", "reason": "Mine"}
    theirs = opened(client, other, SUSPECT) | {"suspect1.age": "52", "reason": "Theirs"}
    send(client, other, theirs, section=SUSPECT)

    page = send(client, case, mine, 409, section=SUSPECT)

    assert re.search(r">52</span>.*>51</td>", page, re.DOTALL)


def test_hostile_text_is_shown_as_it_was_typed_on_both_sides(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    texts = ["<script>alert(1)</script> {{ 7*7 }}", "\"'><img src=x> &amp;"]
    forms = [
        opened(client, case, "reviews") | {"death.learning_alert": text, "reason": "r"}
        for text in texts
    ]
    send(client, case, forms[0], section="reviews")

    page = send(client, case, forms[1], 409, section="reviews")

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize("role", [RoleName.SPOC, RoleName.READER, RoleName.ADMINISTRATOR])
def test_others_can_neither_open_nor_send_a_section(
    client: PageClient, make_case: MakeCase, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    case = make_case()
    sign_in(make_user(role))

    assert client.get(f"/cases/{case.ref}/sections/people").status_code == 403
    send(client, case, {"version": "1"}, 403)


def test_a_restricted_case_and_a_section_that_does_not_exist_are_not_found(
    client: PageClient, make_case: MakeCase
) -> None:
    assert client.get(f"/cases/{make_case(restricted=True).ref}/sections/people").status_code == 404
    assert client.get(f"/cases/{make_case().ref}/sections/weather").status_code == 404
