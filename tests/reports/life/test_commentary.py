"""A comment is bound to the numbers that it speaks of, says nothing that is hidden, and judges none."""

import pytest

from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.reports import actions
from dhp.reports.blocks import Comment
from dhp.reports.commentary.actions import confirm, remove, write
from dhp.reports.commentary.queries import authors_in, present, to_confirm
from dhp.reports.commentary.wording import check_words
from dhp.reports.document import Edition
from dhp.reports.life.approving import approve
from dhp.reports.life.correcting import withdraw
from dhp.reports.life.moving import document_of
from dhp.reports.models import RunStatus
from tests.reports.life.conftest import FRONT


def commented(run, by, text="More than usual.", section="headlines"):
    return write(run, section, text, run.checksum, by=by)


def refreshed(run, by):
    actions.refresh(run, FRONT, run.checksum, by=by)


def test_a_comment_stands_under_its_heading_with_its_author(build, coder):
    run = build()
    commented(run, coder)

    blocks = document_of(run).blocks

    said = next(block for block in blocks if isinstance(block, Comment))
    assert blocks.index(said) == 1
    assert (said.text, said.author) == ("More than usual.", "Cerys")


def test_other_words_replace_it_and_both_authors_are_kept_from_approving(build, coder, lead):
    run = build()
    commented(run, lead)
    commented(run, coder, "Fewer than usual.")

    assert [one.text for one in present(run).values()] == ["Fewer than usual."]
    assert authors_in(run) == {coder.ref, lead.ref}
    with pytest.raises(Refused, match="You wrote a comment"):
        approve(run, run.checksum, by=lead)


def test_who_removed_all_words_may_approve(build, lead):
    run = build()
    before = run.checksum
    commented(run, lead)
    remove(run, "headlines", run.checksum, by=lead)

    assert run.checksum == before
    approve(run, run.checksum, by=lead)
    assert run.status is RunStatus.APPROVED


def test_a_comment_voids_the_approval_and_says_whose(build, coder, lead):
    run = build()
    approve(run, run.checksum, by=lead)

    commented(run, coder)

    assert run.status is RunStatus.DRAFT
    assert (run.approved_by, run.void_approver) == (None, lead.ref)
    assert "commented" in run.void_because


def test_a_comment_on_numbers_that_changed_blocks_approval_until_it_is_confirmed(
    build, figures, coder, lead
):
    run = build()
    commented(run, coder)
    commented(run, coder, "Every force told us.", "forces")
    figures.deaths = 8
    refreshed(run, coder)

    assert [one.section for one in to_confirm(run)] == ["headlines"]
    with pytest.raises(Refused, match="numbers that have changed"):
        approve(run, run.checksum, by=lead)
    confirm(run, "headlines", run.checksum, by=coder)
    approve(run, run.checksum, by=lead)

    assert "8 deaths" in run.content
    assert "More than usual." in run.content


def test_built_again_with_the_same_numbers_a_comment_still_holds(build, coder):
    run = build()
    commented(run, coder)

    refreshed(run, coder)

    assert to_confirm(run) == []


def test_only_the_draft_that_was_read_is_commented_on(build, coder):
    run = build()

    with pytest.raises(Stale):
        write(run, "headlines", "More than usual.", "0" * 64, by=coder)
    with pytest.raises(Absent):
        write(run, "gossip", "More than usual.", run.checksum, by=coder)
    withdraw(run, "Not needed.", by=coder)
    with pytest.raises(Refused, match="stays as it is"):
        commented(run, coder)


@pytest.mark.parametrize("word", ["only", "Spike", "spiked", "record", "surged"])
def test_words_that_judge_are_refused_with_what_to_write_instead(word):
    with pytest.raises(DomainError, match=f"Do not write “{word}”") as refused:
        check_words(f"This is {word} now.")

    assert refused.value.field == "text"


@pytest.mark.parametrize("word", ["recorded", "commonly", "resurgent"])
def test_words_that_hold_such_a_word_are_not_refused(word):
    check_words(f"This is {word}.")


@pytest.mark.parametrize("number", ["2", "9", "two", "٢", "²", "1,2", "a dozen", "one"])
def test_a_shareable_comment_gives_no_number_that_no_table_shows(build, coder, number):
    run = build(edition=Edition.SHAREABLE)

    with pytest.raises(DomainError, match="stands in no table"):
        commented(run, coder, f"Among them {number} of adult family homicide.")


def test_a_shareable_comment_gives_numbers_that_a_table_shows_and_the_year(build, figures, coder):
    figures.deaths = 31
    run = build(edition=Edition.SHAREABLE)
    table = next(block for block in document_of(run).blocks if block.kind == "table")
    shown = next(row.cells["n"] for row in table.rows if row.cells["n"].value is not None)

    commented(run, coder, f"In 2025 there were {shown.shown}.")

    assert present(run)["headlines"].text.endswith(f"{shown.shown}.")


def test_a_number_that_came_to_be_withheld_blocks_approval_wherever_it_is_told(
    build, figures, coder
):
    figures.deaths = 31
    run = build(edition=Edition.SHAREABLE)
    commented(run, coder, "73 in all, from every force.", "forces")

    figures.deaths = 30
    refreshed(run, coder)

    assert [one.section for one in to_confirm(run)] == ["forces"]
    with pytest.raises(DomainError, match="73"):
        confirm(run, "forces", run.checksum, by=coder)


def test_a_restricted_comment_may_give_any_number(build, coder):
    run = build()

    commented(run, coder, "Two more came on Friday, 12 in all.")

    assert len(present(run)) == 1
