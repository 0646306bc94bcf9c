"""The whole life of a report, walked on its pages: drafted, commented on, changed, approved, issued."""

import re

import sqlalchemy as sa

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.duties import run_due
from dhp.mail.models import Message
from dhp.notifications import actions as notifications
from dhp.reports.models import Run
from tests.journeys.world import draft_of

WORDS = "Forces were asked about open cases, which brings notices in."


def test_a_report_goes_from_draft_to_reader(database, arrive):
    cora = arrive(RoleName.CODER, "Cora Coder", with_code=False)
    lee = arrive(RoleName.LEAD, "Lee Lead", with_code=False)
    rhys = arrive(RoleName.READER, "Rhys Reader", with_code=False)
    sam = arrive(RoleName.SPOC, "Sam Spoc", with_code=False)

    lee_names_a_recipient(lee)
    draft = cora_drafts_and_comments(cora)
    a_death_comes_in(database, sam, cora)
    cora_builds_it_again(cora, draft)
    lee_cannot_approve_yet(lee)
    cora_confirms(cora, draft)
    lee_approves(lee)
    before_its_hour_nobody_reads_it(rhys, draft)
    it_is_issued_at_its_hour(database, draft)
    rhys_reads_it(database, rhys, draft)
    lee_sees_who_opened_it(lee, draft)


def lee_names_a_recipient(lee):
    lee.open("/").follow("Reports").follow("Who gets which report")
    person = re.search(r'<option value="(\w+)">Rhys Reader', lee.answer.text)[1]
    lee.fill({"person": person, "kind": "weekly"}).press("Name this recipient")
    assert "Rhys Reader is a recipient from now on." in lee.text


def cora_drafts_and_comments(cora):
    cora.open("/").follow("Reports").follow("Build a report")
    cora.fill({"ending": cora.choices("ending")[0]}).press("Build the draft")
    draft = cora.at
    cora.follow("Add a comment on Notifications received")
    cora.fill({"text": "This is a record."}).press("Put it into the draft", expected=422)
    assert "Do not write “record”." in cora.text
    cora.fill({"text": WORDS}).press("Put it into the draft")
    assert cora.text.count(WORDS) == 2  # beside the section, and in the report
    return draft


def a_death_comes_in(database, sam, cora):
    spoc, coder = (
        database.session.scalars(sa.select(User).where(User.email == one.email)).one()
        for one in (sam, cora)
    )
    notice = draft_of(spoc, "one")
    notifications.send(notice, notice.send_key, "", by=spoc)
    notifications.accept(notice, by=coder)
    database.session.commit()


def cora_builds_it_again(cora, draft):
    cora.open(draft).press("Build it again")
    assert "The numbers of this section have changed" in cora.text
    assert WORDS in cora.text


def lee_cannot_approve_yet(lee):
    lee.open("/").follow("Weekly briefing")
    assert "It cannot be approved yet. A comment speaks of numbers that have changed." in lee.text
    assert "Approve this report" not in lee.text


def cora_confirms(cora, draft):
    cora.open(draft).press("It still holds: confirm")
    assert "Confirmed by Cora Coder" in cora.text
    assert "can approve it" in cora.text  # and Cora, who wrote and built, cannot


def lee_approves(lee):
    lee.open("/").follow("Weekly briefing").press("Approve this report")
    assert "Any change to it voids your approval." in lee.text
    assert "Approved, not issued yet" in lee.text


def before_its_hour_nobody_reads_it(rhys, draft):
    assert rhys.open(draft).answer.status_code == 404


def it_is_issued_at_its_hour(database, draft):
    database.session.rollback()
    run = database.session.scalars(sa.select(Run)).one()
    outcome = run_due(run.due_at, {"report issues"})
    assert [name for name, _key in outcome.done] == ["report issues"]


def rhys_reads_it(database, rhys, draft):
    [message] = database.session.scalars(sa.select(Message)).all()
    assert message.to == rhys.email
    rhys.open(re.search(r"/reports/\w+", message.text)[0])
    assert rhys.at == draft
    assert WORDS in rhys.text
    assert "DRAFT" not in rhys.text


def lee_sees_who_opened_it(lee, draft):
    lee.open(draft).follow("Who opened it")
    assert lee.text.count("Rhys Reader") == 2  # the copy, and its opening
