"""Practising on an invented case: the forms of the real thing, what is learnt, and nothing in the record."""

import re
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from dhp.accounts.row_security.policies import walled
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import london_date, now
from dhp.cases.judging.facts import propose
from dhp.cases.models import Case, Classification
from dhp.coding.codebook import book
from dhp.coding.codebook.mapping import merge
from dhp.coding.codebook.publishing import open_version, publish
from dhp.coding.codebook.queries import code_with
from dhp.coding.passes.models import CodingPass, Mark
from dhp.definitions import DeathType, Scope
from dhp.dictionary import DICTIONARY, column_named
from dhp.dictionary.checks import findings
from dhp.errors import Absent
from dhp.exchange.everything.order import all_tables
from dhp.extensions import Base, db
from dhp.questions.models import Question
from dhp.rhythm.rehearsals import KEPT, PRACTICE_CASE_END
from dhp.training.actions import begin, begin_again
from dhp.training.comparing import Likeness, feedback
from dhp.training.invented import HISTORY, NARRATIVE, NOTICE, answers_on, reply_about
from dhp.training.kept import answers_in, decision_in, marks_in
from dhp.training.model_answer import EXPECTED, NEAR
from dhp.training.models import CaseRehearsal
from dhp.training.queries import rehearsal_with

BANNER = "Practice. The case is invented."
DECIDED = {"scope": "cannot tell", "definition": "dhp-2023", "verification": "unverified"}
RECORD = (Case, Classification, CodingPass, Mark, Question)


def words(page):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page.text)))


def counted(*models):
    return [db.session.scalar(sa.select(sa.func.count()).select_from(model)) for model in models]


def of(person):
    return db.session.scalars(sa.select(CaseRehearsal).where(CaseRehearsal.coder == person)).one()


def place(quote):
    starts = NARRATIVE.text.index(quote)
    return f"{NARRATIVE.key}:{starts}:{starts + len(quote)}"


def set_mark(client, at, code, quote, polarity="present"):
    return client.post(
        f"{at}/marks",
        data={"selection": place(quote), "quote": quote, "code": code, "polarity": polarity},
    )


@pytest.fixture
def client(signed_in):
    return signed_in("first")


@pytest.fixture
def at(client):
    """The address of a practice case that a coder has begun."""
    return client.post("/practice-case").location


def test_all_that_is_wrong_with_a_decision_is_told_at_once(client, at):
    typed = DECIDED | {"scope": "in", "referred_to": "x" * 201}

    page = words(client.post(f"{at}/classify", data=typed))

    assert "Shorten this by 1 character" in page
    assert "Choose a type for a death that is in scope." in page
    assert "Say why your decision differs" in page


def test_every_page_says_practice_and_nothing_enters_the_record(client, world):
    before = counted(*RECORD)

    at = client.post("/practice-case").location
    pages = [client.get("/practice-case"), client.get(at)]
    pages.append(client.post(f"{at}/classify", data={}))
    pages.append(client.post(f"{at}/classify", data=DECIDED, follow_redirects=True))
    ask = {"about": HISTORY, "asked": "Was anything known of abuse?"}
    pages.append(client.post(f"{at}/ask", data=ask, follow_redirects=True))
    pages.append(client.get(f"{at}/text"))
    set_mark(client, at, "2.03.01", "He had lost his work in the spring")
    [mark] = marks_in(of(world.person("first")))
    pages.append(client.get(f"{at}/marks/{mark.ref}"))
    pages.append(client.post(f"{at}/lock", follow_redirects=True))

    assert all(BANNER in page.text for page in pages)
    assert "Model answer" in words(pages[-1])
    assert counted(*RECORD) == before


def test_what_the_definitions_propose_is_shown_after_the_decision(client, at):
    before = words(client.get(f"{at}/classify"))

    after = words(client.post(f"{at}/classify", data=DECIDED, follow_redirects=True))

    reason = "Not yet established: whether there was a known history of domestic abuse."
    assert reason not in before
    assert reason in after
    assert "As you chose" in after


def test_a_decision_is_checked_as_in_earnest(client, at, world):
    page = client.post(f"{at}/classify", data=DECIDED | {"scope": "in", "type": "iph"})

    assert page.status_code == 422
    assert "Say why your decision differs" in words(page)
    assert decision_in(of(world.person("first"))) is None


def test_an_answer_of_the_invented_force_settles_what_nobody_could_tell(client, at, world):
    client.post(f"{at}/classify", data=DECIDED)

    asked = client.post(
        f"{at}/ask", data={"about": HISTORY, "asked": "What is known?"}, follow_redirects=True
    )
    client.post(f"{at}/classify", data=DECIDED | {"scope": "in", "type": "unexpected"})

    assert reply_about(HISTORY).words in words(asked)
    verdict = propose(answers_in(of(world.person("first"))))
    assert (verdict.scope, verdict.type) == (Scope.IN, DeathType.UNEXPECTED)
    assert "As you chose" in words(client.get(f"{at}/classify"))


def test_a_question_that_names_somebody_is_looked_over_as_in_earnest(client, at):
    page = client.post(
        f"{at}/ask", data={"about": HISTORY, "asked": "What did Margaret Ashworth say?"}
    )

    assert page.status_code == 422
    assert "Could somebody be known from this?" in words(page)


def test_the_same_question_is_not_asked_twice(client, at):
    for _ in range(2):
        page = client.post(f"{at}/ask", data={"about": "victim.age", "asked": "How old?"})

    assert (page.status_code, "answered this already" in words(page)) == (422, True)


def test_the_model_answer_says_what_is_the_same_and_why(client, at):
    set_mark(client, at, "2.03.01", "lost his work")
    set_mark(client, at, "5.07.01", "they called no detective", polarity="present")
    set_mark(client, at, "1.05.01", "a glass of wine")
    set_mark(client, at, "2.02.01", "a glass of wine")

    page = words(client.post(f"{at}/lock", follow_redirects=True))

    assert f"You marked 1 of {len(EXPECTED)} codes" in page
    assert "You marked it as “Present”." in page
    assert "You marked it, but on other words." in page
    assert page.count("You did not mark it.") == len(EXPECTED) - 3
    assert all(one.why in page for one in EXPECTED)
    assert NEAR["2.02.01"] in page


def test_a_mark_is_changed_and_taken_away(client, at, world):
    set_mark(client, at, "2.03.01", "lost his work")
    [mark] = marks_in(of(world.person("first")))

    client.post(f"{at}/marks/{mark.ref}", data={"polarity": "cannot tell", "memo": "Why?"})
    [changed] = marks_in(of(world.person("first")))
    client.post(f"{at}/marks/{mark.ref}/remove")

    assert (changed.polarity.value, changed.memo) == ("cannot tell", "Why?")
    assert marks_in(of(world.person("first"))) == []


def test_the_same_mark_twice_is_one(client, at, world):
    for polarity in ("present", "cannot tell"):
        set_mark(client, at, "2.03.01", "lost his work", polarity)

    [mark] = marks_in(of(world.person("first")))
    assert mark.polarity.value == "cannot tell"


def test_a_script_gets_the_text_and_the_list(client, at):
    data = {"selection": place("lost his work"), "code": "2.03.01", "polarity": "present"}

    told = client.post(f"{at}/marks", data=data, headers={"Accept": "application/json"}).get_json()

    assert told["said"] == "Marked: Debt or loss of work, present."
    assert f"{at}/marks/" in told["marks"]


def test_finished_marks_stay_until_it_is_begun_again(client, at, world):
    client.post(f"{at}/lock")

    refused = set_mark(client, at, "2.03.01", "lost his work")
    client.post(f"{at}/again")
    set_mark(client, at, "2.03.01", "lost his work")

    assert refused.status_code == 409
    assert len(marks_in(of(world.person("first")))) == 1


def test_one_press_puts_everything_back(client, at, world):
    client.post(f"{at}/classify", data=DECIDED)
    client.post(f"{at}/ask", data={"about": HISTORY, "asked": "What is known?"})
    set_mark(client, at, "2.03.01", "lost his work")

    client.post(f"{at}/again")

    row = of(world.person("first"))
    assert (row.decision, row.asked, row.marks, row.finished_at) == (None, "[]", "[]", None)


def test_a_second_click_opens_the_same_one_and_nobody_else_sees_it(client, at, signed_in, world):
    assert client.post("/practice-case").location == at
    for other in ("second", "lead"):
        assert signed_in(other).get(at).status_code == 404
        with pytest.raises(Absent):
            rehearsal_with(at.split("/")[2], world.person(other))


def test_it_is_deleted_at_a_press_and_by_itself(client, at, world):
    client.post(f"{at}/remove")
    gone = counted(CaseRehearsal)
    left = begin(by=world.person("first"))
    left.saved_at = now() - KEPT - timedelta(minutes=1)
    db.session.commit()
    [key] = PRACTICE_CASE_END.due(now())

    PRACTICE_CASE_END.do(key, now())

    assert (gone, counted(CaseRehearsal)) == ([0], [0])


def test_it_stays_where_somebody_went_on_with_it_meanwhile(world):
    row = begin(by=world.person("first"))
    row.saved_at = now() - KEPT - timedelta(minutes=1)
    db.session.commit()
    [key] = PRACTICE_CASE_END.due(now())

    begin_again(row, by=world.person("first"))
    PRACTICE_CASE_END.do(key, now())

    assert counted(CaseRehearsal) == [1]


def test_the_trail_tells_it_apart_and_of_no_case(client, at):
    client.post(f"{at}/classify", data=DECIDED)

    acts = set(db.session.scalars(sa.select(TrailEvent.act)))

    assert {Act.CASE_REHEARSAL_STARTED, Act.CASE_REHEARSAL_SAVED} <= acts


def test_no_table_of_the_record_points_to_it_and_it_leaves_with_nothing(app):
    pointing = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "case_rehearsals"
    }

    assert pointing == set()
    assert "case_rehearsals" not in {table.name for table in all_tables()}
    assert "unit" not in walled(Base.metadata)["case_rehearsals"]


def test_the_invented_answers_are_sound():
    asked = [name for name in NOTICE if reply_about(name).answer]
    day = london_date(now())

    for known in (answers_on(day, []), answers_on(day, asked)):
        assert all(column_named(name, DICTIONARY) for name in (*NOTICE, *known))
        assert list(findings(known)) == []


def test_the_model_answer_is_in_the_text_and_in_the_codebook(world):
    refs = {code.ref for code in book().codes}

    assert {one.code for one in EXPECTED} | set(NEAR) <= refs
    assert all(NARRATIVE.text.count(one.words) == 1 for one in EXPECTED)


def test_a_code_that_was_merged_is_followed(world):
    lead = world.person("lead")
    open_version(by=lead)
    merge(code_with("2.03.01"), code_with("2.03.03"), "Hard to tell apart.", by=lead)
    publish("Two codes are one.", by=lead)

    [found] = [one for one in feedback([], book()).compared if one.expected.code == "2.03.01"]

    assert (found.label, found.likeness) == ("Loss of status", Likeness.MISSED)
