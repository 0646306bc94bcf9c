"""The force's pages: from the list through a stage to its completion, and what can come between."""

import re

import pytest
import sqlalchemy as sa

from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.answers.book import given_of
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Source
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Stage
from dhp.followup.models import Look, Turn
from dhp.followup.queries import followed
from tests.followup.conftest import given
from tests.hostile import A_FEW


def words(html):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def fields(html):
    """What a browser would send if the person typed nothing."""
    found = []
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        kind = re.search(r'type="([^"]*)"', tag)[1]
        if name and (kind not in ("radio", "checkbox") or " checked" in tag):
            found.append((name[1], value[1] if value else ""))
    return found


def posted(html, **more):
    form = {}
    for name, value in fields(html):
        form.setdefault(name, []).append(value)
    return form | {name.replace("__", "."): text for name, text in more.items()}


def own(case, name):
    line = followed(case).told.line(name)
    return line.own


def test_the_list_shows_what_must_be_done_first_with_its_clock(
    database, browser, spoc, case, make_case, on
):
    case.type, case.scope = DeathType.IPH, Scope.IN
    database.session.commit()
    received = on("2026-03-20")
    make_case(
        given(death__force_ref="44/9", death__suspected_intent="suicide"), received_at=received
    )
    on("2026-04-05")

    page = words(browser(spoc).get("/followup").text)

    assert page.index("42/7") < page.index("44/9")
    assert (
        "Follow-up after 28 days 4 days late Homicide 1 Mar 2026 Intimate partner homicide" in page
    )
    assert "Not yet judged" in page


def test_a_death_shows_what_became_of_it_and_no_note_of_the_unit(
    database, browser, spoc, case, record, on
):
    record(case, given(victim__age="35"))
    on("2026-03-20")

    page = browser(spoc).get(f"/followup/{case.ref}")

    text = words(page.text)
    assert page.status_code == 200
    assert "Accepted by the central unit 4 March 2026" in text
    assert "The central unit has not judged it yet" in text
    assert "Central unit: 35" in text
    assert "Told by the test" not in text
    assert "Follow-up after 28 days: Due in 12 days" in text
    assert trail.about(case.ref)[-1].act == Act.CASE_READ


def test_a_stage_is_worked_through_a_few_questions_at_a_time(database, browser, spoc, case, on):
    on("2026-03-20")
    client = browser(spoc)
    at = f"/followup/{case.ref}/28-days/death"
    seen = set()
    for _ in range(40):
        page = client.get(at)
        if at.endswith("/check"):
            break
        form = posted(page.text)
        assert 1 <= len(form["column"]) <= 8
        seen.update(form["column"])
        at = client.post(at.partition("?")[0], data=form | {"next": "continue"}).location

    assert at == f"/followup/{case.ref}/28-days/check"
    assert seen == {line.name for line in followed(case).open_at(Stage.FOLLOW_UP)}


def test_an_answer_that_opens_a_question_leads_to_it(database, browser, spoc, case, on):
    on("2026-03-20")
    client = browser(spoc)
    page = client.get(f"/followup/{case.ref}/28-days/death?at=incident.children_present")
    form = posted(page.text, incident__children_present="yes", next="continue")

    at = client.post(f"/followup/{case.ref}/28-days/death", data=form).location
    after = client.get(at).text

    assert "incident.n_children_present" in posted(after)["column"]


def test_only_what_is_open_is_asked(database, browser, spoc, case, record, on):
    record(case, given(death__n_incidents_ever="3"))  # the unit's determination
    record(case, given(death__marac="[not_known]"), Source.FORCE)
    on("2026-03-20")

    asked = {line.name for line in followed(case).to_ask(Stage.FOLLOW_UP)}

    assert asked.isdisjoint({"death.n_incidents_ever", "death.marac", "victim.age"})
    assert "death.n_incidents_12m" in asked
    assert "death.drug_related" not in asked  # only from the six months on


def test_six_months_ask_what_earlier_stages_left_open(database, case, on):
    on("2026-08-10")

    asked = {line.name for line in followed(case).to_ask(Stage.SIX_MONTHS)}

    assert {"death.drug_related", "death.n_incidents_12m"} <= asked


def test_one_click_keeps_everything_that_is_not_yet_established(
    database, browser, spoc, case, record, on
):
    record(
        case,
        given(death__marac="[not_yet_established]", victim__religion="[not_yet_established]"),
        Source.FORCE,
    )
    on("2026-03-20")
    client = browser(spoc)
    stage = client.get(f"/followup/{case.ref}/28-days").text
    assert "Keeps all 2 answers" in words(stage)

    client.post(f"/followup/{case.ref}/28-days/unchanged", data=posted(stage))

    asked = {line.name for line in followed(case).to_ask(Stage.FOLLOW_UP)}
    assert asked.isdisjoint({"death.marac", "victim.religion"})
    assert trail.about(case.ref)[-1].act == Act.STAGE_CONFIRMED
    on("2026-08-10")
    assert "death.marac" in {line.name for line in followed(case).to_ask(Stage.SIX_MONTHS)}


def test_what_is_not_yet_established_is_asked_again_on_the_day_named(
    database, browser, spoc, case, on
):
    on("2026-03-20")
    client = browser(spoc)
    url = f"/followup/{case.ref}/28-days/contact"
    form = posted(
        client.get(url + "?at=death.marac").text,
        death__marac="[not_yet_established]",
        again="14",
        next="later",
    )
    client.post(url, data=form)
    look = database.session.scalars(sa.select(Look)).one()

    assert str(look.again_on) == "2026-04-03"
    assert "death.marac" not in {line.name for line in followed(case).to_ask(Stage.FOLLOW_UP)}
    on("2026-04-03")
    assert "death.marac" in {line.name for line in followed(case).to_ask(Stage.FOLLOW_UP)}


def complete(client, case, slug="28-days", **more):
    check = client.get(f"/followup/{case.ref}/{slug}/check").text
    return client.post(f"/followup/{case.ref}/{slug}/check", data=posted(check, **more))


def test_a_stage_with_unanswered_questions_needs_a_reason(database, browser, spoc, case, on):
    on("2026-03-20")
    client = browser(spoc)

    without = complete(client, case)
    with_one = complete(client, case, reason="The family asked for time.")

    assert without.status_code == 422
    assert "Say why some questions are not answered" in without.text
    assert with_one.location == f"/followup/{case.ref}"
    turn = database.session.scalars(sa.select(Turn)).one()
    assert turn.reason == "The family asked for time."
    assert turn.still_open == len(followed(case).open_at(Stage.FOLLOW_UP))


def test_a_late_stage_is_accepted_and_marked(database, browser, spoc, case, on):
    on("2026-04-05")
    client = browser(spoc)

    complete(client, case, reason="The inspector was on leave.")
    page = words(client.get(f"/followup/{case.ref}").text)

    assert "completed on 5 April 2026, 4 days late" in page.lower().replace("april", "April")
    assert '"late":["28 days"]' in trail.about(case.ref)[-2].body


def test_the_later_stage_completes_the_earlier_one_too(database, browser, spoc, case, on):
    on("2026-08-10")

    complete(browser(spoc), case, "6-months", reason="All at once.")

    stages = {turn.stage for turn in database.session.scalars(sa.select(Turn))}
    assert stages == {Stage.FOLLOW_UP, Stage.SIX_MONTHS}


def test_a_second_click_on_complete_changes_nothing(database, browser, spoc, case, on):
    on("2026-03-20")
    client = browser(spoc)
    check = client.get(f"/followup/{case.ref}/28-days/check").text
    form = posted(check, reason="The family asked for time.")

    answers = [client.post(f"/followup/{case.ref}/28-days/check", data=form) for _ in range(3)]

    assert {answer.location for answer in answers} == {f"/followup/{case.ref}"}
    assert len(database.session.scalars(sa.select(Turn)).all()) == 1


def test_what_changed_after_the_check_is_checked_again(database, browser, spoc, case, record, on):
    on("2026-03-20")
    client = browser(spoc)
    check = client.get(f"/followup/{case.ref}/28-days/check").text
    record(case, given(death__marac="heard"), Source.FORCE)

    answer = client.post(
        f"/followup/{case.ref}/28-days/check", data=posted(check, reason="The family.")
    )

    assert answer.status_code == 409
    assert "Check them again" in answer.text
    assert "The family." in answer.text
    assert database.session.scalars(sa.select(Turn)).all() == []


def test_a_stage_that_is_not_open_leads_back_to_the_death(database, browser, spoc, case, on):
    on("2026-03-20")

    for path in ("", "/death", "/check"):
        answer = browser(spoc).get(f"/followup/{case.ref}/6-months{path}")
        assert answer.status_code == 302


def test_a_stale_page_shows_both_and_keeps_what_was_typed(
    database, browser, spoc, colleague, case, on
):
    on("2026-03-20")
    url = f"/followup/{case.ref}/28-days/contact"
    first, second = browser(spoc), browser(colleague)
    one = posted(first.get(url).text, death__n_incidents_ever="4", next="later")
    two = posted(second.get(url).text, death__n_incidents_ever="7", next="later")

    first.post(url, data=one)
    loser = second.post(url, data=two)

    assert loser.status_code == 409
    text = words(loser.text)
    assert "Somebody else changed an answer on this page" in text
    assert " 4 7 " in text  # what is saved beside what was typed
    assert 'value="7"' in loser.text
    assert own(case, "death.n_incidents_ever").value == "4"
    decided = posted(loser.text, reason="The later count is complete.", next="later")
    assert second.post(url, data=decided).status_code == 303
    assert own(case, "death.n_incidents_ever").value == "7"


def test_the_same_page_sent_twice_is_kept_once(database, browser, spoc, case, on):
    on("2026-03-20")
    client = browser(spoc)
    url = f"/followup/{case.ref}/28-days/contact"
    form = posted(client.get(url).text, death__n_incidents_ever="4", next="later")

    answers = [client.post(url, data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(carried_by([case], {"n_incidents_ever"})) == 1


def test_answers_to_other_questions_do_not_make_a_page_stale(
    database, browser, spoc, case, record, on
):
    on("2026-03-20")
    client = browser(spoc)
    url = f"/followup/{case.ref}/28-days/contact"
    form = posted(client.get(url).text, death__n_incidents_ever="4", next="later")
    record(case, given(victim__religion="none"))

    assert client.post(url, data=form).status_code == 303


def test_correcting_an_answer_needs_a_reason_and_keeps_the_earlier_one(
    database, browser, spoc, case, on
):
    on("2026-03-20")
    client = browser(spoc)
    url = f"/followup/{case.ref}/answers/victim.age"
    form = posted(client.get(url).text) | {"victim.age": "35"}

    without = client.post(url, data=form)
    with_one = client.post(url, data=form | {"reason": "The passport says so."})

    assert without.status_code == 422
    assert "Say why the earlier answer was wrong or has changed." in without.text
    assert 'value="35"' in without.text
    assert with_one.status_code == 303
    told = carried_by([case], {"age"})
    ages = [given_of(answer).value for answer in told if answer.subject_id == told[0].subject_id]
    assert ages == ["34", "35"]
    assert told[-1].reason == "The passport says so."
    assert trail.about(case.ref)[-1].act == Act.ANSWER_CORRECTED


def test_an_answer_is_added_at_any_time(database, browser, spoc, case, on):
    on("2026-05-20")
    client = browser(spoc)
    complete(client, case, reason="Nothing yet.")
    url = f"/followup/{case.ref}/answers/death.drug_related"

    answer = client.post(url, data=posted(client.get(url).text, death__drug_related="victim"))

    assert answer.status_code == 303
    assert own(case, "death.drug_related").value == "victim"


def test_a_change_of_type_hides_questions_and_deletes_no_answer(
    database, browser, spoc, case, record, on
):
    record(case, given(death__overkill="yes"), Source.FORCE)
    on("2026-03-20")
    client = browser(spoc)
    url = f"/followup/{case.ref}/answers/death.suspected_intent"
    form = posted(client.get(url).text, death__suspected_intent="suicide", reason="New findings.")
    form["death.suspected_intent"] = "suicide"

    client.post(url, data=form)

    line = followed(case).told.line("death.overkill")
    assert not line.asked
    assert line.own.value == "yes"
    assert "Kept; no longer asked" in words(client.get(f"/followup/{case.ref}").text)


def test_the_first_suspect_is_asked_about_as_soon_as_one_is_identified(
    database, browser, spoc, make_case, on
):
    on("2026-03-04")
    case = make_case(given(death__suspect_identified="no", death__suspected_intent="homicide"))
    client = browser(spoc)
    url = f"/followup/{case.ref}/answers/death.suspect_identified"
    form = posted(client.get(url).text, reason="An arrest was made.")
    form["death.suspect_identified"] = "yes"

    client.post(url, data=form)

    asked = {line.name for line in followed(case).to_ask(Stage.FOLLOW_UP)}
    assert "suspect1.sex" in asked


def test_a_second_click_adds_no_second_suspect(database, browser, spoc, case, on):
    on("2026-03-20")
    client = browser(spoc)
    form = {
        name: value
        for name, value in fields(client.get(f"/followup/{case.ref}").text)
        if name in ("csrf_token", "suspects")
    }

    for _ in range(2):
        client.post(f"/followup/{case.ref}/suspects", data=form)

    assert followed(case).told.places.suspects == 2


def test_answers_that_cannot_both_be_right_are_refused_where_they_are_typed(
    database, browser, spoc, case, on
):
    on("2026-03-20")
    client = browser(spoc)
    url = f"/followup/{case.ref}/answers/death.aware_on"
    form = posted(client.get(url).text) | {
        "death.aware_on.day": "20",
        "death.aware_on.month": "2",
        "death.aware_on.year": "2026",
    }

    answer = client.post(url, data=form)

    assert answer.status_code == 422
    assert "before the date of death" in answer.text


@pytest.mark.parametrize("text", A_FEW[::2])
def test_hostile_text_is_refused_or_shown_as_it_was_typed(database, browser, spoc, case, on, text):
    on("2026-03-20")
    client = browser(spoc)
    url = f"/followup/{case.ref}/answers/incident.csp"
    form = posted(client.get(url).text) | {"incident.csp": text}

    answer = client.post(url, data=form)
    page = client.get(f"/followup/{case.ref}").text

    assert answer.status_code in (303, 422)
    assert "<script>alert" not in page
    assert "49" not in words(page).split("Community")[-1][:200]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"column": "nonsense"},
        {"column": ["victim.age", "suspect9.age"], "victim.age": "9"},
        {"column": "death.marac", "death.marac": "heard", "seen": "forged"},
        {"column": "death.marac", "death.marac": "no such choice", "again": "forged"},
    ],
)
def test_a_forged_page_changes_nothing(database, browser, spoc, case, on, form):
    on("2026-03-20")
    client = browser(spoc)
    page = client.get(f"/followup/{case.ref}").text
    token = dict(fields(page))["csrf_token"]
    before = len(carried_by([case]))

    answer = client.post(f"/followup/{case.ref}/28-days/contact", data=form | {"csrf_token": token})

    assert answer.status_code in (303, 409, 422)
    assert len(carried_by([case])) == before


def test_a_page_sent_after_the_stage_was_completed_gives_back_what_was_typed(
    database, browser, spoc, colleague, case, on
):
    on("2026-03-20")
    first, second = browser(spoc), browser(colleague)
    url = f"/followup/{case.ref}/28-days/contact"
    form = posted(first.get(url).text, death__n_incidents_ever="4", next="later")
    complete(second, case, reason="Done for now.")

    answer = first.post(url, data=form)

    assert answer.status_code == 409
    assert "completed already" in answer.text
    assert "Death n incidents ever" in answer.text


@pytest.mark.parametrize(
    "path", ["", "/28-days", "/28-days/contact", "/28-days/check", "/answers/victim.age"]
)
def test_a_page_of_a_death_takes_few_statements(browser, spoc, case, record, on, statements, path):
    record(
        case,
        given(
            **{
                f"victim__{code}": "[not_known]"
                for code in ("religion", "nationality", "alcohol", "drugs", "housing")
            }
        ),
        Source.FORCE,
    )
    on("2026-03-20")
    client = browser(spoc)
    statements.clear()

    client.get(f"/followup/{case.ref}{path}")

    assert len(statements.of_the_page) <= 11


def test_the_list_takes_as_many_statements_for_many_deaths_as_for_one(
    database, browser, spoc, make_case, on, statements
):
    on("2026-03-04")
    client = browser(spoc)
    counts = []
    for more in (1, 12):
        for _ in range(more):
            make_case()
        statements.clear()
        client.get("/followup")
        counts.append(len(statements.of_the_page))

    assert counts[0] == counts[1] <= 7
