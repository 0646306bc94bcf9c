"""A split leaves every mark as it was, and its coder chooses what it means among the new codes."""

import re
from html import unescape

import pytest
import sqlalchemy as sa

from dhp.coding.codebook import book
from dhp.coding.codebook.mapping import merge, split
from dhp.coding.codebook.publishing import open_version, publish
from dhp.coding.codebook.queries import code_with
from dhp.coding.codebook.wording import Wording
from dhp.coding.marks.recoding import awaiting_recode, count_awaiting, recode, waiting_with
from dhp.coding.passes.models import Mark
from dhp.coding.passes.rules import PassKind, Polarity
from dhp.coding.settling.readings import readings_by_case
from dhp.errors import Absent, DomainError
from dhp.extensions import db

OLD, OTHER, THREATS = "5.03.01", "5.03.02", "3.02.04"
SCENE, LATER = "5.03.04", "5.03.05"
PARTS = [Wording("At the scene", "Looked up there."), Wording("Later", "Looked up afterwards.")]


def words(page):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page.text)))


def stored():
    columns = (Mark.id, Mark.code_id, Mark.version_id, Mark.quote, Mark.starts, Mark.polarity)
    return db.session.execute(sa.select(*columns).order_by(Mark.id)).all()


def said(world, kind):
    """What a reading says of the first case, by reference."""
    present, case = book(), world.cases()[0]
    found = readings_by_case(world.person("lead"), present)[case.id].said[kind]
    return {present.entry(code).ref for code in found if present.find(code)}


def ids(*refs):
    return [code_with(ref).id for ref in refs]


@pytest.fixture
def coded(world):
    """A case that two people have coded with a code, and another; then that code is split."""
    case, lead = world.cases()[0], world.person("lead")
    world.give(case)
    for coder in ("first", "second"):
        world.code(case, coder, OLD, THREATS, finish=True, polarity=Polarity.ABSENT)
    before = stored()
    open_version(by=lead)
    split(code_with(OLD), PARTS, "It meant two things.", by=lead)
    publish("History checks are parted.", by=lead)
    db.session.commit()
    return before


def test_a_split_touches_no_mark_and_waits_for_each_coder(world, coded):
    first, third = world.person("first"), world.person("third")

    waiting = awaiting_recode(first, book(), 9)

    assert stored() == coded
    assert [one.mark.code_id for one in waiting] == ids(OLD)
    assert [entry.ref for entry in waiting[0].entries] == [SCENE, LATER]
    assert awaiting_recode(third, book(), 9) == []
    assert count_awaiting(world.person("lead"), book()) == (0, 2)
    assert count_awaiting(first, book()) == (1, 0)


def test_a_choice_puts_a_mark_beside_the_old_one(world, coded):
    first, present = world.person("first"), book()
    waiting = awaiting_recode(first, present, 9)[0]

    recode(waiting, ids(LATER), present, by=first)

    assert stored()[: len(coded)] == coded
    assert stored()[-1][1:] == (*ids(LATER), present.version_id, *coded[0][3:])
    assert awaiting_recode(first, present, 9) == []
    assert said(world, PassKind.FIRST) == {LATER, THREATS}
    assert said(world, PassKind.SECOND) == {THREATS}  # still waits


def test_a_mark_may_mean_both_parts_or_neither(world, coded):
    present = book()
    for coder, chosen in (("first", ids(SCENE, LATER)), ("second", [])):
        person = world.person(coder)
        recode(awaiting_recode(person, present, 9)[0], chosen, present, by=person)

    assert said(world, PassKind.FIRST) == {SCENE, LATER, THREATS}
    assert said(world, PassKind.SECOND) == {THREATS}


def test_only_the_listed_codes_can_be_chosen_and_only_once(world, coded):
    first, present = world.person("first"), book()
    waiting = awaiting_recode(first, present, 9)[0]

    with pytest.raises(DomainError, match="listed"):
        recode(waiting, ids(THREATS), present, by=first)
    recode(waiting, ids(SCENE), present, by=first)
    with pytest.raises(DomainError, match="does not wait"):
        recode(waiting, ids(LATER), present, by=first)
    with pytest.raises(Absent):
        waiting_with(waiting.mark.ref, first, present)


def test_what_was_merged_into_a_code_that_is_split_waits_too(world):
    case, lead = world.cases()[0], world.person("lead")
    world.give(case, second=None)
    world.code(case, "first", OTHER, finish=True)
    open_version(by=lead)
    merge(code_with(OTHER), code_with(OLD), "Same.", by=lead)
    publish("One.", by=lead)
    open_version(by=lead)
    split(code_with(OLD), PARTS, "It meant two things.", by=lead)
    publish("Two.", by=lead)
    db.session.commit()

    waiting = awaiting_recode(world.person("first"), book(), 9)

    assert [[entry.ref for entry in one.entries] for one in waiting] == [[SCENE, LATER]]


def test_a_coder_chooses_on_the_page(signed_in, world, coded):
    client = signed_in("first")
    page = client.get("/coding/split")
    address = re.search(r'action="(/coding/split/[^"]+)"', page.text)[1]

    nothing = client.post(address)
    both = client.post(address, data={"code": [SCENE, "none"]})
    kept = client.post(address, data={"code": [LATER]})

    assert "5.03.04 At the scene: Looked up there." in words(page)
    assert (nothing.status_code, both.status_code, kept.status_code) == (422, 422, 303)
    assert "No mark of yours waits." in words(client.get("/coding/split"))
    assert said(world, PassKind.FIRST) == {LATER, THREATS}


def test_nobody_reaches_the_mark_of_another(signed_in, world, coded):
    mine = awaiting_recode(world.person("first"), book(), 9)[0].mark.ref

    for person in ("second", "third", "lead"):
        client = signed_in(person)
        assert client.post(f"/coding/split/{mine}", data={"code": [SCENE]}).status_code == 404
