"""A second coder finds no trace of the first before both have finished; afterwards it is there.

Before the lock every kind of page that a person can reach is crawled. Afterwards the same person
looks again where it should be: what finds nothing before has to find something then, else it proves
nothing.
"""

import re
from collections import Counter
from html import unescape

import pytest

from dhp.accounts.permissions import RoleName
from dhp.coding.codebook import book
from dhp.coding.marks.queries import decisions_visible_to, marks_visible_to
from dhp.coding.passes.actions import calibrate
from dhp.coding.passes.models import Decision, Mark
from dhp.coding.passes.rules import Polarity, Ruling
from dhp.coding.settling.adjudication import Settling, decide
from dhp.coding.settling.readings import readings_by_case
from dhp.extensions import db

MEMO = "PLANTED-MEMO-7F3K"
CODE = "3.01.02"  # nobody but the first coder uses it
# What varies in an address: references, numbers, the names of answers and sections, what is asked.
KIND = re.compile(r"[0-9A-Z]{14}|[0-9]+(\.[0-9]+)*|(?<=answers/)[^/?]+|(?<=sections/).*|\?.*")
LINK = re.compile(r'href="(/[^"#]*)"')
ELSEWHERE = ("/static/", "/sign-out", "/calendar")


FEW = 1  # pages of one kind that links lead to, such as those of a code


WORDS = ("text/", "application/json")  # what a file has words in, packed files apart


def crawl(client, starts, *, follow=True):
    """The pages at `starts` and those that links lead to, of each kind the first few."""
    pages, kinds, waiting = {}, Counter(), list(starts)[::-1]
    while waiting:
        address = waiting.pop()
        kind = KIND.sub("*", address)
        if address in pages or address.startswith(ELSEWHERE):
            continue
        if address not in starts and kinds[kind] >= FEW:
            continue
        kinds[kind] += 1
        answer = client.get(address)
        pages[address] = answer.get_data(as_text=True) if answer.mimetype.startswith(WORDS) else ""
        if follow and answer.mimetype == "text/html":
            waiting += [unescape(link) for link in LINK.findall(pages[address])]
        if answer.location:
            waiting.append(answer.location)
    return pages


def starts(world, case, local):
    ref, reading = case.ref, world.reading_of(case, local)
    return [
        "/",
        "/coding",
        f"/coding/{reading.ref}",
        f"/coding/{reading.ref}/text",
        f"/coding/cases/{ref}",
        f"/cases/{ref}",
        "/coding/unsure",
        "/coding/agreement",
        "/coding/agreement?domain=every",
        "/coding/adjudication",
        "/coding/progress",
        "/coding/drift",
        "/codebook",
        "/trail",
        "/api/v1/openapi.json",
        f"/coding/{world.reading_of(case, 'first').ref}",
        f"/coding/{world.reading_of(case, 'first').ref}/text",
        f"/coding/{world.reading_of(case, 'first').ref}/marks/{db.session.query(Mark).first().ref}",
    ]


def traces(pages, first):
    """Where the planted memo, the first coder's references, or that anybody used the code, shows."""
    found = []
    for address, text in pages.items():
        if MEMO in text:
            found.append(f"{address}: the memo")
        if first in text and first not in address:
            found.append(f"{address}: the first coder's reading")
        if address.startswith("/coding/agreement") and (
            "Found by A" in text or "Codes used" in text
        ):
            found.append(f"{address}: counts")
        if address.startswith("/coding/cases/") and "Reading A" in text:
            found.append(f"{address}: the readings")
    return found


@pytest.fixture
def case(world):
    """A case that the first coder has finished, with a planted memo, and the second has begun."""
    case = world.cases()[0]
    world.give(case)
    world.code(case, "first", CODE, memo=MEMO, unsure=True, finish=True)
    world.code(case, "second", "1.01.01")
    return case


@pytest.mark.usually_on("sqlite")  # the queries below are asked of both
@pytest.mark.parametrize("local", ["second", "lead"])
def test_nothing_of_the_first_coder_shows_before_both_have_finished(signed_in, world, case, local):
    first, follow = world.reading_of(case, "first").ref, local == "second"

    before = crawl(signed_in(local), starts(world, case, "second"), follow=follow)
    signed_in("second").post(f"/coding/{world.reading_of(case, 'second').ref}/lock")
    after = crawl(signed_in(local), starts(world, case, "second"), follow=False)

    assert traces(before, first) == []
    assert any("the memo" in trace for trace in traces(after, first))
    assert any("counts" in trace for trace in traces(after, first))
    assert any("the readings" in trace for trace in traces(after, first))
    assert len(before) > (50 if follow else 15)  # so far do the links of a coder lead


def test_the_second_coder_cannot_touch_the_first_coders_reading(signed_in, world, case):
    client, reading = signed_in("second"), world.reading_of(case, "first")
    mark = db.session.query(Mark).filter_by(pass_id=reading.id).one()

    answers = [
        client.post(f"/coding/{reading.ref}/{act}").status_code
        for act in (
            "open",
            "skip",
            "lock",
            "marks",
            f"marks/{mark.ref}",
            f"marks/{mark.ref}/remove",
        )
    ]

    assert answers == [404] * 6


@pytest.mark.parametrize("local", ["second", "third", "lead"])
def test_queries_give_nobody_the_first_coders_marks_yet(world, case, local):
    reading = world.reading_of(case, "first")
    wanted = marks_visible_to(world.person(local)).where(Mark.pass_id == reading.id)

    before = db.session.scalars(wanted.order_by(Mark.id)).all()
    own = db.session.scalars(marks_visible_to(world.person("first")).order_by(Mark.id)).all()
    compared = readings_by_case(world.person(local), book())
    world.code(case, "second", finish=True)

    assert before == []
    assert compared == {}
    assert [mark.pass_id for mark in own] == [reading.id]
    assert len(db.session.scalars(wanted.order_by(Mark.id)).all()) == 1


def test_who_does_not_code_sees_no_mark_at_all(world, case):
    world.code(case, "second", finish=True)
    other = world.person("third")
    other.role = RoleName.READER  # though a coder once

    assert db.session.scalars(marks_visible_to(other).order_by(Mark.id)).all() == []
    assert db.session.scalars(decisions_visible_to(other).order_by(Decision.id)).all() == []
    db.session.rollback()


def test_marks_on_a_restricted_case_are_for_those_who_may_read_it(world):
    world.new_case("42/9", restricted=True)
    case = world.cases()[-1]
    case.restricted = False
    world.give(case)
    for local in ("first", "second"):
        world.code(case, local, CODE, finish=True)
    case.restricted = True
    db.session.commit()

    seen = {
        local: len(
            db.session.scalars(marks_visible_to(world.person(local)).order_by(Mark.id)).all()
        )
        for local in ("first", "second", "third", "lead")
    }

    assert seen == {"first": 0, "second": 0, "third": 0, "lead": 2}


def test_whoever_reads_for_calibration_sees_neither_marks_nor_decisions_meanwhile(world, case):
    world.code(case, "second", finish=True)
    for code, reason in ((CODE, "It is told."), ("1.01.01", "It is not.")):
        code_id = book().with_ref(code).id
        decide(case, {code_id: Settling(Ruling.BOTH, reason)}, book(), by=world.person("lead"))
    third = world.person("third")

    def count():
        marks = db.session.scalars(marks_visible_to(third).order_by(Mark.id)).all()
        decisions = db.session.scalars(decisions_visible_to(third).order_by(Decision.id)).all()
        return len(marks), len(decisions)

    at_first = count()

    calibrate(case, third, by=world.person("lead"))
    db.session.commit()
    meanwhile = count()
    world.code(case, "third", CODE, polarity=Polarity.GOOD, finish=True)

    assert (at_first, meanwhile, count()) == ((2, 2), (0, 0), (3, 2))
    others = db.session.scalars(marks_visible_to(world.person("first")).order_by(Mark.id)).all()
    assert len(others) == 2  # calibration stays between the coder and the lead
