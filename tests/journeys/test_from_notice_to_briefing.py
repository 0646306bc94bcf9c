"""The whole path of one death, from the first keystroke in a force to the figure a reader sees."""

import json
import re

import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.cases.models import Case
from dhp.notifications.models import Receipt
from dhp.references import shown_reference
from tests.journeys.answers import ABOUT_THE_PEOPLE, BACKGROUND, CIRCUMSTANCES, about_the_death
from tests.reports.pdf.reading import text_by_page

GAP = "The doctor has not yet said how old she was."
RETURNED = "How old was the victim?"
DEPARTED = "They had separated only for a week and still lived together."


def test_a_death_goes_from_a_force_to_a_briefing(app, arrive, database, with_code):
    sam = arrive(RoleName.SPOC, "Sam Spoc", with_code=with_code)
    cal = arrive(RoleName.SPOC, "Cal Colleague", with_code=with_code)
    cora = arrive(RoleName.CODER, "Cora Coder", with_code=with_code)
    lee = arrive(RoleName.LEAD, "Lee Lead", with_code=with_code)
    rhys = arrive(RoleName.READER, "Rhys Reader", with_code=with_code)

    sam_begins(sam)
    cal_carries_on(cal)
    cal_sends_with_a_gap(cal, database)
    cora_returns_it(cora)
    sam_completes_it(sam, database)
    case = cora_accepts(cora, database)
    cora_decides_otherwise(cora)
    the_history_tells_it(cora)
    cora_builds_the_briefing(cora)
    lee_issues_it(lee)
    rhys_reads_it(rhys)

    anna = arrive(RoleName.ADMINISTRATOR, "Anna Administrator", with_code=with_code)
    for visitor in (sam, rhys, anna):
        cannot_reach(visitor, case)
    the_trail_answers(arrive(RoleName.AUDITOR, "Ada Auditor", with_code=with_code), case)
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


def sam_begins(sam):
    sam.press("Notify a death").fill(about_the_death()).press("Save and continue")
    people = ABOUT_THE_PEOPLE | {"victim.age": ""}
    sam.fill(people).press("Save and finish later")
    assert "Not sent yet" in sam.text
    assert "5 of 6 answered" in sam.text


def cal_carries_on(cal):
    cal.open("/").follow("CR/77/26")
    assert "by Sam Spoc" in cal.text
    cal.follow("The people")
    assert cal.value("suspect1.relationship") == "ex-partner"
    cal.press("Save and continue").fill(BACKGROUND).press("Save and continue")
    assert "Check your answers and send" in cal.text


def cal_sends_with_a_gap(cal, database):
    cal.press("Send notification", expected=422)
    assert "Say why some questions are not answered." in cal.text
    cal.fill({"gap_reason": GAP}).press("Send notification")
    receipt, page = cal.at, cal.text
    assert "Notification sent" in page
    assert CIRCUMSTANCES not in page  # a receipt may be printed and left on a desk

    cal.press_again()
    assert cal.at == receipt
    cal.open(receipt)
    assert cal.text == page
    assert cal.open(re.sub("/receipts/.*", "/check", receipt)).at == re.sub(
        "/receipts/.*", "", receipt
    )
    assert count(database, Receipt) == 1


def cora_returns_it(cora):
    cora.open("/")
    assert "Accept or return (1)" in cora.text
    cora.follow_reference()
    assert GAP in cora.text
    assert CIRCUMSTANCES in cora.text
    cora.follow("Return it to the force").press("Return notification", expected=422)
    assert "Say what the force needs to correct or add." in cora.text
    cora.fill({"reason": RETURNED}).press("Return notification")
    assert "Nothing is waiting." in cora.text


def sam_completes_it(sam, database):
    sam.open("/")
    assert "Complete and send again (1)" in sam.text
    sam.follow("CR/77/26")
    assert RETURNED in sam.text
    sam.follow("The people").fill({"victim.age": "34"}).press("Save and continue")
    sam.press("Save and continue").press("Send notification")
    assert "Notification sent" in sam.text
    assert count(database, Receipt) == 2


def cora_accepts(cora, database):
    cora.open("/")
    cora.follow_reference().press("Accept and open a case")
    assert "Accepted. The case is" in cora.text
    cora.press_again()
    assert "cannot be accepted" in cora.text
    return database.session.scalars(sa.select(Case)).one().ref


def cora_decides_otherwise(cora):
    cora.open("/")
    assert "Classify (1)" in cora.text
    cora.follow_reference()
    proposals = cora.text
    assert proposals.count("In scope: Intimate partner homicide") == 2
    assert "six types" in proposals
    assert "five types" in proposals
    cora.fill({"scope": "in", "type": "afh"}).press("Record this decision", expected=422)
    assert "Say why your decision differs" in cora.text
    cora.fill({"reason": DEPARTED}).press("Record this decision")
    assert "In scope: Adult family homicide" in cora.text


def the_history_tells_it(cora):
    history = cora.text[cora.text.rindex("History ") :]
    assert "Cora Coder classified this case: Adult family homicide." in history
    assert "which proposed “Intimate partner homicide”" in history
    assert DEPARTED in history
    assert "Cora Coder accepted this death, with 14 answers. Source: Force." in history


def cora_builds_the_briefing(cora):
    cora.follow("Reports").follow("Build a report")
    cora.fill({"ending": cora.choices("ending")[0]}).press("Build the draft")
    assert "This is a draft. A lead who neither built it nor wrote in it" in cora.text


def lee_issues_it(lee):
    lee.open("/").follow("Reports").follow("Who gets which report")
    person = re.search(r'<option value="(\w+)">Rhys Reader', lee.answer.text)[1]
    lee.fill({"person": person, "kind": "weekly"}).press("Name this recipient")
    lee.open("/").follow("Weekly briefing").press("Approve this report").press("Issue it now")
    assert "The report is issued." in lee.text


def rhys_reads_it(rhys):
    rhys.open("/").follow("Weekly briefing")
    assert "DRAFT" not in rhys.text
    page = rhys.at

    report = json.loads(rhys.follow("data (JSON)").answer.data)
    received = next(block for block in report["blocks"] if block.get("id") == "W1")
    week = {row["key"]: row["cells"]["week"]["value"] for row in received["rows"]}
    assert (week["afh"], week["iph"], week["total"]) == (1, 0, 1)

    pdf = rhys.open(page).follow("PDF").answer.data
    assert "Adult family homicide 1 0" in " ".join(text_by_page(pdf))


def cannot_reach(visitor, case):
    visitor.open("/")
    for page in ("/cases", f"/cases/{case}", f"/cases/{case}/classification"):
        assert page not in visitor.links
        visitor.open(page)
        assert visitor.answer.status_code == 403
        assert shown_reference(case) not in visitor.text


def the_trail_answers(ada, case):
    ada.open("/trail").press("Verify the trail now")
    assert "The trail is sound" in ada.text
    ada.fill({"who-saw-ref": shown_reference(case)}).press("Show who saw it")
    assert "Cora Coder (coder in the central unit) read a case" in ada.text
    assert "Cal Colleague" not in ada.text
    assert "Rhys Reader (reader) asked for what they may not see" in ada.text
    assert "Rhys Reader (reader) read" not in ada.text


def count(database, model):
    return database.session.scalar(sa.select(sa.func.count()).select_from(model))
