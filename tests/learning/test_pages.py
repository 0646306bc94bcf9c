"""The pages of learning: what each role sees, what is kept from whom, and how much each page asks."""

import re
from html import unescape

import pytest

from dhp.extensions import db
from dhp.learning import BESIDE_RECOMMENDATION, name_codes
from dhp.learning.alert_actions import withdraw_alert, write_alert
from dhp.learning.answering import answer, judge
from dhp.learning.finding_actions import record_finding, tie_case, withdraw_finding
from dhp.learning.forms import RecommendationForm
from dhp.learning.listing import OVERDUE, Wanted, listing, overdue_ones, to_judge, unanswered
from dhp.learning.models import Recommendation
from dhp.learning.rules import Status
from dhp.references import shown_reference
from dhp.web.beside import Beside, BesideLine
from tests.accounts.people import sign_in_as
from tests.learning.conftest import AGAIN, HISTORY, LATER, named, row_of
from tests.learning.test_alerts import DRAFT

ANSWER, EVIDENCE, REASON = "Quillfeather", "Umbrellabird", "Wagtailreason"
NEW = {
    "title": "Another matter",
    "words": "Something else altogether.",
    "owner": "Head of crime",
    "national": "y",
    "due_on": ["1", "6", "2026"],
}


def words(answer_):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", answer_.text)))


def version(page, prefix=""):
    name = f"{prefix}-version" if prefix else "version"
    return re.search(rf'name="{name}"[^>]*value="(\d+)"', page.text)[1]


@pytest.fixture
def page(client):
    """Opens an address as a user: what it says in words."""

    def look(user, address):
        sign_in_as(client, user)
        got = client.get(address)
        assert got.status_code == 200, got.status_code
        return words(got)

    return look


@pytest.fixture
def answered(recommend, people, coder):
    """A national recommendation that Kent and Essex answered; the unit judged Kent's."""
    one = recommend()
    kent, essex = row_of(one, coder), row_of(one, coder, "E23000028")
    answer(kent, f"Done here, {ANSWER}.", EVIDENCE, by=people["spoc"])
    answer(essex, "Essexonlywords.", by=people["essex"])
    judge(kent, Status.DONE, REASON, by=coder, version=kent.version)
    db.session.commit()
    return one


def test_one_is_written_issued_and_read_by_its_number(client, people, coder, page):
    sign_in_as(client, coder)
    kept = client.post("/learning/recommendations/new", data=NEW)
    assert kept.status_code == 303
    draft = client.get(kept.location)
    issued = client.post(f"{kept.location}/issue", data={"version": version(draft)})
    assert issued.status_code == 303

    said = page(people["reader"], "/learning")

    assert "1 of 2026 Another matter" in said
    assert "44 no answer judged yet" in said


def test_who_writes_what_is_there_already_is_asked_whether_it_repeats_it(
    client, recommend, coder, page
):
    first = recommend()
    sign_in_as(client, coder)
    data = NEW | {"title": AGAIN[0], "words": AGAIN[1]}

    asked = client.post("/learning/recommendations/new", data=data)
    assert asked.status_code == 422
    assert "It repeats 1 of 2026: Check the history at every unexpected death" in words(asked)
    kept = client.post("/learning/recommendations/new", data=data | {"repeats": first.ref})

    assert kept.status_code == 303
    assert "Number 1 of year 2026" in page(coder, kept.location)
    assert "Repeated by" in page(coder, f"/learning/recommendations/{first.ref}")
    again = db.session.query(Recommendation).filter_by(repeats_id=first.id).one()
    assert [line.recommendation for line in listing(coder, Wanted(repeats=True))] == [again]


def test_drafts_stay_in_the_unit(client, recommend, people):
    one = recommend("Unissuedtitle", issued=False)

    for name in ("reader", "spoc", "analyst", "auditor"):
        sign_in_as(client, people[name])
        assert "Unissuedtitle" not in client.get("/learning").text, name
        for end in ("", "/progress"):
            answer_ = client.get(f"/learning/recommendations/{one.ref}{end}")
            assert answer_.status_code == 404, name


def test_a_force_sees_its_own_answer_and_no_other_force(answered, people, page):
    addresses = (
        "",
        f"/recommendations/{answered.ref}",
        f"/recommendations/{answered.ref}/progress",
    )
    seen = [page(people["essex"], f"/learning{end}") for end in addresses]

    assert "Essexonlywords" in seen[1]
    for text in seen:
        for kept in (ANSWER, EVIDENCE, REASON, "Kent", "Surrey"):
            assert kept not in text


def test_leaders_read_where_all_stand_and_why_but_no_answers(answered, people, page):
    addresses = (f"/recommendations/{answered.ref}", f"/recommendations/{answered.ref}/progress")

    for name in ("reader", "analyst", "auditor"):
        single, progress = (page(people[name], f"/learning{end}") for end in addresses)
        assert "Done, evidence seen" in progress
        assert REASON in progress
        for kept in (ANSWER, EVIDENCE, "Essexonlywords"):
            assert kept not in single + progress, name


def test_an_analyst_sees_the_forces_of_the_region_only(answered, people, page):
    progress = page(people["analyst"], f"/learning/recommendations/{answered.ref}/progress")

    assert "Kent" in progress
    assert "Essex" not in progress
    offered = page(people["analyst"], "/learning")  # to choose from
    assert "Kent" in offered
    assert "Essex" not in offered


def test_what_is_overdue_is_shown_to_leaders_and_to_the_force_it_is_for(
    answered, people, page, clock
):
    clock.move_to(LATER)

    assert "Overdue recommendations (1)" in page(people["reader"], "/")
    assert "43 of 44 late, by 30 days" in page(people["reader"], "/")
    progress = page(people["reader"], f"/learning/recommendations/{answered.ref}/progress")
    assert progress.count("Overdue by 30 days") == 43
    assert "Answer recommendations (1)" in page(people["essex"], "/")
    assert "Answer recommendations" not in page(people["spoc"], "/")
    assert overdue_ones(people["spoc"]) == []
    assert [late[1:] for late in overdue_ones(people["reader"])] == [(43, 44)]
    assert "Judge answers (1)" in page(people["lead"], "/")


def test_lists_are_chosen_by_status_year_and_force(answered, recommend, coder, people, clock):
    other = recommend("Only for one", "By another path.", national=False, bodies=["A college"])
    clock.move_to(LATER)

    def chosen(**wanted):
        return [line.recommendation for line in listing(coder, Wanted(**wanted))]

    assert chosen() == [other, answered]
    assert chosen(status="done") == [answered]
    assert chosen(force="E23000032") == [answered]
    assert chosen(status=OVERDUE, force="E23000032") == []
    assert chosen(status=OVERDUE, force="E23000028") == [answered]
    assert chosen(year=2025) == []
    assert [row.name for row in to_judge(coder)] == ["Essex"]
    assert [row.name for row in unanswered(people["essex"])] == ["Essex"]


def test_a_choice_that_makes_no_sense_is_left_out(client, answered, coder):
    sign_in_as(client, coder)

    for query in ("status=nothing", "year=20x6", "force='--", "repeats=2", "year=²⁰²⁶"):
        assert client.get(f"/learning?{query}").status_code == 200, query


def test_a_force_answers_on_the_page(client, recommend, people, coder, page):
    one = recommend()
    sign_in_as(client, people["spoc"])
    address = f"/learning/recommendations/{one.ref}/answer"
    assert client.post(address, data={"words": " "}).status_code == 422
    assert client.post(address, data={"words": ANSWER}).status_code == 303

    row = row_of(one, coder)
    assert ANSWER in page(coder, f"/learning/addressees/{row.ref}")


def test_a_force_that_is_not_addressed_has_nothing_to_answer(client, recommend, people):
    one = recommend(national=False, forces=[named("E23000028")])
    sign_in_as(client, people["spoc"])

    assert "not addressed to your force" in client.get(f"/learning/recommendations/{one.ref}").text
    assert client.get(f"/learning/recommendations/{one.ref}/answer").status_code == 404


def test_the_unit_judges_on_the_page_and_an_old_page_is_told(client, answered, coder):
    row = row_of(answered, coder, "E23000028")
    sign_in_as(client, coder)
    address = f"/learning/addressees/{row.ref}"
    data = {"status": "accepted", "words": "They agree.", "version": version(client.get(address))}

    assert client.post(f"{address}/judge", data=data | {"status": ""}).status_code == 422
    assert client.post(f"{address}/judge", data=data | {"status": "done"}).status_code == 422
    assert client.post(f"{address}/judge", data=data).status_code == 303
    late = client.post(f"{address}/judge", data=data)

    assert late.status_code == 409
    assert "They agree." in words(late)


def test_a_case_that_may_not_be_read_is_refused_like_one_that_is_not_there(
    client, make_case, people, coder
):
    finding = record_finding("History is missed", "Not searched.", [], by=coder)
    hidden = make_case(restricted=True)
    tie_case(finding, hidden, by=people["lead"])
    db.session.commit()
    sign_in_as(client, coder)
    address = f"/learning/findings/{finding.ref}/tie"

    answers = [
        client.post(address, data={"tie-case_ref": typed})
        for typed in (hidden.ref, "0" * 14, "nonsense")
    ]

    assert {each.status_code for each in answers} == {422}
    assert len({words(each).replace(hidden.ref, "") for each in answers}) == 1
    assert "Cases that support it (0)" in words(answers[0])


def test_only_people_who_may_read_a_case_are_told_of_it(client, make_case, people, coder, page):
    finding = record_finding("History is missed", "Not searched.", ["5.06"], by=coder)
    case = make_case()
    tie_case(finding, case, by=coder)
    db.session.commit()
    address = f"/learning/findings/{finding.ref}"
    sign_in_as(client, coder)

    assert shown_reference(case.ref) in page(coder, address)
    for name in ("reader", "spoc", "auditor", "analyst"):
        for each in (address, "/learning/findings"):
            sign_in_as(client, people[name])
            text = client.get(each).text
            assert case.ref not in text
            assert shown_reference(case.ref) not in text
            assert "1 case" not in text


def test_a_finding_is_revised_on_a_page_and_only_the_unit_reads_what_it_said(
    client, people, coder, page
):
    finding = record_finding("History is missed", "Not searched.", [], by=coder)
    db.session.commit()
    address = f"/learning/findings/{finding.ref}"
    sign_in_as(client, coder)
    form = client.get(f"{address}/revise")
    assert "Not searched." in form.text
    sent = {"title": "History is missed", "words": "Searched too late.", "version": version(form)}

    refused = client.post(f"{address}/revise", data=sent)
    done = client.post(f"{address}/revise", data={**sent, "reason": "Two cases more."})
    late = client.post(f"{address}/revise", data={**sent, "words": "Other", "reason": "Mine."})

    assert refused.status_code == 422
    assert "Say why the finding is revised" in words(refused)
    assert "Searched too late." in refused.text
    assert done.status_code == 303
    assert late.status_code == 409
    assert "Other" in late.text
    unit, reader = page(coder, address), page(people["reader"], address)
    for said in (unit, reader):
        assert "Searched too late." in said
        assert ", revised " in said
    assert "Two cases more." in unit
    assert "Not searched." in unit
    assert "Not searched." not in reader
    assert "Two cases more." not in reader


def test_codes_and_what_lies_beside_come_from_rooms_above(
    app, client, recommend, coder, monkeypatch
):
    finding = record_finding("History is missed", "Not searched.", ["5.06"], by=coder)
    one = recommend(findings=[finding])
    monkeypatch.setattr(app, "extensions", app.extensions | {BESIDE_RECOMMENDATION.name: []})
    name_codes(app, lambda: {"5.06": "History checks done"})
    BESIDE_RECOMMENDATION.add(
        app, lambda codes, _user: Beside("Practice", (BesideLine(f"For {codes[0]}"),))
    )
    sign_in_as(client, coder)

    said = words(client.get(f"/learning/recommendations/{one.ref}"))

    assert "5.06 History checks done" in said
    assert "Practice For 5.06" in said
    refused = client.post(
        "/learning/findings/new", data={"title": "T", "words": "W", "codes": "9.99"}
    )
    assert "There is no code 9.99" in words(refused)


def test_lists_cost_few_statements_whatever_their_length(
    client, recommend, answered, people, coder, statements
):
    for number in range(12):
        recommend(f"Matter {number}", f"Thing number {number} is different.")
    found = [record_finding(f"F {number}", "W", [f"5.{number}"], by=coder) for number in range(8)]
    db.session.commit()
    assert found
    sign_in_as(client, coder)
    pages = ("", f"/recommendations/{answered.ref}", f"/recommendations/{answered.ref}/progress")
    for end in (*pages, "/findings", "/alerts"):
        client.get(f"/learning{end}")
        statements.clear()
        client.get(f"/learning{end}")
        assert len(statements.of_the_page) < 15, end


def test_history_words_are_those_of_the_unit(answered, coder, page):
    said = page(coder, f"/learning/recommendations/{answered.ref}")

    assert HISTORY[1].split(",")[0] in said
    assert "1 done, evidence seen" in said


def test_what_is_over_says_so_instead_of_asking_for_fields(client, recommend, people, coder):
    one, finding = recommend(issued=False), record_finding("F", "W", [], by=coder)
    alert = write_alert(DRAFT, by=coder)
    withdraw_alert(alert, "Not needed.", by=coder, version=alert.version)
    withdraw_finding(finding, "Not right.", by=coder)
    db.session.commit()
    sign_in_as(client, coder)

    for address in (
        *(f"recommendations/{one.ref}/{end}" for end in ("close", "impact")),
        *(f"alerts/{alert.ref}/{end}" for end in ("withdraw", "send-back", "check", "change")),
        *(f"findings/{finding.ref}/{end}" for end in ("tie", "codes", "withdraw", "revise")),
    ):
        answer_ = client.post(f"/learning/{address}", data={})
        assert answer_.status_code == 422, address
        assert "There is a problem" in answer_.text, address
    assert client.get(f"/learning/alerts/{alert.ref}/change").status_code == 302


def test_an_alert_goes_from_draft_to_its_readers_on_the_pages(client, people, coder, second, page):
    sign_in_as(client, coder)
    data = {
        "title": "Search before you leave",
        "words": "A history was missed.",
        "ask": "Search every system.",
        "learnt_on": ["2", "3", "2026"],
        "roles": ["spoc"],
        "finding": "",
    }
    assert client.post("/learning/alerts/new", data=data | {"roles": []}).status_code == 422
    address = client.post("/learning/alerts/new", data=data).location

    def press(user, step):
        sign_in_as(client, user)
        seen = version(client.get(address), step)
        return client.post(f"{address}/{step}", data={f"{step}-version": seen}).status_code

    assert press(coder, "hand-in") == 303
    assert "Check alerts (1)" in page(second, "/")
    sign_in_as(client, coder)
    own = client.post(f"{address}/check", data={"check-version": "2"})
    assert own.status_code == 422
    assert "Ask another person" in words(own)
    assert "to be checked" in words(own)  # and nothing of the refused step stays
    assert press(second, "check") == 303
    assert press(coder, "send") == 303

    assert "Sent after 2 days" in page(coder, address)
    assert "Read alerts (1)" in page(people["spoc"], "/")
    said = page(people["spoc"], address)
    assert "Search every system." in said
    assert coder.name not in said  # who wrote and checked it stays in the unit
    assert "Read alerts" not in page(people["reader"], "/")


def test_a_text_that_is_too_long_hides_no_fault_of_the_day(app, database):
    typed = {"title": "x" * 151, "due_on": ["1", "2", "2020"]}
    with app.test_request_context("/", method="POST", data=typed):
        form = RecommendationForm(meta={"csrf": False})
        form.offer([], [])
        assert not form.validate()
        found = {field.name: field.errors[0] for field in form if field.errors}

    assert found["title"].startswith("Shorten this by 1")
    assert found["due_on"] == "Enter a day to come by which it is due."
