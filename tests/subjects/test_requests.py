"""Twenty people in one to four roles: each is found whole, and no bundle tells of anybody else."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import render_template

from dhp.accounts.permissions import RoleName
from dhp.audit.account_acts import AccountAct
from dhp.audit.keeping_acts import KeepingAct
from dhp.audit.models import TrailEvent
from dhp.audit.trail import record
from dhp.calendar import PartialDate, clock_at, now
from dhp.cases.contact.actions import Happening, record_contact
from dhp.cases.contact.vocabularies import ContactKind
from dhp.cases.models import Case, Source
from dhp.cases.people.actions import add_other
from dhp.cases.vocabularies import Part
from dhp.dictionary import Given, State
from dhp.duties import run_due
from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.extensions import db
from dhp.questions.actions import ask as ask_force
from dhp.subjects.actions import approve, ask, give, put_forward
from dhp.subjects.bundle import GIVE, Choices, bundle_of
from dhp.subjects.models import SubjectRequest
from dhp.subjects.queries import found_in, request_with
from dhp.subjects.roles import places_in
from tests.cases.conftest import HOMICIDE, given

LETTER = "By letter, with a copy of the passport."
FIRST = [
    "Ada",
    "Bea",
    "Cleo",
    "Dora",
    "Edda",
    "Fay",
    "Gwen",
    "Hope",
    "Ida",
    "Jo",
    "Kit",
    "Lia",
    "Mona",
    "Nan",
    "Oda",
    "Pia",
    "Rae",
    "Sue",
    "Tess",
    "Una",
]
PLACES = ("victim", "suspect1", "other1", "named")
# Whoever stands in the same sentence, never to be seen in a bundle.
CANARIES = ("Xanthippe", "Quillfeather", "xq@example.org", "07700900123", "Zoltan", "Brackwater")


def name_of(number):
    return f"{FIRST[number]} Marlowe{chr(97 + number)}"


def telling(name):
    return (
        f"{name} was with Xanthippe Quillfeather. Zoltan had rung 07700900123 before. "
        f"She wrote to xq@example.org about {name} and quillfeather of Brackwater."
    )


@pytest.fixture
def people(make_case, make_user, coder):
    """Person `n` stands in 1 + n % 4 cases, each time in another role, and has an account if even."""
    expected = {}
    for number in range(20):
        name = name_of(number)
        for place in PLACES[: 1 + number % 4]:
            case = make_case(HOMICIDE | given(death__circumstances=telling(name)))
            if place == "other1":
                told = {"sex": Given(State.ANSWERED, "female")}
                add_other(case, Part.CHILD_OF_HOUSEHOLD, told, by=coder, source=Source.FORCE)
            expected.setdefault(name, {})[case.ref] = place
        if number % 2 == 0:
            make_user(RoleName.READER, name)
    db.session.commit()
    return expected


def chosen(found, places):
    texts = {hit.key: GIVE for hits in found.hits.values() for hit in hits}
    return Choices(places, texts, [one.ref for one in found.accounts])


@pytest.mark.database
def test_twenty_of_twenty_are_found_whole_and_no_bundle_tells_of_others(app, people, leads):
    complete, seen = 0, []
    others = {name: set(name.split()) for name in people}
    for number, (name, places) in enumerate(people.items()):
        request = ask(name, None, LETTER, by=leads[0])
        found = found_in(request, leads[0])
        bundle = bundle_of(request.ref, found, chosen(found, places))
        with app.test_request_context():
            told = bundle.text() + render_template("subjects/paper.html", bundle=bundle)
        strangers = {word for other in people if other != name for word in others[other]}
        seen += [word for word in (*CANARIES, *strangers) if word.casefold() in words_in(told)]
        roles = [s for s in bundle.sections if s.title == "In the record of a death"]
        whole = found.cases.keys() == places.keys() and len(roles) == len(places)
        whole &= len(found.accounts) == (number % 2 == 0)
        whole &= all(section.parts and section.parts[0].passages for section in roles)
        complete += whole

    assert complete == len(people) == 20
    assert seen == []


def words_in(text):
    """The text with every word of it apart, so that a short name is not seen within another."""
    marks = dict.fromkeys(map(ord, '.,;:"()<>█[]{}\n\\'), " ")
    folded = text.casefold()
    return {*folded.translate(marks).split(), *folded.replace('"', " ").split()}


def test_the_canaries_are_there_where_nothing_hides_them(people, leads):
    """The control: the same texts, as the lead reads them, hold every canary."""
    found = found_in(ask(name_of(0), None, LETTER, by=leads[0]), leads[0])
    text = " ".join(hit.text for hits in found.hits.values() for hit in hits)

    assert [word for word in CANARIES if word not in text] == []


@pytest.fixture
def case(make_case):
    return make_case(HOMICIDE | given(death__circumstances=telling("Ada Marlowe")))


@pytest.fixture
def request_made(case, leads):
    made = ask("Ada Marlowe\nAda Vale", date(1980, 3, 9), LETTER, by=leads[0])
    db.session.commit()
    return made


def put(request, case, by, place="suspect1"):
    found = found_in(request, by)
    made = put_forward(request, chosen(found, {case.ref: place}), by=by)
    db.session.commit()
    return made


def test_texts_of_every_room_are_looked_through(case, request_made, coder, leads, make_user):
    make_user(RoleName.SPOC, "Sam Spoc")
    told = Happening(
        ContactKind.RISK, PartialDate.parse("2026-02"), Source.FORCE, detail="Mrs Vale was there."
    )
    record_contact(case, told, by=coder)
    ask_force(case, "victim.age", "Was she born on 9 March 1980?", by=coder)
    db.session.commit()

    found = found_in(request_made, leads[0])

    places = {(hit.where, hit.sure) for hit in found.hits[case.ref]}
    assert places == {
        ("Circumstances", True),
        ("The record", False),
        ("Questions and replies", True),
    }


def test_a_role_brings_its_coded_answers_and_no_others(case, request_made, leads):
    assert places_in(case) == ["victim", "suspect1"]

    [section] = put(request_made, case, leads[0]).sections

    assert dict(section.facts) == {
        "Sex": "Male",
        "Age": "36",
        "Relationship to the victim": section.facts[-1][1],
    }
    assert "nothing of guilt" in section.role


def test_what_is_not_chosen_is_withheld_with_its_reason_or_left_out(case, request_made, leads):
    found = found_in(request_made, leads[0])
    [hit] = found.hits[case.ref]
    told = {
        choice: bundle_of("R", found, Choices({case.ref: "named"}, {hit.key: choice})).sections
        for choice in ("others", "crime", "silent")
    }

    assert told["others"][0].parts[0].withheld == "It would tell you about other people."
    assert "investigation" in told["crime"][0].parts[0].withheld
    assert told["silent"] == ()
    assert bundle_of("R", found, Choices()).sections == ()


def test_another_lead_approves_exactly_what_is_then_given(case, request_made, leads):
    bundle = put(request_made, case, leads[0])
    with pytest.raises(Refused, match="another lead approves"):
        approve(request_made, by=leads[0])
    with pytest.raises(Refused, match="approves it first"):
        give(request_made, "Ada Marlowe, by post", "html", by=leads[0])

    approve(request_made, by=leads[1])
    given_out = give(request_made, "Ada Marlowe, by post", "html", by=leads[0])
    db.session.commit()

    assert given_out == bundle
    assert (request_made.given_by, request_made.given_to) == (leads[0].ref, "Ada Marlowe, by post")
    with pytest.raises(Refused, match="given already"):
        put(request_made, case, leads[0])
    bodies = db.session.scalars(sa.select(TrailEvent.body).order_by(TrailEvent.seq)).all()
    assert bundle.digest in bodies[-1]
    assert "Marlowe" not in "".join(bodies)
    last = db.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq.desc())).first()
    assert last == KeepingAct.SUBJECT_GIVEN


def test_what_changed_since_is_put_forward_anew(case, request_made, coder, leads):
    put(request_made, case, leads[0])
    told = Happening(
        ContactKind.RISK, PartialDate.parse("2026-02"), Source.FORCE, detail="Ada Marlowe rang."
    )
    record_contact(case, told, by=coder)
    db.session.commit()

    with pytest.raises(Stale, match="put it forward anew"):
        approve(request_made, by=leads[1])


def test_whoever_works_on_in_an_account_does_not_change_what_was_approved(make_user, leads):
    holder = make_user(RoleName.READER, "Ada Marlowe")
    request = ask("Ada Marlowe", None, LETTER, by=leads[0])
    db.session.commit()
    found = found_in(request, leads[0])
    put_forward(request, Choices(accounts=[one.ref for one in found.accounts]), by=leads[0])
    record(AccountAct.SIGNED_IN, by=holder, about=holder.ref)
    db.session.commit()

    approve(request, by=leads[1])
    [section] = give(request, "Ada Marlowe, by post", "json", by=leads[0]).sections

    assert dict(section.facts)["E-mail address"] == holder.email
    assert "You signed in" not in dict(section.facts)


def test_a_choice_that_is_none_is_refused(case, request_made, leads):
    with pytest.raises(DomainError, match="Choose for each text"):
        put_forward(request_made, Choices({}, {"x": "whatever"}), by=leads[0])


@pytest.mark.database
def test_a_restricted_case_is_found_only_by_who_may_read_it(case, request_made, coder, leads):
    db.session.get_one(Case, case.id).restricted = True
    db.session.commit()

    assert found_in(request_made, coder).hits == {}
    assert list(found_in(request_made, leads[0]).hits) == [case.ref]
    with pytest.raises(Absent):
        request_with(request_made.ref, coder)


def test_a_request_ends_with_its_clock_and_its_digest_stays(case, request_made, leads):
    put(request_made, case, leads[0])
    approve(request_made, by=leads[1])
    give(request_made, "Ada Marlowe, by post", "json", by=leads[1])
    db.session.commit()

    for days, standing in ((729, "Given"), (731, "Over, and its texts removed")):
        with clock_at(now() + timedelta(days=days)):
            assert run_due(now(), {"old-requests"}).failed == []
        db.session.expire_all()
        assert request_made.standing == standing
    left = db.session.scalars(sa.select(SubjectRequest)).one()
    assert (left.sought, left.requester, left.choices, left.given_to) == ("", "", None, "")
    assert left.digest is not None
