"""The pages: three clicks to an answer, both texts for who came second, and nothing for strangers."""

import re
import threading
from html import unescape

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.dictionary import Given, State
from dhp.extensions import db
from dhp.questions.actions import accept, ask, ask_again, close, pass_on, reply
from dhp.questions.models import Question
from dhp.questions.replying import Reply
from dhp.questions.rules import Closing, ReplyKind, Status
from dhp.references import shown_reference
from tests.hostile import A_FEW
from tests.notifications.conftest import signed_in
from tests.questions.conftest import AGE, latest, name_reader, standing

__all__ = ["signed_in"]

OLDER = Given(State.ANSWERED, "43")


def words(page):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page.text)))


def hidden(page, name):
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page.text)
    assert found, f"no hidden field {name}"
    return found[1]


def fields(page):
    return {name: hidden(page, name) for name in ("version", "saw")}


def events(act):
    return db.session.scalars(sa.select(TrailEvent).where(TrailEvent.act == act)).all()


def test_a_force_answers_in_three_clicks_from_its_first_page(signed_in, spoc, question, case):
    client = signed_in(spoc)
    home = client.get("/")
    link = re.search(r'href="(/questions/[0-9A-Z]{14})"', home.text)

    page = client.get(link[1])  # the first click; the second chooses, the third sends
    sent = client.post(link[1], data={**fields(page), AGE: "43", "kind": "value"})

    assert "Answer questions (1)" in words(home)
    assert sent.status_code == 303
    assert standing(case) == OLDER
    assert "Your answer is with the central unit" in client.get(sent.location).text


def test_a_question_asked_again_shows_what_was_asked_and_replied_before(
    signed_in, spoc, coder, question
):
    reply(
        question,
        Reply(ReplyKind.CANNOT_KNOW, "The log says so."),
        by=spoc,
        version=question.version,
    )
    again = ask_again(question, "Which log?", by=coder, version=question.version)
    db.session.commit()

    page = words(signed_in(spoc).get(f"/questions/{again.ref}"))
    of_unit = words(signed_in(coder).get(f"/questions/asked/{again.ref}"))

    for told in (page, of_unit):
        assert told.index("The unit asked before The report says 43") < told.index("Which log?")
        assert "The log says so." in told
    assert question.ref in events("question.read")[-1].body


def test_what_another_force_was_asked_before_stays_with_it(
    signed_in, stranger, coder, question, case, essex
):
    case.force = essex
    db.session.commit()
    passed = pass_on(question, by=coder, version=question.version)
    db.session.commit()

    page = words(signed_in(stranger).get(f"/questions/{passed.ref}"))

    assert "The unit asked before" not in page


def test_the_page_shows_the_question_and_the_answer_that_stands(signed_in, spoc, question):
    page = signed_in(spoc).get(f"/questions/{question.ref}")

    assert question.asked in words(page)
    assert "Your force’s answer now 34" in words(page)
    assert "42/7" in words(page)
    assert "Not known (checked" not in words(page)
    assert events("question.read")


def test_the_list_tells_ages_oldest_first_and_what_became_of_the_others(
    signed_in, spoc, make_question, coder
):
    make_question("victim.sex", "Certain?")
    make_question(AGE, "Which?", when="2026-01-01")
    done = make_question("suspect1.age", "Really?")
    close(done, Closing.NOT_NEEDED, by=coder, version=done.version)
    db.session.commit()

    page = words(signed_in(spoc).get("/questions"))

    assert "To answer (2)" in page
    assert page.index("Victim’s age") < page.index("Victim’s sex") < page.index("Closed lately")
    assert "No longer needed" in page
    assert re.search(r"Which\? \d+ days", page)
    assert "Certain? Today" in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"kind": "value", AGE: ""}, "Enter the victim’s age"),
        ({"kind": "value", AGE: "old"}, "must be a whole number"),
        ({"kind": "value", AGE: "34"}, "This is the answer that stands already"),
        ({"kind": "right"}, "Say how you know that the answer is right."),
        ({"kind": "cannot be known"}, "Say why this cannot be known."),
        ({"kind": "words", "words": "Yes"}, "Choose one of the ways"),
        ({"kind": "shrug"}, "Choose one of the buttons"),
        ({}, "Choose one of the buttons"),
    ],
)
def test_a_reply_that_lacks_something_comes_back_with_what_was_typed(
    signed_in, spoc, question, case, typed, message
):
    client = signed_in(spoc)
    seen = fields(client.get(f"/questions/{question.ref}"))

    data = {**seen, AGE: "34", "remark": "Kept remark.", **typed}
    page = client.post(f"/questions/{question.ref}", data=data)

    assert page.status_code == 422
    assert message in words(page)
    assert "Kept remark." in page.text
    assert question.status is Status.OPEN
    assert standing(case) == Given(State.ANSWERED, "34")


def test_one_suspect_is_called_so_without_a_number(signed_in, spoc, make_question):
    client, asked = signed_in(spoc), make_question("suspect1.age", "Which?")
    seen = fields(client.get(f"/questions/{asked.ref}"))

    page = client.post(
        f"/questions/{asked.ref}", data={**seen, "kind": "value", "suspect1.age": ""}
    )

    assert "Enter the suspect’s age" in words(page)
    assert "suspect 1" not in words(page).lower()


@pytest.mark.parametrize("text", A_FEW)
@pytest.mark.parametrize("kind", ["right", "cannot be known"])
def test_hostile_text_is_kept_as_text_or_refused(signed_in, spoc, coder, question, kind, text):
    client = signed_in(spoc)
    seen = fields(client.get(f"/questions/{question.ref}"))
    field = "right" if kind == "right" else "unknown"

    sent = client.post(f"/questions/{question.ref}", data={**seen, "kind": kind, field: text})

    assert sent.status_code in (303, 422)
    assert "<script>alert" not in sent.text
    if sent.status_code == 303:
        for user, path in ((spoc, "/questions"), (coder, "/questions/asked")):
            page = signed_in(user).get(f"{path}/{question.ref}")
            assert page.status_code == 200
            assert "<script>alert" not in page.text


@pytest.mark.parametrize("text", A_FEW)
def test_a_hostile_question_is_kept_as_text_or_refused(signed_in, spoc, coder, case, text):
    sent = signed_in(coder).post(f"/questions/of/{case.ref}", data={"about": AGE, "asked": text})

    assert sent.status_code in (303, 422)
    assert "<script>alert" not in sent.text
    page = signed_in(spoc).get("/questions")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_who_answers_second_sees_both_texts_and_nothing_is_overwritten(
    signed_in, spoc, colleague, question, case
):
    mine = fields(signed_in(colleague).get(f"/questions/{question.ref}"))
    reply(question, Reply(ReplyKind.VALUE, "From the register.", OLDER), by=spoc, version=1)
    db.session.commit()

    data = {**mine, AGE: "44", "remark": "From her sister.", "kind": "value"}
    page = signed_in(colleague).post(f"/questions/{question.ref}", data=data)

    assert page.status_code == 409
    for text in ("Somebody else was first", "From the register.", "From her sister.", "44", "43"):
        assert text in words(page)
    assert "Sam Spoc" in words(page)
    assert standing(case) == OLDER


def test_what_was_typed_unsoundly_is_not_lost_either(signed_in, spoc, colleague, question):
    mine = fields(signed_in(colleague).get(f"/questions/{question.ref}"))
    reply(question, Reply(ReplyKind.RIGHT, "Seen."), by=spoc, version=1)
    db.session.commit()

    data = {**mine, "right": "Her passport says so.", "kind": "right"}
    page = signed_in(colleague).post(f"/questions/{question.ref}", data=data)

    assert page.status_code == 409
    assert "Her passport says so." in words(page)


def test_an_answer_that_changed_since_can_be_decided_on_again(
    signed_in, spoc, coder, question, case
):
    client = signed_in(spoc)
    seen = fields(client.get(f"/questions/{question.ref}"))

    data = {**seen, "saw": "0" * 16, AGE: "43", "kind": "value"}
    page = client.post(f"/questions/{question.ref}", data=data)
    again = client.post(
        f"/questions/{question.ref}", data={**fields(page), AGE: "43", "kind": "value"}
    )

    assert page.status_code == 409
    assert 'value="43"' in page.text
    assert again.status_code == 303
    assert standing(case) == OLDER


@pytest.mark.only_on("sqlite", "postgresql")
def test_of_colleagues_who_send_at_once_exactly_one_wins(
    signed_in, spoc, colleague, make_question, case
):
    for round_ in range(5):
        question = make_question("death.circumstances", f"Round {round_}?")
        ref = question.ref
        clients = [signed_in(user) for user in (spoc, colleague, spoc, colleague)]
        forms = [fields(client.get(f"/questions/{ref}")) for client in clients]
        together, statuses = threading.Barrier(len(clients)), {}

        def send(place, ref=ref, clients=clients, forms=forms, together=together, found=statuses):
            text = f"Told by {place} in round {ref}"
            data = {**forms[place], "death.circumstances": text, "kind": "value"}
            together.wait()
            page = clients[place].post(f"/questions/{ref}", data=data)
            found[place] = (page.status_code, text in unescape(page.text))

        threads = [threading.Thread(target=send, args=(place,)) for place in range(len(clients))]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        db.session.expire_all()
        won = [place for place, (status, _) in statuses.items() if status == 303]
        assert len(won) == 1
        assert sorted(statuses.values())[1:] == [(409, True)] * 3
        assert standing(case, "death.circumstances").value == f"Told by {won[0]} in round {ref}"
        db.session.execute(sa.update(Question).values(status=Status.CLOSED))
        db.session.commit()


def test_a_withdrawn_question_keeps_what_was_typed_and_hides_what_was_asked(
    signed_in, spoc, coder, question
):
    client = signed_in(spoc)
    seen = fields(client.get(f"/questions/{question.ref}"))
    close(question, Closing.ASKED_IN_ERROR, by=coder, version=question.version)
    db.session.commit()

    data = {**seen, AGE: "43", "remark": "Long remark.", "kind": "value"}
    page = client.post(f"/questions/{question.ref}", data=data)

    assert page.status_code == 409
    assert "The unit has withdrawn this question" in words(page)
    assert "Long remark." in words(page)
    assert question.asked not in words(page)


def test_a_force_never_learns_of_another_force_s_question(
    signed_in, spoc, stranger, question, make_case, coder, essex
):
    theirs = make_case(force=essex)
    other = ask(theirs, AGE, "PLANTED token?", by=coder)
    restricted = make_case(restricted=True)
    name_reader(restricted, coder)
    db.session.commit()
    client = signed_in(spoc)
    tokens = ("PLANTED", "Essex", other.ref, shown_reference(other.ref), theirs.ref)

    unknown = client.get("/questions/00000000000000")
    pages = [client.get(path) for path in ("/", "/questions", f"/questions/{question.ref}")]
    refused = [
        client.get(f"/questions/{other.ref}"),
        client.post(f"/questions/{other.ref}", data={"kind": "right", "right": "x"}),
    ]

    assert "To answer (1)" in words(pages[1])
    assert [t for p in [*pages, *refused] for t in tokens if t in p.text] == []
    assert [page.status_code for page in refused] == [404, 404]
    body = re.sub(r"[0-9a-f-]{8,}|nonce=\S+", "", refused[0].text)
    assert body == re.sub(r"[0-9a-f-]{8,}|nonce=\S+", "", unknown.text)


def test_a_restricted_case_s_question_is_shown_to_nobody_but_people_named(
    signed_in, make_case, make_user, coder, spoc, colleague
):
    case = make_case(restricted=True)
    name_reader(case, spoc)
    question = ask(case, AGE, "PLANTED?", by=coder)
    db.session.commit()
    named, unnamed = signed_in(spoc), signed_in(colleague)

    assert "Restricted" in words(named.get(f"/questions/{question.ref}"))
    assert unnamed.get(f"/questions/{question.ref}").status_code == 404
    assert "PLANTED" not in unnamed.get("/questions").text
    assert "(0)" in words(unnamed.get("/questions"))
    unit = signed_in(coder)
    assert unit.get(f"/questions/asked/{question.ref}").status_code == 404
    assert "PLANTED" not in unit.get("/questions/asked").text
    assert unit.get(f"/questions/of/{case.ref}").status_code == 404


FORCE = {RoleName.SPOC}
UNIT = {RoleName.CODER, RoleName.LEAD}
PAGES = {
    ("GET", "/questions"): FORCE,
    ("GET", "/questions/REF"): FORCE,
    ("POST", "/questions/REF"): FORCE,
    ("GET", "/questions/asked"): UNIT,
    ("GET", "/questions/asked/REF"): UNIT,
    ("POST", "/questions/asked/REF/accept"): UNIT,
    ("POST", "/questions/asked/REF/again"): UNIT,
    ("POST", "/questions/asked/REF/close"): UNIT,
    ("POST", "/questions/asked/REF/pass-on"): UNIT,
    ("GET", "/questions/of/CASE"): UNIT,
    ("POST", "/questions/of/CASE"): UNIT,
}


@pytest.mark.parametrize("role", RoleName)
@pytest.mark.parametrize(("method", "path"), PAGES)
def test_a_role_opens_its_pages_and_no_other(
    signed_in, make_user, question, case, method, path, role
):
    client = signed_in(make_user(role))

    address = path.replace("REF", question.ref).replace("CASE", case.ref)
    status = client.open(address, method=method).status_code

    assert (status != 403) is (role in PAGES[method, path])


def test_the_unit_asks_about_the_answer_that_a_link_names(signed_in, coder, case):
    client = signed_in(coder)
    page = client.get(f"/questions/of/{case.ref}?about={AGE}")

    sent = client.post(f"/questions/of/{case.ref}", data={"about": AGE, "asked": "Which?"})

    assert re.search(rf'value="{AGE}" selected', page.text)
    assert sent.status_code == 303
    assert latest(case).about == AGE
    shown = words(client.get(sent.location))
    assert "The question is with Kent." in shown
    assert "Asked so far (1)" in shown


def test_asking_twice_about_one_answer_keeps_the_text(signed_in, coder, question, case):
    data = {"about": AGE, "asked": "Once more?"}

    page = signed_in(coder).post(f"/questions/of/{case.ref}", data=data)

    assert page.status_code == 422
    assert "not settled yet" in words(page)
    assert "Once more?" in page.text


def test_the_unit_sees_what_waits_by_age_and_force(signed_in, coder, spoc, make_question):
    make_question("victim.sex", "Certain?", when="2026-01-01")
    answered = make_question(AGE)
    reply(answered, Reply(ReplyKind.VALUE, "", OLDER), by=spoc, version=1)
    db.session.commit()
    client = signed_in(coder)

    page = words(client.get("/questions/asked"))
    narrowed = words(client.get("/questions/asked?force=E23000032"))

    assert page.index("Replies to look at (1)") < page.index("With the forces (1)")
    assert re.search(r"Kent 1 0 0 0 1 1 0 \(1 answered\)", page)
    assert "Show all forces" in narrowed
    assert client.get("/questions/asked?force=nothing").status_code == 200


def test_the_unit_accepts_a_reply(signed_in, coder, spoc, question):
    reply(question, Reply(ReplyKind.VALUE, "Certificate.", OLDER), by=spoc, version=1)
    db.session.commit()
    client = signed_in(coder)
    page = client.get(f"/questions/asked/{question.ref}")

    sent = client.post(
        f"/questions/asked/{question.ref}/accept",
        data={"accept-version": hidden(page, "accept-version")},
    )

    assert "Certificate." in words(page)
    assert "43" in words(page)
    assert sent.status_code == 303
    assert question.closing is Closing.ANSWERED


def test_the_unit_asks_again_and_closes_with_a_reason(signed_in, coder, spoc, question, case):
    reply(question, Reply(ReplyKind.RIGHT, "Surely."), by=spoc, version=1)
    db.session.commit()
    client = signed_in(coder)
    path = f"/questions/asked/{question.ref}/again"

    blank = client.post(path, data={"again-version": "2", "again-asked": ""})
    again = client.post(path, data={"again-version": "2", "again-asked": "How do you know?"})
    new = latest(case)
    path = f"/questions/asked/{new.ref}/close"
    none = client.post(path, data={"close-version": "1"})
    closed = client.post(path, data={"close-version": "1", "close-reason": "force cannot say"})

    assert (blank.status_code, none.status_code) == (422, 422)
    assert "Write what is still open." in words(blank)
    assert "Choose why the question is closed." in words(none)
    assert (again.status_code, closed.status_code) == (303, 303)
    assert latest(case).closing is Closing.FORCE_CANNOT_SAY


def test_the_unit_s_late_act_says_so_and_keeps_what_was_typed(signed_in, coder, spoc, question):
    reply(question, Reply(ReplyKind.RIGHT, "Surely."), by=spoc, version=1)
    db.session.commit()

    page = signed_in(coder).post(
        f"/questions/asked/{question.ref}/again",
        data={"again-version": "1", "again-asked": "Kept text?"},
    )

    assert page.status_code == 409
    assert "Somebody else dealt with this question" in words(page)
    assert "Kept text?" in page.text


def test_what_was_typed_is_shown_when_a_colleague_closed_the_question(
    signed_in, coder, spoc, question
):
    reply(question, Reply(ReplyKind.RIGHT, "Surely."), by=spoc, version=1)
    accept(question, by=coder, version=2)
    db.session.commit()

    page = signed_in(coder).post(
        f"/questions/asked/{question.ref}/again",
        data={"again-version": "2", "again-asked": "Kept text?"},
    )

    assert page.status_code == 409
    assert "What you typed, not sent Kept text?" in words(page)


def test_a_question_of_a_handed_over_case_can_be_passed_on(
    signed_in, coder, stranger, question, case, essex
):
    case.force = essex
    db.session.commit()
    client = signed_in(coder)

    page = client.get(f"/questions/asked/{question.ref}")
    sent = client.post(
        f"/questions/asked/{question.ref}/pass-on",
        data={"pass-on-version": hidden(page, "pass-on-version")},
    )

    assert "Ask Essex instead" in words(page)
    assert sent.status_code == 303
    assert signed_in(stranger).get(f"/questions/{latest(case).ref}").status_code == 200


def test_the_unit_s_first_page_counts_what_waits(signed_in, coder, spoc, make_question):
    make_question("victim.sex", "Certain?", when="2026-01-01")
    answered = make_question(AGE)
    reply(answered, Reply(ReplyKind.VALUE, "", OLDER), by=spoc, version=1)
    db.session.commit()

    page = words(signed_in(coder).get("/"))

    assert "Look at replies (1)" in page
    assert re.search(r"Questions with forces \(1\).*1 question The oldest: \d+ days", page)


def test_pages_take_a_fixed_number_of_statements(signed_in, coder, spoc, make_question, statements):
    names = [AGE, "victim.sex", "suspect1.age", "suspect1.sex", "death.circumstances", ""]
    made = [make_question(name) for name in names]

    def count(user, path):
        client = signed_in(user)
        statements.clear()
        assert client.get(path).status_code == 200
        return len(statements.of_the_page)

    counts = {
        "index": count(spoc, "/questions"),
        "show": count(spoc, f"/questions/{made[0].ref}"),
        "asked": count(coder, "/questions/asked"),
        "look": count(coder, f"/questions/asked/{made[0].ref}"),
        "of_case": count(coder, f"/questions/of/{made[0].case.ref}"),
    }

    assert max(counts.values()) <= 10, counts
