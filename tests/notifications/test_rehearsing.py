"""Practising: the pages of the real thing, on something that the record never knows."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from dhp.accounts.row_security.policies import walled
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import london_date, now
from dhp.cases.models import Case
from dhp.dictionary import NOTICE_SECTIONS
from dhp.errors import Absent, DomainError
from dhp.exchange.everything.order import all_tables
from dhp.extensions import Base, db
from dhp.mail.models import Message
from dhp.notifications.drafting import draft_in, save
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.queries import notice_with, notification_with
from dhp.notifications.rehearsing.actions import begin_again, rehearse, send
from dhp.notifications.rehearsing.models import Rehearsal
from dhp.references import shown_reference
from dhp.rhythm.rehearsals import KEPT, REHEARSAL_END
from tests.notifications.test_pages import hidden

BANNER = "Practice. Nothing is sent."


def counted(*models):
    return [db.session.scalar(sa.select(sa.func.count()).select_from(model)) for model in models]


def send_practice(client, ref):
    page = client.get(f"/notifications/{ref}/check").text
    data = {name: hidden(page, name) for name in ("key", "version")}
    return client.post(f"/notifications/{ref}/check", data=data | {"gap_reason": "To practise."})


def test_every_page_of_a_practice_says_so_and_sending_leaves_the_record_as_it_was(
    database, signed_in, spoc
):
    client = signed_in(spoc)

    at = client.post("/notifications/practise").location
    pages = [client.get(at)]
    pages += [client.get(f"{at}/{section}") for section in NOTICE_SECTIONS]
    pages.append(client.get(f"{at}/check"))
    sent = send_practice(client, at.split("/")[2])
    pages.append(client.get(sent.location))

    assert all(page.status_code == 200 and BANNER in page.text for page in pages)
    assert "Practice: nothing was sent" in pages[-1].text
    assert counted(Rehearsal, Notification, Receipt, Case, Message) == [1, 0, 0, 0, 0]


def test_what_is_typed_is_checked_as_in_earnest(database, spoc):
    rehearsal = rehearse(by=spoc)
    unsound = {"victim.age": "not a number"}

    save(rehearsal, unsound, rehearsal.version, by=spoc)

    with pytest.raises(DomainError, match="cannot be sent yet"):
        send(rehearsal, rehearsal.send_key, "", by=spoc)


def test_the_invented_answers_are_sound_and_leave_one_question_open(database, spoc):
    draft = draft_in(rehearse(by=spoc))

    assert (draft.problems, draft.warnings) == ((), ())
    assert [line.column.name for line in draft.gaps] == ["suspect1.age"]


def test_a_second_click_opens_the_same_practice(database, spoc):
    assert rehearse(by=spoc) is rehearse(by=spoc)


def test_a_second_click_on_send_gives_the_same_receipt(database, spoc):
    rehearsal = rehearse(by=spoc)

    first, second = (send(rehearsal, rehearsal.send_key, "To practise.", by=spoc) for _ in range(2))

    assert first == second


def test_nobody_else_sees_it(database, signed_in, spoc, colleague, coder, lead):
    ref = rehearse(by=spoc).ref
    database.session.commit()

    for other in (colleague, coder, lead):
        with pytest.raises(Absent):
            notice_with(ref, other)
    assert signed_in(colleague).get(f"/notifications/{ref}").status_code == 404
    assert shown_reference(ref) not in signed_in(lead).get("/notifications/inbox").text


def test_it_cannot_be_taken_for_a_notification(database, signed_in, spoc):
    ref = rehearse(by=spoc).ref
    database.session.commit()

    with pytest.raises(Absent):
        notification_with(ref, spoc)
    assert signed_in(spoc).get(f"/notifications/{ref}/withdraw").status_code == 404


def test_after_sending_it_can_begin_again_with_no_answers(database, signed_in, spoc):
    client = signed_in(spoc)
    at = client.post("/notifications/practise").location
    send_practice(client, at.split("/")[2])

    client.post(f"{at}/practice/again", data={"answers": "empty"})

    rehearsal = database.session.scalars(sa.select(Rehearsal)).one()
    assert (rehearsal.answers, rehearsal.receipt) == ("{}", None)
    assert "Not sent yet" in client.get(at).text


def test_it_is_deleted_at_a_click(database, signed_in, spoc):
    client = signed_in(spoc)
    at = client.post("/notifications/practise").location

    page = client.post(f"{at}/practice/remove", follow_redirects=True).text

    assert "The practice notification is deleted." in page
    assert counted(Rehearsal) == [0]


def test_it_goes_by_itself_when_nobody_went_on_with_it(database, spoc):
    left = rehearse(by=spoc)
    left.saved_at = now() - KEPT - timedelta(minutes=1)
    database.session.commit()
    [key] = REHEARSAL_END.due(now())

    REHEARSAL_END.do(key, now())

    assert counted(Rehearsal) == [0]


def test_it_stays_where_somebody_went_on_with_it_meanwhile(database, spoc):
    rehearsal = rehearse(by=spoc)
    rehearsal.saved_at = now() - KEPT - timedelta(minutes=1)
    database.session.commit()
    [key] = REHEARSAL_END.due(now())

    begin_again(rehearsal, empty=True, by=spoc)
    REHEARSAL_END.do(key, now())

    assert counted(Rehearsal) == [1]


def test_the_record_that_leaves_the_service_holds_no_practice(app):
    assert "rehearsals" not in {table.name for table in all_tables()}


def test_no_table_of_the_record_points_to_a_practice():
    """So that nothing of it can be reached from what is counted."""
    pointing = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "rehearsals"
    }

    assert pointing == set()
    assert "everything" not in walled(Base.metadata)["rehearsals"]


def test_practising_is_told_apart_in_the_trail(database, spoc):
    rehearsal = rehearse(by=spoc)
    save(rehearsal, {"victim.age": "50"}, rehearsal.version, by=spoc)
    database.session.commit()

    acts = set(database.session.scalars(sa.select(TrailEvent.act)))

    assert {Act.REHEARSAL_STARTED, Act.REHEARSAL_SAVED} <= acts
    assert Act.DRAFT_SAVED not in acts


def test_the_invented_death_is_of_these_days(database, spoc):
    died = draft_in(rehearse(by=spoc)).died

    assert died is not None
    assert timedelta(0) < london_date(now()) - died < timedelta(days=7)
