"""Moving a notification: once, in order, with its event or not at all."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.audit import queries as trail_queries
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import clock_at, now
from dhp.cases.models import Case, Incident
from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.errors import DomainError, Refused, Stale
from dhp.notifications import actions
from dhp.notifications.drafting import texts_of
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.receipts import texts_in
from dhp.notifications.rules import Status
from tests.harness.races import at_once, inside
from tests.notifications.conftest import a_draft
from tests.notifications.deaths import ANSWERS


def acts(database: SQLAlchemy) -> list[str]:
    return list(database.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)))


def count(database: SQLAlchemy, model: type) -> int:
    return database.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_starting_twice_with_one_key_gives_one_draft(database, force, spoc):
    first = actions.start(force, "a key", by=spoc)
    second = actions.start(force, "a key", by=spoc)
    database.session.commit()

    assert first is second
    assert acts(database) == [Act.DRAFT_STARTED]


def test_a_key_of_another_force_is_its_own(database, force, other_force, spoc, stranger):
    ours = actions.start(force, "a key", by=spoc)
    theirs = actions.start(other_force, "a key", by=stranger)

    assert ours is not theirs


@pytest.mark.parametrize("key", ["", "x" * 41, "nul\x00"])
def test_a_key_that_is_none_is_refused(database, force, spoc, key):
    with pytest.raises(DomainError):
        actions.start(force, key, by=spoc)


def test_what_is_typed_is_kept_sound_or_not(database, draft, spoc):
    actions.save(draft, {"victim.age": "thirty-ish"}, draft.version, by=spoc)
    database.session.commit()

    assert texts_of(draft)["victim.age"] == "thirty-ish"
    assert texts_of(draft)["victim.sex"] == "female"


def test_a_save_writes_its_event_with_the_names_of_what_changed_and_no_answer(
    database, draft, spoc
):
    actions.save(draft, {"victim.age": "35", "victim.sex": "female"}, draft.version, by=spoc)
    database.session.commit()

    event = trail_queries.latest_about(draft.ref, Act.DRAFT_SAVED)
    assert json.loads(event.body)["fields"] == ["victim.age"]
    assert "35" not in json.loads(event.body).values()


def test_a_save_that_is_rolled_back_leaves_neither_answer_nor_event(database, draft, spoc):
    before = len(acts(database))

    actions.save(draft, {"victim.age": "35"}, draft.version, by=spoc)
    database.session.rollback()

    assert texts_of(draft)["victim.age"] == "34"
    assert len(acts(database)) == before


def test_a_save_on_an_old_version_is_refused_and_changes_nothing(database, draft, spoc, colleague):
    seen = draft.version
    actions.save(draft, {"victim.age": "35"}, seen, by=colleague)
    database.session.commit()

    with pytest.raises(Stale):
        actions.save(draft, {"victim.age": "40"}, seen, by=spoc)

    assert texts_of(draft)["victim.age"] == "35"


def test_saving_again_what_is_saved_already_is_never_stale(database, draft, spoc):
    seen = draft.version
    actions.save(draft, {"victim.age": "35"}, seen, by=spoc)
    version = draft.version

    actions.save(draft, {"victim.age": "35"}, seen, by=spoc)

    assert draft.version == version


def test_a_column_that_the_dictionary_does_not_know_is_refused(database, draft, spoc):
    with pytest.raises(DomainError):
        actions.save(draft, {"victim.name": "Invented"}, draft.version, by=spoc)


def test_a_text_with_a_hidden_character_is_refused_at_its_question(database, draft, spoc):
    with pytest.raises(DomainError) as refused:
        actions.save(draft, {"death.force_ref": "CR\x00"}, draft.version, by=spoc)

    assert refused.value.field == "death.force_ref"


def test_of_several_saves_at_once_one_is_kept_and_the_others_told(app, database, draft, spoc):
    ident, version, spoc_id = draft.id, draft.version, spoc.id
    ages = iter(range(50, 56))
    database.session.rollback()

    def save() -> str:
        mine = database.session.get(Notification, ident)
        by, age = database.session.get(User, spoc_id), str(next(ages))
        try:
            actions.save(mine, {"victim.age": age}, version, by=by)
            database.session.commit()
        except DomainError:
            database.session.rollback()
            raise
        return age

    results = at_once(*[inside(app, save)] * 6)

    kept = [result for result in results if isinstance(result, str)]
    assert len(kept) == 1
    assert sum(isinstance(result, Stale) for result in results) == 5
    database.session.expire_all()
    assert texts_of(database.session.get(Notification, ident))["victim.age"] == kept[0]


def test_another_suspect_asked_for_twice_is_added_once(database, draft, spoc):
    actions.add_suspect(draft, 2, by=spoc)
    actions.add_suspect(draft, 2, by=spoc)

    assert draft.suspects == 2


def test_suspects_end_at_the_most_that_can_be_told_of(database, draft, spoc):
    draft.suspects = MOST_SUSPECTS
    database.session.flush()

    with pytest.raises(DomainError):
        actions.add_suspect(draft, MOST_SUSPECTS + 1, by=spoc)


def test_sending_gives_a_receipt_of_what_was_sent(database, draft, spoc):
    receipt = actions.send(draft, draft.send_key, "", by=spoc)
    database.session.commit()

    assert draft.status is Status.SENT
    assert texts_in(receipt) == ANSWERS
    event = trail_queries.latest_about(receipt.ref, Act.NOTIFICATION_SENT)
    assert json.loads(event.body)["about"] == [draft.ref, receipt.ref]


def test_sending_that_is_rolled_back_leaves_nothing(database, draft, spoc):
    before = len(acts(database))

    actions.send(draft, draft.send_key, "", by=spoc)
    database.session.rollback()

    assert draft.status is Status.DRAFT
    assert count(database, Receipt) == 0
    assert len(acts(database)) == before


def test_sending_again_with_the_same_key_gives_the_same_receipt(database, draft, spoc):
    key = draft.send_key
    first = actions.send(draft, key, "", by=spoc)
    database.session.commit()

    assert actions.send(draft, key, "", by=spoc) is first
    assert acts(database).count(Act.NOTIFICATION_SENT) == 1


def test_unsound_answers_are_refused_and_each_is_named(database, draft, spoc):
    wrong = {"victim.age": "old", "suspect1.sex": "m", "death.aware_on": "2026-03-01"}
    actions.save(draft, wrong, draft.version, by=spoc)

    with pytest.raises(DomainError) as refused:
        actions.send(draft, draft.send_key, "", by=spoc)

    message = refused.value.message
    assert "Victim’s age must be a whole number" in message
    assert "Suspect’s sex: “m” is not a choice." in message
    assert "The date the force knew is before the date of death" in message


def test_unanswered_questions_need_a_reason(database, draft, spoc):
    actions.save(draft, {"victim.age": ""}, draft.version, by=spoc)

    with pytest.raises(DomainError) as refused:
        actions.send(draft, draft.send_key, " ", by=spoc)
    receipt = actions.send(draft, draft.send_key, "The doctor has not said.", by=spoc)

    assert refused.value.field == "gap_reason"
    assert receipt.gap_reason == "The doctor has not said."


def test_not_yet_established_is_an_answer_and_needs_no_reason(database, draft, spoc):
    actions.save(draft, {"victim.age": "[not_yet_established]"}, draft.version, by=spoc)

    assert actions.send(draft, draft.send_key, "", by=spoc).gap_reason is None


def test_what_changed_after_the_check_is_not_sent(database, draft, spoc, colleague):
    checked = draft.version
    actions.save(draft, {"victim.age": "35"}, checked, by=colleague)

    with pytest.raises(Stale):
        actions.send(draft, draft.send_key, "", by=spoc, version=checked)


def test_suspects_are_kept_but_not_sent_when_none_is_identified(database, draft, spoc):
    actions.save(draft, {"death.suspect_identified": "no"}, draft.version, by=spoc)

    receipt = actions.send(draft, draft.send_key, "", by=spoc)

    assert not [name for name in texts_in(receipt) if name.startswith("suspect1")]
    assert texts_of(draft)["suspect1.sex"] == "male"


@pytest.mark.parametrize(("link", "restricted"), [("yes", True), ("no", False)])
def test_a_police_link_restricts(database, draft, spoc, link, restricted):
    actions.save(draft, {"death.police_link": link}, draft.version, by=spoc)
    actions.send(draft, draft.send_key, "", by=spoc)

    assert draft.restricted is restricted


def test_what_was_sent_restricted_stays_restricted(database, draft, spoc, lead):
    actions.save(draft, {"death.police_link": "yes"}, draft.version, by=spoc)
    actions.send(draft, draft.send_key, "", by=spoc)
    actions.return_to_force(draft, "Which station?", by=lead)
    actions.save(draft, {"death.police_link": "no"}, draft.version, by=spoc)
    actions.send(draft, draft.send_key, "", by=spoc)

    assert draft.restricted


def test_a_returned_notification_is_sent_anew_with_a_new_key(database, sent, spoc, coder):
    first_key, first_sent = sent.send_key, sent.sent_at
    first = actions.send(sent, first_key, "", by=spoc)

    actions.return_to_force(sent, "The age does not fit.", by=coder)
    assert sent.send_key != first_key
    again = actions.send(sent, first_key, "", by=spoc)
    with clock_at(now() + timedelta(hours=1)):
        second = actions.send(sent, sent.send_key, "", by=spoc)

    assert again is first
    assert second is not first
    assert sent.sent_at == first_sent


@pytest.mark.parametrize("act", [actions.return_to_force, actions.withdraw])
def test_a_reason_is_needed(database, sent, coder, act):
    with pytest.raises(DomainError) as refused:
        act(sent, "  ", by=coder)

    assert refused.value.field == "reason"


def test_a_withdrawn_notification_can_neither_be_changed_nor_sent(database, sent, spoc):
    actions.withdraw(sent, "Not a domestic death.", by=spoc)

    with pytest.raises(Refused):
        actions.save(sent, {"victim.age": "35"}, sent.version, by=spoc)
    with pytest.raises(Refused):
        actions.send(sent, "another key", "", by=spoc)


def test_accepting_opens_a_case_received_when_first_sent(database, sent, coder):
    case = actions.accept(sent, by=coder)
    database.session.commit()

    assert sent.status is Status.ACCEPTED
    assert sent.case is case
    assert case.received_at == sent.sent_at
    assert case.force_ref == "CR/2026/001"
    assert acts(database)[-2:] == [Act.CASE_OPENED, Act.NOTIFICATION_ACCEPTED]


def test_accepting_takes_what_was_sent_not_what_the_force_changed_since(
    database, sent, spoc, coder
):
    actions.return_to_force(sent, "Please look at the reference again.", by=coder)
    actions.save(sent, {"death.force_ref": "CR/2026/002"}, sent.version, by=spoc)
    with clock_at(now() + timedelta(hours=1)):
        actions.send(sent, sent.send_key, "", by=spoc)

    case = actions.accept(sent, by=coder)

    assert case.force_ref == "CR/2026/002"


def test_accepting_into_an_incident_joins_it(database, force, spoc, coder, sent):
    first = actions.accept(sent, by=coder)
    other = a_draft(force, spoc, "two")
    actions.send(other, other.send_key, "", by=spoc)

    second = actions.accept(other, by=coder, incident=first.incident)
    database.session.commit()

    assert second.incident_id == first.incident_id
    assert count(database, Incident) == 1
    assert Act.INCIDENT_JOINED in acts(database)


def test_of_several_who_accept_at_once_one_opens_the_case(app, database, sent, coder):
    ident, coder_id = sent.id, coder.id
    database.session.rollback()

    def accept() -> str:
        mine, by = database.session.get(Notification, ident), database.session.get(User, coder_id)
        try:
            ref = actions.accept(mine, by=by).ref
            database.session.commit()
        except DomainError:
            database.session.rollback()
            raise
        return ref

    results = at_once(*[inside(app, accept)] * 6)

    assert sum(isinstance(result, str) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 5
    assert count(database, Case) == 1


def test_a_restricted_notification_becomes_a_restricted_case(database, draft, spoc, lead):
    actions.save(draft, {"death.police_link": "yes"}, draft.version, by=spoc)
    actions.send(draft, draft.send_key, "", by=spoc)

    assert actions.accept(draft, by=lead).restricted


class BrokenError(Exception):
    """The database fails here."""


@pytest.mark.parametrize("act", ["send", "accept"])
def test_whichever_statement_fails_all_is_as_before(database, draft, spoc, coder, act):
    if act == "accept":
        actions.send(draft, draft.send_key, "", by=spoc)
        database.session.commit()
    before = (draft.status, count(database, Receipt), count(database, Case), len(acts(database)))

    def attempt() -> None:
        if act == "send":
            actions.send(draft, draft.send_key, "", by=spoc)
        else:
            actions.accept(draft, by=coder)
        database.session.commit()

    failures = 0
    while fails_at(database, failures + 1, attempt):
        failures += 1
        now_there = (count(database, Receipt), count(database, Case), len(acts(database)))
        assert (draft.status, *now_there) == before, f"after a failure at statement {failures}"

    assert failures > 5
    assert draft.status is {"send": Status.SENT, "accept": Status.ACCEPTED}[act]


def fails_at(database: SQLAlchemy, place: int, attempt: Callable[[], None]) -> bool:
    """Whether `attempt`, whose statement number `place` fails, was stopped and rolled back."""
    ran = 0

    def fail(*_: object) -> None:
        nonlocal ran
        ran += 1
        if ran == place:
            raise BrokenError

    database.session.rollback()
    sa.event.listen(database.engine, "before_cursor_execute", fail)
    try:
        attempt()
    except BrokenError:
        return True
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", fail)
        database.session.rollback()
        database.session.expire_all()
    return False
