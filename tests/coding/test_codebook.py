"""The tree of a version, and what a version makes of the codes of others."""

import pytest

from dhp.coding.codebook import book, resolve
from dhp.coding.codebook.actions import bring_back, define, retire, revise
from dhp.coding.codebook.editing import standing
from dhp.coding.codebook.history import Kind, broken_by, happenings
from dhp.coding.codebook.mapping import merge, split
from dhp.coding.codebook.models import Code, CodeMapping
from dhp.coding.codebook.publishing import open_version, publish, start_over
from dhp.coding.codebook.queries import code_with, pointing_nowhere
from dhp.coding.codebook.rules import Level, Outcome
from dhp.coding.codebook.wording import Wording, words_of
from dhp.errors import Absent, DomainError, Refused, Stale

ONE, TWO, THREE = "5.03.01", "5.03.02", "5.03.03"
PARTS = [Wording("At the scene", "Looked up there."), Wording("Later", "Looked up afterwards.")]


@pytest.fixture
def opened(lead):
    """Version 2, open."""
    return open_version(by=lead)


def outcome(ref, number):
    found = resolve(code_with(ref).id, number)
    return found.outcome, [entry.ref for entry in found.entries]


def reworded(ref, **changed):
    words = vars(words_of(standing(code_with(ref)))) | changed
    return Wording(**words)


def test_the_starting_codebook_has_ten_domains_over_themes_over_codes(book_loaded):
    read = book()

    assert (read.number, len(read.domains)) == (1, 10)
    assert (len(read.themes), len(read.codes)) == (40, 99)
    assert {entry.level for entry in read.codes} == {Level.CODE}
    assert [entry.ref for entry in read.path(read.with_ref(ONE))] == ["5", "5.03", ONE]
    assert [entry.ref for entry in read.domains] == [str(n) for n in range(1, 11)]


def test_no_word_of_the_starting_codebook_points_nowhere(book_loaded):
    assert pointing_nowhere(book()) == []


def test_words_that_name_a_code_that_has_ended_are_found(lead, opened):
    retire(code_with(ONE), "Never used.", by=lead)

    found = [(entry.ref, gone) for entry, gone in pointing_nowhere(book(2))]

    assert found == [(TWO, (ONE,)), (THREE, (ONE,))]


def test_a_code_tells_which_deaths_it_is_meant_for(book_loaded):
    at_home, every = book().with_ref("4.02.01"), book().with_ref("1.02.01")

    assert (at_home.applies_to("afh"), at_home.applies_to("iph")) == (True, False)
    assert every.applies_to("iph")


def test_a_book_costs_four_statements_and_no_more_with_a_second_version(
    lead, opened, database, statements
):
    revise(code_with(ONE), reworded(ONE, definition="Other."), "Clearer.", by=lead)
    publish("One code.", by=lead)
    database.session.commit()
    database.session.expunge_all()
    statements.clear()

    book()

    assert len(statements) == 4


def test_a_revision_leaves_what_was_published_as_it_read(lead, opened):
    before = book(1).with_ref(ONE)

    revise(code_with(ONE), reworded(ONE, definition="Other words."), "Clearer.", by=lead)
    publish("History checks.", by=lead)

    assert book(1).with_ref(ONE) == before
    assert book().with_ref(ONE).definition == "Other words."
    assert (book().with_ref(ONE).worded, book().with_ref(ONE).came_in) == (2, 1)


def test_nobody_codes_with_a_version_before_it_is_published(lead, opened):
    added = define(code_with("5.03"), Wording("Body-worn video", "It was worn."), by=lead)

    assert book().number == 1
    assert added.ref == "5.03.04"
    assert book(2).with_ref("5.03.04").came_in == 2
    assert outcome("5.03.04", 1) == (Outcome.TO_COME, [])


def test_words_tried_twice_in_an_open_version_are_one_change(lead, opened):
    for words in ("First try.", "Second try."):
        revise(code_with(ONE), reworded(ONE, definition=words), "Clearer.", by=lead)

    told = [one for one in happenings([2]) if one.ref == ONE]

    assert [(one.kind, one.parts) for one in told] == [(Kind.REWORDED, ("definition",))]


def test_a_merge_is_followed_to_its_end(lead, opened):
    merge(code_with(ONE), code_with(TWO), "Coders could not part them.", by=lead)
    publish("Merged.", by=lead)
    open_version(by=lead)
    merge(code_with(TWO), code_with(THREE), "Again.", by=lead)

    assert outcome(ONE, 1) == (Outcome.STANDS, [ONE])
    assert outcome(ONE, 2) == (Outcome.MERGED, [TWO])
    assert outcome(ONE, 3) == (Outcome.MERGED, [THREE])


def test_a_split_waits_for_a_person_even_after_a_merge(lead, opened):
    split(code_with(TWO), PARTS, "It meant two things.", by=lead)
    merge(code_with(ONE), code_with(THREE), "Same.", by=lead)
    publish("Both.", by=lead)
    open_version(by=lead)
    split(code_with(THREE), [Wording("A", "One."), Wording("B", "Two.")], "Two.", by=lead)

    read = book(3)

    assert outcome(TWO, 2) == (Outcome.SPLIT, ["5.03.04", "5.03.05"])
    assert outcome(ONE, 3) == (Outcome.SPLIT, ["5.03.06", "5.03.07"])
    assert set(read.split_codes()) == {code_with(ref).id for ref in (ONE, TWO, THREE)}
    assert book(1).split_codes() == {}


def test_a_retired_code_leads_nowhere_and_keeps_its_reference(lead, opened):
    retire(code_with(THREE), "Never used.", by=lead)
    publish("Less.", by=lead)
    open_version(by=lead)

    added = define(code_with("5.03"), Wording("Another", "Another."), by=lead)

    assert outcome(THREE, 2) == (Outcome.RETIRED, [])
    assert added.ref == "5.03.04"


def test_what_has_something_under_it_cannot_end(lead, opened):
    with pytest.raises(Refused, match="under it first"):
        retire(code_with("5.03"), "Tidy.", by=lead)


def test_a_merge_needs_another_entry_of_its_level(lead, opened):
    for other in (ONE, "5.04"):
        with pytest.raises(DomainError, match="another code"):
            merge(code_with(ONE), code_with(other), "Same.", by=lead)


def test_a_split_needs_two_parts(lead, opened):
    with pytest.raises(DomainError, match="two parts"):
        split(code_with(ONE), PARTS[:1], "Two.", by=lead)


def test_two_beside_each_other_cannot_have_one_label(lead, opened):
    label = book().with_ref(TWO).label.upper()

    with pytest.raises(DomainError, match=TWO):
        define(code_with("5.03"), Wording(label, "The same."), by=lead)


def test_a_split_taken_back_leaves_one_code_and_no_parts(lead, opened, database):
    split(code_with(ONE), PARTS, "It meant two things.", by=lead)

    bring_back(code_with(ONE), by=lead)

    assert outcome(ONE, 2) == (Outcome.STANDS, [ONE])
    assert [code.ref for code in book(2).with_ref("5.03").below] == [ONE, TWO, THREE]
    assert database.session.query(CodeMapping).count() == 2  # kept, and undone


def test_what_a_published_version_retired_can_be_brought_back_by_a_later_one(lead, opened):
    retire(code_with(ONE), "Never used.", by=lead)
    publish("Less.", by=lead)
    open_version(by=lead)

    bring_back(code_with(ONE), by=lead)

    assert outcome(ONE, 2) == (Outcome.RETIRED, [])
    assert outcome(ONE, 3) == (Outcome.STANDS, [ONE])
    assert [one.kind for one in happenings([3])] == [Kind.BACK]


def test_starting_over_gives_up_every_change_and_forgets_none(lead, opened, database):
    before = book(2)
    revise(code_with(TWO), reworded(TWO, definition="Other."), "Clearer.", by=lead)
    split(code_with(ONE), PARTS, "Two things.", by=lead)
    merge(code_with(TWO), code_with(THREE), "Same.", by=lead)
    codes = database.session.query(Code).count()

    start_over(by=lead)

    assert _texts(book(2)) == _texts(before)
    assert outcome(TWO, 2) == (Outcome.STANDS, [TWO])
    assert database.session.query(Code).count() == codes
    with pytest.raises(Refused, match="Nothing has changed"):
        publish("Nothing.", by=lead)


def _texts(read):
    return [(one.ref, one.label, one.definition) for one in read.walk()]


def test_only_one_version_is_open_at_a_time(lead, opened):
    with pytest.raises(Refused, match="already"):
        open_version(by=lead)


def test_without_an_open_version_nothing_changes(lead):
    with pytest.raises(Refused, match="Open a new version"):
        retire(code_with(ONE), "Never used.", by=lead)


def test_words_that_somebody_else_changed_are_not_overwritten(lead, opened):
    seen = book(2).with_ref(ONE).mark
    revise(code_with(ONE), reworded(ONE, definition="Theirs."), "Clearer.", by=lead)

    with pytest.raises(Stale):
        revise(code_with(ONE), reworded(ONE, definition="Mine."), "Mine.", by=lead, seen=seen)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"label": " "}, "label"), ({"definition": ""}, "definition"), ({"types": ("x",)}, "types")],
)
def test_an_entry_needs_a_label_a_definition_and_known_types(lead, opened, changed, field):
    with pytest.raises(DomainError) as refused:
        revise(code_with(ONE), reworded(ONE, **changed), "Clearer.", by=lead)

    assert refused.value.field == field


def test_a_trend_breaks_where_its_code_or_what_flows_into_it_changes(lead, opened):
    merge(code_with(ONE), code_with(TWO), "Same.", by=lead)
    publish("Merged.", by=lead)
    open_version(by=lead)
    revise(code_with(TWO), reworded(TWO, include="More."), "Wider.", by=lead)
    publish("Wider.", by=lead)

    told = happenings([1, 2, 3])

    assert broken_by(code_with(TWO).id, told) == [2, 3]
    assert broken_by(code_with(THREE).id, told) == []


def test_a_code_or_version_that_nobody_knows_is_absent(book_loaded):
    with pytest.raises(Absent):
        resolve(10_000)
    with pytest.raises(Absent):
        book(9)
