"""An entry is sent, reviewed by somebody else, changed with its history, and used by forces."""

from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.forces import force_with
from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.errors import DomainError, Refused, Stale
from dhp.practice.actions import Adopted, record_adoption, review, revise, submit
from dhp.practice.queries import adoptions_of, judgements_of, wordings_of
from dhp.practice.rules import Label, Standing, Status
from tests.accounts.people import add_user
from tests.practice.conftest import NEXT, TODAY, judged, words


@pytest.fixture
def sent(database, spoc):
    practice = submit(words(), "", by=spoc)
    database.session.commit()
    return practice


def test_an_entry_waits_until_a_lead_labels_it(database, sent, lead):
    before = (sent.status, sent.label)

    review(sent, 1, judged(Label.WORKED), by=lead)
    database.session.commit()

    assert before == (Status.WAITING, None)
    assert (sent.status, sent.label, sent.review_on) == (Status.LISTED, Label.WORKED, NEXT)


def test_it_comes_from_the_force_of_whoever_sends_it(sent, spoc):
    assert (sent.force, sent.organisation) == (spoc.force, None)


def test_the_unit_enters_in_the_name_of_somebody(coder):
    assert submit(words(), " Elder Voice ", by=coder).origin == "Elder Voice"
    with pytest.raises(DomainError, match="whose practice"):
        submit(words(), " ", by=coder)


@pytest.mark.parametrize("left_out", ["title", "summary", "done", "found", "contact"])
def test_nothing_is_left_blank(spoc, left_out):
    with pytest.raises(DomainError) as refusal:
        submit(words(**{left_out: " \n "}), "", by=spoc)

    assert refusal.value.field == left_out


@pytest.mark.parametrize("left_out", ["types", "themes"])
def test_it_says_for_which_deaths_and_what_it_is_about(spoc, left_out):
    with pytest.raises(DomainError, match="Choose"):
        submit(words(**{left_out: ()}), "", by=spoc)


def test_nobody_reviews_their_own_words(database, lead):
    own = submit(words(), "A charity", by=lead)
    other = add_user(RoleName.LEAD, email="second@example.org")

    with pytest.raises(Refused, match="Another lead"):
        review(own, 1, judged(), by=lead)
    review(own, 1, judged(), by=other)

    assert own.status is Status.LISTED


def test_a_review_is_of_the_words_that_were_seen(database, sent, spoc, lead):
    revise(sent, 1, words(found="It failed."), "Results came.", by=spoc)

    with pytest.raises(Stale):
        review(sent, 1, judged(), by=lead)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"judged_by": ""}, "judged_by"),
        ({"grounds": " "}, "grounds"),
        ({"judged_on": date(2026, 3, 5)}, "judged_on"),
        ({"review_on": TODAY}, "review_on"),
        ({"review_on": date(2029, 4, 1)}, "review_on"),
        ({"review_on": None}, "review_on"),
    ],
)
def test_a_judgement_says_who_when_and_on_what_evidence(sent, lead, change, field):
    with pytest.raises(DomainError) as refusal:
        review(sent, 1, judged(**change), by=lead)

    assert refusal.value.field == field


def test_what_was_not_taken_up_waits_again_once_it_is_changed(database, sent, spoc, lead):
    review(sent, 1, judged(None), by=lead)
    declined = sent.status
    revise(sent, 1, words(found="Fewer errors."), "Results came.", by=spoc)
    database.session.commit()

    assert (declined, sent.status) == (Status.DECLINED, Status.WAITING)
    assert sent.wording.found == "Fewer errors."
    assert [one.number for one in wordings_of(sent)] == [2, 1]


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE practice_wordings SET found = 'Others' WHERE number = 2",
        "UPDATE practice_wordings SET reason = 'Others' WHERE number = 1",
        "UPDATE practice_wordings SET superseded_at = NULL WHERE number = 1",
        "DELETE FROM practice_wordings WHERE number = 1",
    ],
)
def test_the_database_itself_keeps_what_an_entry_said(database, sent, spoc, act):
    revise(sent, 1, words(found="Fewer errors."), "Results came.", by=spoc)
    database.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match=r"append-only|permission denied"):
        database.session.execute(sa.text(act))


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE practice_judgements SET grounds = 'Others'",
        "UPDATE practice_judgements SET label = NULL, review_on = NULL",
        "DELETE FROM practice_judgements",
        "UPDATE practice_adoptions SET note = 'Others' WHERE superseded_at IS NULL",
        "UPDATE practice_adoptions SET superseded_at = NULL WHERE superseded_at IS NOT NULL",
        "DELETE FROM practice_adoptions WHERE superseded_at IS NOT NULL",
    ],
)
def test_the_database_itself_keeps_how_it_was_judged_and_used(database, add_listed, spoc, act):
    listed = add_listed()
    for standing in (Standing.ADAPTING, Standing.USING):
        record_adoption(listed, Adopted(spoc.force, standing, TODAY), by=spoc)
    database.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match=r"append-only|permission denied"):
        database.session.execute(sa.text(act))


def test_every_judgement_is_kept(database, sent, lead):
    for label in (Label.PROMISING, Label.DID_NOT_WORK):
        review(sent, 1, judged(label), by=lead)
    database.session.commit()

    kept = [one.label for one in judgements_of(sent)]
    assert kept == [Label.DID_NOT_WORK, Label.PROMISING]
    assert sent.label is Label.DID_NOT_WORK


def test_what_is_listed_is_not_taken_out_again(sent, lead):
    review(sent, 1, judged(), by=lead)

    with pytest.raises(Refused, match="another label"):
        review(sent, 1, judged(None), by=lead)


def test_its_force_cannot_change_what_was_reviewed(sent, spoc, lead):
    review(sent, 1, judged(), by=lead)

    with pytest.raises(Refused, match="Ask the lead"):
        revise(sent, 1, words(title="Better"), "Better.", by=spoc)
    revise(sent, 1, words(title="Better"), "Better.", by=lead)

    assert (sent.status, sent.label) == (Status.LISTED, Label.PROMISING)


def test_a_force_says_what_it_does_and_what_it_said_before_is_kept(database, sent, spoc, lead):
    review(sent, 1, judged(), by=lead)
    for standing, note in ((Standing.TRIED, ""), (Standing.DROPPED, "Nobody had the time.")):
        record_adoption(sent, Adopted(spoc.force, standing, TODAY, note), by=spoc)
    database.session.commit()

    told = [(one.standing, one.note, one.superseded_at is None) for one in adoptions_of(sent)]
    assert told == [
        (Standing.DROPPED, "Nobody had the time.", True),
        (Standing.TRIED, None, False),
    ]


def test_a_force_speaks_for_itself_only(sent, spoc, lead):
    review(sent, 1, judged(), by=lead)
    essex = force_with("E23000028")

    with pytest.raises(Refused, match="your own force"):
        record_adoption(sent, Adopted(essex, Standing.USING, TODAY), by=spoc)
    record_adoption(sent, Adopted(essex, Standing.USING, TODAY), by=lead)

    assert [one.force for one in adoptions_of(sent)] == [essex]


def test_nobody_uses_what_waits_or_uses_it_from_tomorrow(sent, spoc, lead):
    with pytest.raises(Refused, match="waits for its review"):
        record_adoption(sent, Adopted(spoc.force, Standing.USING, TODAY), by=spoc)
    review(sent, 1, judged(), by=lead)
    with pytest.raises(DomainError, match="future"):
        record_adoption(sent, Adopted(spoc.force, Standing.USING, NEXT), by=spoc)


def test_each_act_is_in_the_trail(database, sent, spoc, lead):
    revise(sent, 1, words(found="It failed."), "Results came.", by=spoc)
    review(sent, 2, judged(), by=lead)
    record_adoption(sent, Adopted(spoc.force, Standing.USING, TODAY), by=spoc)
    database.session.commit()

    acts = database.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)).all()
    assert acts[-4:] == [
        "practice.submitted",
        "practice.revised",
        "practice.reviewed",
        "practice.adoption",
    ]
