"""The pages: one journey from start to receipt, and everything that can come between."""

import re
from html import unescape

import pytest
import sqlalchemy as sa

from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.audit.queries import latest_about
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.drafting import texts_of
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.rules import Status
from dhp.references import shown_reference
from dhp.web.question_fields import is_state
from tests.hostile import A_FEW
from tests.notifications.conftest import a_draft
from tests.notifications.deaths import ANSWERS


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return found[1]


def typed(answers: dict[str, str], prefixes: tuple[str, ...]) -> dict[str, str]:
    """`answers` as a browser posts them: a date in three boxes."""
    form = {}
    for name, text in answers.items():
        if not name.startswith(prefixes):
            continue
        if name in ("death.date_of_death", "death.aware_on"):
            year, month, day = text.split("-")
            form |= {f"{name}.year": year, f"{name}.month": month, f"{name}.day": day}
        else:
            form[name] = text
    return form


DEATH = ("death.force", "death.date", "death.aware", "death.suspected", "incident.")
PEOPLE = ("victim.", "suspect1.", "death.suspect_identified")
BACKGROUND = ("death.police", "death.circumstances", "death.da_")
PREFIXES = {"death": DEATH, "people": PEOPLE, "background": BACKGROUND}


def save(client, ref, section, prefixes, version, answers=ANSWERS, **more):
    data = {"version": version, **typed(dict(answers), prefixes), **more}
    return client.post(f"/notifications/{ref}/{section}", data=data)


def test_a_death_is_notified_in_five_pages(database, signed_in, spoc):
    client = signed_in(spoc)
    key = hidden(client.get("/notifications").text, "key")

    at = client.post("/notifications/start", data={"key": key}).location
    ref = at.split("/")[2]
    for section, prefixes in (("death", DEATH), ("people", PEOPLE), ("background", BACKGROUND)):
        page = client.get(at).text
        at = save(client, ref, section, prefixes, hidden(page, "version")).location
    page = client.get(at).text
    sending = {name: hidden(page, name) for name in ("key", "version")}
    at = client.post(f"/notifications/{ref}/check", data=sending).location
    receipt = client.get(at)

    sent = database.session.scalars(sa.select(Notification)).one()
    assert receipt.status_code == 200
    assert shown_reference(sent.ref) in receipt.text
    assert texts_of(sent) == ANSWERS
    assert sent.status is Status.SENT


def test_the_receipt_names_its_entry_in_the_trail_and_prints_no_circumstances(
    database, signed_in, spoc, sent
):
    receipt = database.session.scalars(sa.select(Receipt)).one()

    page = signed_in(spoc).get(f"/notifications/{sent.ref}/receipts/{receipt.ref}").text

    entry = latest_about(receipt.ref, Act.NOTIFICATION_SENT)
    assert entry.hash in page
    assert f"<strong>{entry.seq:,}</strong>" in page
    assert ANSWERS["death.circumstances"] not in page


def test_a_double_send_and_back_and_resend_give_one_receipt(database, signed_in, spoc, draft):
    client = signed_in(spoc)
    page = client.get(f"/notifications/{draft.ref}/check").text
    sending = {name: hidden(page, name) for name in ("key", "version")}

    answers = [client.post(f"/notifications/{draft.ref}/check", data=sending) for _ in range(3)]

    assert len({answer.location for answer in answers}) == 1
    assert len(database.session.scalars(sa.select(Receipt)).all()) == 1


def test_a_double_click_on_start_gives_one_draft(database, signed_in, spoc):
    client = signed_in(spoc)
    key = hidden(client.get("/notifications").text, "key")

    places = {client.post("/notifications/start", data={"key": key}).location for _ in range(2)}

    assert len(places) == 1
    assert len(database.session.scalars(sa.select(Notification)).all()) == 1


def test_back_to_a_page_after_sending_leads_to_what_was_sent(signed_in, spoc, sent):
    client = signed_in(spoc)

    for page in ("death", "people", "background", "check"):
        answer = client.get(f"/notifications/{sent.ref}/{page}")
        assert answer.location == f"/notifications/{sent.ref}"


def test_a_page_saved_after_sending_is_refused_and_gives_back_what_was_typed(
    database, signed_in, spoc, sent
):
    answer = save(
        signed_in(spoc),
        sent.ref,
        "background",
        BACKGROUND,
        sent.version,
        {**ANSWERS, "death.circumstances": "Something later"},
    )

    assert answer.status_code == 409
    assert "Something later" in answer.text
    assert texts_of(sent) == ANSWERS


def test_in_two_tabs_the_second_save_shows_both_versions_and_keeps_both(
    database, signed_in, spoc, colleague, draft
):
    seen = draft.version
    save(signed_in(colleague), draft.ref, "people", PEOPLE, seen, {**ANSWERS, "victim.age": "35"})

    mine = {**ANSWERS, "victim.age": "52"}
    answer = save(signed_in(spoc), draft.ref, "people", PEOPLE, seen, mine)

    assert answer.status_code == 409
    assert "Cal Colleague" in answer.text
    assert ">35<" in answer.text
    assert 'value="52"' in answer.text
    assert texts_of(draft)["victim.age"] == "35"
    again = save(signed_in(spoc), draft.ref, "people", PEOPLE, hidden(answer.text, "version"), mine)
    assert again.status_code == 303
    database.session.refresh(draft)
    assert texts_of(draft)["victim.age"] == "52"


def test_bad_input_is_kept_and_told_beside_its_question(database, signed_in, spoc, draft):
    wrong = {**ANSWERS, "victim.age": "thirty"}

    answer = save(signed_in(spoc), draft.ref, "people", PEOPLE, draft.version, wrong)

    assert answer.status_code == 200
    assert "Victim’s age must be a whole number" in answer.text
    assert 'value="thirty"' in answer.text
    assert 'href="#victim-age"' in answer.text
    assert texts_of(draft)["victim.age"] == "thirty"


def test_save_and_finish_later_asks_for_nothing(database, signed_in, spoc, force):
    notification = a_draft(force, spoc, answers={})
    database.session.commit()

    answer = save(
        signed_in(spoc), notification.ref, "death", (), notification.version, next="later"
    )

    assert answer.location == f"/notifications/{notification.ref}"


def test_another_suspect_keeps_what_was_typed(database, signed_in, spoc, draft):
    answer = save(
        signed_in(spoc),
        draft.ref,
        "people",
        PEOPLE,
        draft.version,
        {**ANSWERS, "victim.age": "36"},
        another="2",
    )

    page = signed_in(spoc).get(answer.location).text
    assert texts_of(draft)["victim.age"] == "36"
    assert 'name="suspect2.relationship"' in page


@pytest.mark.parametrize("another", ["-1", "²", "abc", "99999999999999999999"])
def test_a_number_of_suspects_that_is_none_adds_none(database, signed_in, spoc, draft, another):
    answer = save(signed_in(spoc), draft.ref, "people", PEOPLE, draft.version, another=another)

    assert answer.status_code < 500
    database.session.refresh(draft)
    assert draft.suspects == 1


def test_the_script_of_the_page_saves_and_learns_the_new_version(database, signed_in, spoc, draft):
    data = {"version": draft.version, **typed({**ANSWERS, "victim.age": "3"}, PEOPLE)}

    answer = signed_in(spoc).post(
        f"/notifications/{draft.ref}/people/autosave",
        data=data,
        headers={"Accept": "application/json"},
    )

    database.session.refresh(draft)
    assert answer.headers["X-Version"] == str(draft.version)
    assert re.fullmatch("[0-9]{2}:[0-9]{2}", answer.json["saved_at"])
    assert texts_of(draft)["victim.age"] == "3"


def test_the_script_is_told_when_somebody_else_saved(signed_in, spoc, draft):
    data = {"version": "1", **typed({**ANSWERS, "victim.age": "3"}, PEOPLE)}

    answer = signed_in(spoc).post(f"/notifications/{draft.ref}/people/autosave", data=data)

    assert answer.status_code == 409


def test_the_check_tells_gaps_open_answers_and_problems_apart(database, signed_in, spoc, draft):
    changes = {
        "victim.age": "",
        "victim.sex": "[not_yet_established]",
        "death.aware_on": "2026-03-01",
    }
    actions.save(draft, changes, draft.version, by=spoc)
    database.session.commit()

    page = signed_in(spoc).get(f"/notifications/{draft.ref}/check").text

    assert "The date the force knew is before the date of death" in page
    assert "1 question is not yet established." in page[page.index('id="open"') :]
    assert "1 question is not answered." in page[page.index('id="gaps"') :]
    for name in ("sex", "age"):  # each with one link, where the answer is marked
        assert page.count(f'/people#victim-{name}"') == 1
    assert "Send notification" not in page


def test_sending_with_gaps_asks_for_the_reason_and_keeps_the_page(database, signed_in, spoc, draft):
    actions.save(draft, {"victim.age": ""}, draft.version, by=spoc)
    database.session.commit()
    client = signed_in(spoc)
    sending = {"key": draft.send_key, "version": draft.version}

    asked = client.post(f"/notifications/{draft.ref}/check", data=sending)
    reason = {"gap_reason": "The doctor has not said."}
    done = client.post(f"/notifications/{draft.ref}/check", data=sending | reason)

    assert asked.status_code == 422
    assert "Say why some questions are not answered." in asked.text
    assert done.status_code == 303


def test_what_a_colleague_changed_after_the_check_is_checked_again(
    database, signed_in, spoc, colleague, draft
):
    sending = {"key": draft.send_key, "version": draft.version}
    actions.save(draft, {"victim.age": "35"}, draft.version, by=colleague)
    database.session.commit()

    answer = signed_in(spoc).post(f"/notifications/{draft.ref}/check", data=sending)

    assert answer.status_code == 409
    assert hidden(answer.text, "version") == str(draft.version)
    assert database.session.scalars(sa.select(Receipt)).all() == []


@pytest.mark.parametrize(
    "page", ["", "/death", "/people", "/background", "/check", "/withdraw", "/receipts/ABC"]
)
def test_a_foreign_and_an_absent_notification_look_alike(signed_in, stranger, draft, page):
    client = signed_in(stranger)

    foreign = client.get(f"/notifications/{draft.ref}{page}")
    absent = client.get(f"/notifications/00000000000000{page}")

    assert foreign.status_code == absent.status_code == 404
    assert without_request(foreign.text) == without_request(absent.text)


@pytest.mark.parametrize(
    "address", ["%00", "%00/death", "{ref}/receipts/%00", "%F0%9F%98%80", "..%2f", "x" * 500]
)
def test_an_address_that_is_no_reference_is_not_found(signed_in, spoc, draft, address):
    answer = signed_in(spoc).get(f"/notifications/{address.format(ref=draft.ref)}")

    assert answer.status_code == 404


@pytest.mark.parametrize("field", ["key", "version", "gap_reason"])
def test_a_hidden_character_in_what_sends_is_answered_calmly(
    database, signed_in, spoc, draft, field
):
    sending = {"key": draft.send_key, "version": draft.version, "gap_reason": ""}
    if field == "gap_reason":
        actions.save(draft, {"victim.age": ""}, draft.version, by=spoc)
        database.session.commit()
        sending["version"] = draft.version

    answer = signed_in(spoc).post(
        f"/notifications/{draft.ref}/check", data=sending | {field: "nul\x00"}
    )

    assert answer.status_code in (409, 422)
    assert database.session.scalars(sa.select(Receipt)).all() == []


@pytest.mark.parametrize("page", ["/death", "/check", "/withdraw", "/people/autosave"])
def test_a_foreign_notification_cannot_be_changed(database, signed_in, stranger, draft, page):
    answer = signed_in(stranger).post(
        f"/notifications/{draft.ref}{page}",
        data={"version": draft.version, "key": draft.send_key, "reason": "x", "victim.age": "1"},
    )

    database.session.refresh(draft)
    assert answer.status_code == 404
    assert draft.status is Status.DRAFT
    assert texts_of(draft) == ANSWERS


def without_request(text: str) -> str:
    return re.sub('nonce="[^"]+"|value="[^"]+"|[0-9a-f]{12}', "", text)


@pytest.mark.parametrize("text", A_FEW)
@pytest.mark.parametrize("section", ["death", "people", "background"])
def test_any_text_in_every_field_is_answered_calmly_and_kept(signed_in, spoc, draft, section, text):
    client = signed_in(spoc)
    names = [name for name in ANSWERS if name.startswith(PREFIXES[section])]
    boxes = [f"{name}.{box}" for name in names for box in ("day", "month", "year")]
    data = {"version": draft.version, **dict.fromkeys([*names, *boxes], text)}

    answer = client.post(f"/notifications/{draft.ref}/{section}", data=data)
    check = client.get(f"/notifications/{draft.ref}/check")

    shown = unescape(answer.text)
    assert answer.status_code == 200
    assert check.status_code == 200
    assert "<script>alert" not in answer.text + check.text
    assert shown.count(text.split("\x00")[0].splitlines()[0]) >= len(names) or is_state(text)
    assert shown.count("error-message") == len(names) or section != "people"


def test_each_page_with_case_data_records_that_it_was_read(database, signed_in, spoc, draft):
    client = signed_in(spoc)

    for page in ("", "/death", "/people", "/background", "/check", "/withdraw"):
        before = reads(database, draft)
        client.get(f"/notifications/{draft.ref}{page}")
        assert reads(database, draft) == before + 1, page


def reads(database, notification) -> int:
    statement = sa.select(sa.func.count()).where(TrailEvent.act == Act.DRAFT_READ)
    database.session.rollback()
    return database.session.scalar(statement)


def test_withdrawing_needs_a_reason(database, signed_in, spoc, draft):
    client = signed_in(spoc)

    refused = client.post(f"/notifications/{draft.ref}/withdraw", data={"reason": " "})
    done = client.post(f"/notifications/{draft.ref}/withdraw", data={"reason": "Not ours."})

    database.session.refresh(draft)
    assert refused.status_code == 422
    assert "Say why it is withdrawn." in refused.text
    assert done.location == "/notifications"
    assert draft.status is Status.WITHDRAWN


def test_the_blank_form_asks_every_question_of_a_first_notice(signed_in, spoc):
    page = unescape(signed_in(spoc).get("/notifications/blank").text)

    assert "What kind of death is suspected?" in page
    assert "The victim: Sex" in page
    assert "The suspect: Sex" in page
    assert "Not yet established" in page


def test_a_possible_duplicate_is_shown_beside_and_hinders_nothing(
    database, signed_in, spoc, force, sent
):
    second = a_draft(force, spoc, "two")
    database.session.commit()

    page = signed_in(spoc).get(f"/notifications/{second.ref}/check").text

    assert shown_reference(sent.ref) in page
    assert "Send notification" in page
    assert latest_about(sent.ref, Act.DUPLICATES_SHOWN) is not None


def test_the_list_shows_what_the_force_must_do_first(database, signed_in, spoc, force, sent, coder):
    actions.return_to_force(sent, "Which town?", by=coder)
    a_draft(force, spoc, "two", {"death.force_ref": "CR/2026/002"})
    database.session.commit()

    page = signed_in(spoc).get("/notifications").text

    assert page.index("Returned to you") < page.index("CR/2026/001") < page.index("Drafts")
    assert page.index("Drafts") < page.index("CR/2026/002")


def test_lists_call_a_death_suspected_until_a_court_has_concluded(
    database, signed_in, spoc, force, sent, coder
):
    a_draft(force, spoc, "two", {"death.suspected_intent": "unexplained"})
    database.session.commit()

    assert "Suspected homicide, 9 March 2026" in signed_in(coder).get("/notifications/inbox").text
    page = signed_in(spoc).get("/notifications").text
    assert "Suspected homicide, 9 March 2026" in page
    assert "Unexplained or suspicious" in page


def test_a_suspect_is_numbered_only_beside_another(database, signed_in, spoc, draft):
    client = signed_in(spoc)
    alone = client.get(f"/notifications/{draft.ref}/check").text
    actions.add_suspect(draft, 2, by=spoc)
    database.session.commit()
    beside = client.get(f"/notifications/{draft.ref}/check").text

    assert "Suspect’s age" in alone
    assert "Suspect 1’s age" not in alone
    assert "Suspect 1’s age" in beside


def test_a_fault_names_a_suspect_as_its_page_does(database, signed_in, spoc, draft):
    client, path = signed_in(spoc), f"/notifications/{draft.ref}"
    actions.save(draft, {"suspect1.age": "old"}, draft.version, by=spoc)
    database.session.commit()
    alone = [client.get(f"{path}/{page}").text for page in ("check", "people")]
    actions.add_suspect(draft, 2, by=spoc)
    database.session.commit()
    beside = [client.get(f"{path}/{page}").text for page in ("check", "people")]

    assert "Suspect’s age must be a whole number" in alone[0]
    assert "Suspect 1’s age" not in "".join(alone)
    assert "Suspect 1’s age must be a whole number" in beside[0]


def test_after_accepting_the_page_leads_on_to_classifying(database, signed_in, coder, sent):
    client = signed_in(coder)
    before = client.get(f"/notifications/{sent.ref}/read").text

    data = {"incident": "new"}
    page = client.post(f"/notifications/{sent.ref}/accept", data=data, follow_redirects=True).text

    assert "Classify it" not in before
    assert f'href="/cases/{sent.case.ref}/classification">Classify it</a>' in page


def test_the_unit_accepts_and_a_second_click_opens_no_second_case(database, signed_in, coder, sent):
    client = signed_in(coder)
    assert shown_reference(sent.ref) in client.get("/notifications/inbox").text

    for _ in range(2):
        answer = client.post(f"/notifications/{sent.ref}/accept", data={"incident": "new"})
        page = client.get(answer.location).text

    case = database.session.scalars(sa.select(Case)).one()
    assert "cannot be accepted" in page
    assert shown_reference(case.ref) in page


def test_the_unit_adds_a_death_to_an_incident_by_the_reference_of_a_case(
    database, signed_in, spoc, force, coder, sent
):
    first = actions.accept(sent, by=coder)
    second = a_draft(force, spoc, "two")
    actions.send(second, second.send_key, "", by=spoc)
    database.session.commit()

    data = {"incident": "known", "case_ref": shown_reference(first.ref).lower()}
    signed_in(coder).post(f"/notifications/{second.ref}/accept", data=data)

    cases = database.session.scalars(sa.select(Case)).all()
    assert len(cases) == 2
    assert len({case.incident_id for case in cases}) == 1


@pytest.mark.parametrize("reference", ["", "nonsense", "00000000000000", "\x00"])
def test_an_incident_that_is_not_found_is_told_at_its_field(
    database, signed_in, coder, sent, reference
):
    data = {"incident": "known", "case_ref": reference}

    answer = signed_in(coder).post(f"/notifications/{sent.ref}/accept", data=data)

    assert answer.status_code == 422
    assert "There is no such case" in answer.text
    assert database.session.scalars(sa.select(Case)).all() == []


def test_the_unit_gives_back_with_a_reason_that_the_force_reads(
    database, signed_in, coder, spoc, sent
):
    signed_in(coder).post(f"/notifications/{sent.ref}/return", data={"reason": "Which town?"})

    page = signed_in(spoc).get(f"/notifications/{sent.ref}").text
    assert "Which town?" in page
    assert "Check your answers and send" in page


def test_a_reason_that_names_somebody_is_returned_once_it_was_read_again(
    database, signed_in, coder, sent
):
    client, reason = signed_in(coder), {"reason": "Did Margaret Ashworth see it?"}
    at = f"/notifications/{sent.ref}/return"

    asked = client.post(at, data=reason)
    read = reason | {"look_mark": hidden(asked.text, "look_mark"), "look_read": "y"}
    client.post(at, data=read)

    assert asked.status_code == 422
    assert "Could somebody be known from this?" in asked.text
    assert database.session.get(Notification, sent.id).reason == reason["reason"]


def test_the_unit_reads_what_was_sent_not_what_the_force_changes_since(
    database, signed_in, coder, spoc, sent
):
    actions.return_to_force(sent, "Which town?", by=coder)
    actions.save(sent, {"death.circumstances": "Half a sentence"}, sent.version, by=spoc)
    database.session.commit()

    page = signed_in(coder).get(f"/notifications/{sent.ref}/read").text

    assert ANSWERS["death.circumstances"] in page
    assert "Half a sentence" not in page


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("/notifications", 10),  # the first time that a list is opened, two for keeping it
        ("/notifications/{ref}", 7),
        ("/notifications/{ref}/death", 6),
        ("/notifications/{ref}/check", 8),
    ],
)
def test_a_page_takes_few_statements_however_much_there_is(
    signed_in, spoc, draft, statements, page, most
):
    client, database, force = signed_in(spoc), db, draft.force
    for number in range(12):
        other = a_draft(force, spoc, f"more {number}", {"death.force_ref": f"CR/{number}"})
        if number % 2:
            actions.send(other, other.send_key, "Night shift.", by=spoc)
    database.session.commit()
    database.session.rollback()
    statements.clear()

    client.get(page.format(ref=draft.ref))

    assert 0 < len(statements) <= most, "\n".join(statements)


def test_sending_takes_few_statements(signed_in, spoc, draft, statements):
    client = signed_in(spoc)
    told = {"key": draft.send_key, "version": str(draft.version), "gap_reason": "Night shift."}
    path = f"/notifications/{draft.ref}/check"
    db.session.rollback()
    statements.clear()

    assert client.post(path, data=told).status_code == 303

    assert 0 < len(statements) <= 8, "\n".join(statements)


def test_the_first_page_leads_to_what_to_have_to_hand_and_to_the_blank_form(signed_in, spoc):
    client = signed_in(spoc)
    first = client.get("/").text

    assert "/notifications/prepare" in first
    assert "/notifications/blank" in first
    page = unescape(client.get("/notifications/prepare").text)
    assert "Victim’s age: a number or a range" in page
    assert "/notifications/blank" in page
