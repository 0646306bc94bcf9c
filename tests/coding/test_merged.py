"""What was coded before a merge stays with its record, and counts until the survivor is coded."""

import pytest
import sqlalchemy as sa

from dhp.calendar import now
from dhp.cases.forces.restricting import restrict
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.coding.codebook import book
from dhp.coding.passes.actions import open_reading
from dhp.coding.passes.models import Mark
from dhp.coding.passes.sampling import to_give_out
from dhp.coding.settling.comparing import comparison
from dhp.coding.settling.finished import finished_by_case
from dhp.coding.settling.merged import coded_before
from dhp.errors import Absent
from dhp.extensions import db
from dhp.references import shown_reference

BOTH, ONE, OTHER = "1.01.01", "3.02.01", "3.01.01"
pytestmark = pytest.mark.database


def merge(world, keep, other):
    finding = Finding(keep, other, LinkKind.SAME_DEATH, "The same address and day.")
    decision = link(finding, by=world.person("lead"))
    db.session.commit()
    return decision


def coded(world, case, *refs, by="first"):
    world.give(case, by, None)
    world.code(case, by, *refs, finish=True)


def counted(reader=None, at=None):
    """What counts for each case: the codes that stand."""
    found = finished_by_case(book(), at or now(), reader)
    return {number: set(one.readings.standing()) for number, one in found.items()}


def ids(*refs):
    return {book().with_ref(ref).id for ref in refs}


@pytest.fixture
def two(world):
    """The case that stays, and one that was coded before it was merged into that."""
    keep, other, _third = world.cases()
    coded(world, other, BOTH, ONE)
    return keep, other


def test_the_coding_is_read_from_the_survivor_and_its_marks_are_untouched(world, two):
    keep, other = two
    before = db.session.execute(sa.select(Mark.__table__)).all()
    coded(world, keep, BOTH, OTHER, by="second")
    marks = db.session.query(Mark).count()
    merge(world, keep, other)

    found = comparison(keep, world.person("third"))

    [past] = found.before
    assert past.case is other
    assert {line.ref: found.agrees(line, past) for line in past.lines} == {BOTH: True, ONE: False}
    assert {line.ref for line in found.lines} == {BOTH, OTHER}
    assert db.session.query(Mark).count() == marks
    assert db.session.execute(sa.select(Mark.__table__)).all()[: len(before)] == before


def test_the_survivors_own_coding_counts_and_until_then_that_of_the_other(world, two):
    keep, other = two
    then = now()
    merge(world, keep, other)

    assert counted()[keep.id] == ids(BOTH, ONE)
    assert keep.id not in counted(at=then)
    coded(world, keep, OTHER, by="second")
    assert counted()[keep.id] == ids(OTHER)


def test_undone_the_coding_counts_for_its_own_record_alone(world, two):
    keep, other = two
    decision = merge(world, keep, other)

    undo(decision, "Two sisters.", by=world.person("lead"))
    db.session.commit()

    assert keep.id not in counted()
    assert counted()[other.id] == ids(BOTH, ONE)
    assert coded_before(keep, world.person("lead")) == []
    with pytest.raises(Absent):
        comparison(keep, world.person("lead"))


def test_it_is_coded_anew_only_where_it_tells_something_else(world, two):
    keep, other = two
    different = world.new_case("42/9", "A neighbour heard more than anybody asked about.")
    lead = world.person("lead")
    assert keep in to_give_out(lead)

    merge(world, keep, other)
    assert keep not in to_give_out(lead)

    third = world.cases()[2]
    coded(world, third, BOTH)
    merge(world, different, third)
    assert different in to_give_out(lead)


def test_whoever_has_the_survivor_to_code_is_told_nothing_of_the_other(world, two):
    keep, other = two
    merge(world, keep, other)
    world.give(keep, "second", None)
    second, third = world.person("second"), world.person("third")
    open_reading(world.reading_of(keep, "second"), by=second)
    db.session.commit()

    assert coded_before(keep, second) == []
    assert keep.id not in counted(second)
    with pytest.raises(Absent):
        comparison(keep, second)
    assert coded_before(keep, third) == [other]
    assert counted(third)[keep.id] == ids(BOTH, ONE)


def test_a_restricted_death_tells_its_readers_alone(world, two):
    keep, other = two
    for case in two:
        restrict(case, "An officer.", by=world.person("lead"))
    merge(world, keep, other)

    assert coded_before(keep, world.person("third")) == []
    assert not counted(world.person("third")).keys() & {keep.id, other.id}
    assert coded_before(keep, world.person("lead")) == [other]


def test_the_pages_lead_from_the_links_to_what_was_coded(world, two, signed_in):
    keep, other = two
    coded(world, keep, BOTH, by="second")
    merge(world, keep, other)
    client = signed_in("lead")

    links = client.get(f"/cases/{keep.ref}/links").text
    page = client.get(f"/coding/cases/{keep.ref}").text

    assert f'href="/coding/cases/{keep.ref}"' in links
    assert f"As case {shown_reference(other.ref)}" in links
    assert "Coded before the merge" in page
    assert "not the same in this case" in page
    assert "the same in this case" in page


def test_a_case_that_was_not_coded_itself_shows_what_was(world, two, signed_in):
    keep, other = two
    merge(world, keep, other)

    page = signed_in("third").get(f"/coding/cases/{keep.ref}").text

    assert "Nobody coded this case itself." in page
    assert shown_reference(other.ref) in page
