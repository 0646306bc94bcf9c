"""A user of each role and one of each thing that an address can name, made as people make it."""

import pickle
from collections import defaultdict
from datetime import date

import sqlalchemy as sa
from flask import current_app

from dhp.accounts import actions as accounts
from dhp.accounts.agreements import record_agreement
from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.approval_models import Asked
from dhp.accounts.approvals import ask as ask_leads
from dhp.accounts.models import User
from dhp.accounts.passkeys.actions import keep
from dhp.accounts.permissions import RoleName
from dhp.accounts.recovery.actions import send_link
from dhp.accounts.upkeep.actions import ask as ask_checks
from dhp.accounts.upkeep.queries import waiting
from dhp.calendar import london_date, now
from dhp.calendar.clock import days_after
from dhp.cases.actions import open_case
from dhp.cases.emergency.actions import open_in_emergency
from dhp.cases.erasing.models import Erasure, Ground
from dhp.cases.forces.handover import offer
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.restricting import name_reader, restrict
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.opening.submission import Submission
from dhp.cases.queries import forces_by_name
from dhp.coding.abstracting.actions import draw
from dhp.coding.codebook import book
from dhp.coding.codebook.loading import load_codebook
from dhp.coding.codebook.publishing import open_version
from dhp.coding.marks.actions import NewMark
from dhp.coding.marks.actions import mark as set_marks
from dhp.coding.passes.actions import assign, lock, open_reading
from dhp.coding.passes.queries import to_do
from dhp.context.insight_actions import Insight, record_insight
from dhp.context.insight_rules import Basis, Consent
from dhp.context.strands import load_strands, strand_with
from dhp.definitions import DeathType
from dhp.evidence.actions import About, NewSeries, add_series, add_source
from dhp.evidence.list_actions import NewList, open_list
from dhp.evidence.list_file import Listed
from dhp.evidence.list_queries import workspace
from dhp.evidence.rules import SourceKind
from dhp.exchange.incoming.actions import take_in
from dhp.extensions import db
from dhp.learning.actions import Draft, issue, write
from dhp.learning.alert_actions import Draft as DraftAlert
from dhp.learning.alert_actions import write_alert
from dhp.learning.finding_actions import record_finding
from dhp.learning.queries import own_row
from dhp.mail.models import Message
from dhp.mail.outbox import post
from dhp.notifications import actions as notifications
from dhp.notifications.rehearsing.actions import rehearse
from dhp.oversight.flagging import Raised, flags_for, raise_flag
from dhp.oversight.models import DrawnRead
from dhp.practice.actions import Judged, Words, review, submit
from dhp.practice.rules import Label
from dhp.questions.actions import ask
from dhp.reports import actions as reports
from dhp.reports.commentary.actions import write as write_comment
from dhp.reports.distribution.actions import name_recipient
from dhp.reports.document import Edition
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue as issue_report
from dhp.returns.actions import confirm
from dhp.returns.periods import Rhythm, Terms
from dhp.returns.plan import period_with, set_terms
from dhp.returns.queries import present_for
from dhp.rhythm.naming import name_officer
from dhp.statistics.disclosure import clear
from dhp.statistics.explore.sources import EXPLORED
from dhp.statistics.releases.actions import Showing, issue_release, prepare, sign
from dhp.statistics.watch.actions import raise_signal
from dhp.statistics.watch.watched import RULES, TAIL, Figure
from dhp.statistics.watch.watched import Finding as Found
from dhp.statistics.years.actions import sign as sign_year
from dhp.statistics.years.queries import present_for as years_present_for
from dhp.statistics.years.year import ended_years
from dhp.subjects.actions import ask as ask_about
from dhp.subjects.actions import put_forward
from dhp.subjects.bundle import Choices
from dhp.training.actions import begin as begin_practice
from tests.accounts.people import add_user
from tests.harness import shared
from tests.notifications.deaths import ANSWERS
from tests.statistics.disclosure.tables import listed


class World:
    """`refs` names things by their room; `values` are what else an address may hold."""

    def __init__(self, users):
        self.users = users
        self.spoc, self.coder, self.lead = (
            self.users[role] for role in (RoleName.SPOC, RoleName.CODER, RoleName.LEAD)
        )
        self.today = london_date(now())
        self.refs, self.values = defaultdict(dict), {}


def world_built(once):
    """The world: built by the first test that asks, for the others what it left."""
    once(build_world)
    world = World(
        {role: db.session.query(User).filter_by(email=mail_of(role)).one() for role in RoleName}
    )
    world.refs, world.values = pickle.loads(_told().read_bytes())  # noqa: S301 - this run wrote it
    return world


def mail_of(role):
    return f"{role.value}@example.org"


def _told():
    """Where the names of what was built are kept, beside the database that holds it."""
    return shared.folder() / "world.pickle"


def build_world():
    """The world, committed. A new room adds a function here and its line below."""
    world = World({role: add_user(role, email=mail_of(role)) for role in RoleName})
    for room in (
        invited,
        notified,
        cased,
        reported,
        told,
        coded,
        learnt,
        practised,
        compared,
        explored,
        watched,
        keyed,
        imported,
        overseen,
        asked_for,
        hidden,
    ):
        room(world)
    db.session.commit()
    _told().write_bytes(pickle.dumps((world.refs, world.values)))


def invited(world):
    guest, token = accounts.invite(
        email="guest@example.org", name="Gus Guest", role=RoleName.READER, force=None, by=world.spoc
    )
    agreement = record_agreement(world.spoc.force, "Head of crime", world.today, by=world.lead)
    officer = name_officer(world.spoc.force, "Ash", "ash@example.org", by=world.lead)
    message = post(to="a@example.org", subject="What waits", text="One.", key="one")
    analyst = world.users[RoleName.ANALYST]
    asked = ask_leads(analyst, Asked.ENABLE, by=world.users[RoleName.ADMINISTRATOR])
    world.refs["approvals"]["asked"] = asked.ref
    passkey = keep("abcd", "abcd", "Phone", by=world.spoc)
    world.values["passkey_ref"] = passkey.ref
    ask_checks(days_after(world.today, 1))
    checks = waiting(world.users[RoleName.ADMINISTRATOR])
    seen = {check.user.role: check.ref for check in checks}
    world.refs["account_checks"] = {"analyst": seen[RoleName.ANALYST]}
    world.values["link"] = recovering(analyst, by=world.lead)
    world.refs["users"] = {"guest": guest.ref, "analyst": analyst.ref}
    world.refs["agreements"]["agreement"] = agreement.ref
    world.refs["officers"]["officer"] = officer.ref
    world.refs["mail"]["message"] = message.ref
    world.values["token"] = token


def recovering(user, *, by):
    """The token of a link to a new second factor, which only the mail holds."""
    send_link(user, by=by)
    texts = db.session.scalars(sa.select(Message.text).where(Message.to == user.email))
    return next(text.partition("/recovery/")[2].split()[0] for text in texts)


def notified(world):
    """A draft, one that is sent, and two that have become cases."""
    draft, sent, *accepted = (draft_of(world.spoc, key) for key in ("one", "two", "three", "four"))
    for one in (sent, *accepted):
        receipt = notifications.send(one, one.send_key, "", by=world.spoc)
    practice = rehearse(by=world.spoc)
    refs = {"draft": draft.ref, "sent": sent.ref, "accepted": accepted[0].ref}
    refs["practice"] = practice.ref
    world.refs["notifications"] = refs
    world.values["receipt_ref"] = receipt.ref
    world.case, world.other = (notifications.accept(one, by=world.coder) for one in accepted)


def draft_of(spoc, key):
    notification = notifications.start(spoc.force, key, by=spoc)
    notifications.save(notification, ANSWERS, notification.version, by=spoc)
    return notification


def cased(world):
    """What hangs on a case: a question, a link, a hand-over, a disputed line of a return."""
    spoc, case = world.spoc, world.case
    question = ask(case, "victim.age", "Which age is right?", by=world.coder)
    decided = link(Finding(case, world.other, LinkKind.NOT_THE_SAME), by=world.coder)
    elsewhere = next(force for force in forces_by_name() if force.id != spoc.force_id)
    offered = offer(case, ForcePart.OWNING, elsewhere, "Theirs.", by=spoc)
    set_terms(Terms(Rhythm.MONTHLY, date(2026, 3, 1), 5, 10, 20), by=world.lead)
    period = period_with("2026-03-01")
    seen = present_for(spoc, period).fingerprint
    returned = confirm(period, {case.ref: "It is told twice."}, by=spoc, seen=seen)
    words = {"ground": Ground.REVIEW, "reason": "Kept long enough.", "asked_by_name": "One"}
    erasure = Erasure(case=case, asked_by=world.coder.ref, **words)
    db.session.add(erasure)
    db.session.flush()
    world.refs["erasures"]["asked"] = erasure.ref
    world.refs["cases"]["case"] = world.refs["followup"]["case"] = case.ref
    world.refs["retention"]["case"] = case.ref
    world.refs["questions"] = {"question": question.ref, "case": case.ref}
    world.refs["handovers"] = {"case": case.ref, "offer": offered.ref}
    world.refs["coverage"]["line"] = returned.lines[0].ref
    world.refs["years"]["dispute"] = signed(world).disputes[0].ref
    world.values |= {"other_ref": world.other.ref, "link_ref": decided.ref}
    world.values["offer_ref"] = offered.ref


def signed(world):
    """A year that the contact's force signed, save one figure."""
    year = ended_years(world.today)[0]
    seen = years_present_for(world.spoc, year).seen
    return sign_year(year, {"type-all": "One is missing."}, by=world.spoc, seen=seen)


def reported(world):
    """An issued briefing and a pack, a draft with a comment, a release that waits for a name."""
    front = reports.front_block(current_app.config, world.coder.name)
    run = reports.build_report("weekly", world.today, front, by=world.coder)
    for role in (RoleName.READER, RoleName.ANALYST):
        person = world.users[role]
        recipient = name_recipient(person, "weekly", Edition.RESTRICTED, by=world.lead)
    approve(run, run.checksum, by=world.lead)
    issue_report(run, run.checksum, by=world.lead)
    given = {"by": world.coder, "force": world.spoc.force_code}
    pack = reports.build_report("force-pack", world.today, front, **given)
    approve(pack, pack.checksum, by=world.lead)
    issue_report(pack, pack.checksum, by=world.lead)
    draft = reports.build_report("weekly", world.today, front, by=world.coder)
    write_comment(draft, "headlines", "More than usual.", draft.checksum, by=world.coder)
    cleared = clear([listed({"iph": 31, "afh": 2, "svsda": 40})])
    days = world.today, world.today, now()
    release = prepare(cleared, Showing(run.ref, "Figures", *days), by=world.coder)
    world.refs["reports"]["run"] = world.refs["openings"]["run"] = run.ref
    world.refs["packs"]["run"] = pack.ref
    world.refs["drafts"] = {"run": run.ref, "draft": draft.ref}
    world.refs["comments"]["draft"] = draft.ref
    world.refs["recipients"]["recipient"] = recipient.ref
    world.refs["releases"]["release"] = release.ref


def keyed(world):
    """A key of the system of the contact's force."""
    made, _text = make_key(world.spoc.force, "Crime recording", by=world.spoc)
    world.refs["api_keys"]["key"] = made.ref
    world.refs["api"]["receipt"] = world.values["receipt_ref"]


def explored(world):
    """A table that was issued on request."""
    cleared = clear([listed({"iph": 31, "afh": 40}, id="E1")])
    days = world.today, world.today, now()
    release = prepare(cleared, Showing(EXPLORED, "Figures", *days), by=world.coder)
    sign(release, release.fingerprint, by=world.lead)
    issue_release(release, by=world.lead)
    world.refs["explore"]["table"] = release.ref


def told(world):
    load_strands(db.session())
    heard = Insight(
        strand_with("missing"),
        "A helpline",
        world.today,
        Basis.DIRECT,
        Consent.NAMED,
        "More calls.",
    )
    world.refs["insight"]["note"] = record_insight(heard, by=world.coder).ref


def coded(world):
    """A codebook with an open version; a reading that is finished, with a mark."""
    load_codebook(db.session())
    open_version(by=world.lead)
    present = book()
    assign(world.other, world.coder, by=world.lead)
    [reading] = to_do(world.coder)
    open_reading(reading, by=world.coder)
    [mark] = set_marks(reading, [NewMark(present.codes[0].id)], present, by=world.coder)
    lock(reading, by=world.coder)
    world.refs["coding"] = {"reading": reading.ref, "case": world.other.ref}
    again = draw(1, [world.users[RoleName.LEAD]], by=world.lead, seed=1)
    world.refs["abstracting"] = {"sample": again.ref, "mine": again.abstractions[0].ref}
    world.refs["codebook"]["code"] = "5.03.01"
    world.refs["themes"] = {"theme": "5.03", "code": "5.03.01"}
    world.refs["training"]["case"] = begin_practice(by=world.coder).ref
    world.values["mark_ref"] = mark.ref


def learnt(world):
    """A finding, an alert, and a recommendation with its row of the contact's force."""
    finding = record_finding("History is missed", "It is not searched.", ["5.03"], by=world.coder)
    alert = DraftAlert("Look twice", "Missed.", "Search.", world.today, [RoleName.SPOC])
    due = date(world.today.year + 1, 1, 1)
    draft = Draft("Search", "Every system.", "Head of crime", due, forces=[world.spoc.force])
    one = write(draft, by=world.coder)
    issue(one, by=world.coder, version=one.version)
    world.refs["learning"] = {
        "finding": finding.ref,
        "alert": write_alert(alert, by=world.coder).ref,
        "recommendation": one.ref,
        "row": own_row(world.spoc, one).ref,
    }


def practised(world):
    words = Words("A", "B", "C", "D", "E", (DeathType.IPH,), ("5",))
    practice = submit(words, "", by=world.spoc)
    judged = Judged(Label.NEW, "The unit", world.today, "F", days_after(world.today, 9))
    review(practice, 1, judged, by=world.lead)
    world.refs["practice"]["practice"] = practice.ref


def compared(world):
    """A source with a series, and a list of one death that is held against ours."""
    about = About(SourceKind.REPORT, "A", "B", "C", "D", "", None, "E")
    source = add_source(about, by=world.coder)
    add_series(NewSeries("homicides", "A", "B", "C", "D", (DeathType.IPH,)), by=world.coder)
    entry = Listed(2, "HI1", None, '{"death.date_of_death": "2026-01-01"}')
    new = NewList(source, "A", days_after(world.today, -3660), world.today, tuple(DeathType))
    opened = open_list(new, [entry], by=world.coder)
    world.refs["evidence"]["source"] = source.ref
    world.refs["lists"]["list"] = opened.ref
    world.values["entry_ref"] = workspace(opened, world.coder).theirs[0].entry.ref
    world.values["case_ref"] = world.case.ref


def watched(world):
    """A signal that nobody has reviewed."""
    figure = Figure("", "", "Notifications received")
    found = Found(RULES[TAIL], figure, 14, 5, 13, True, "Seldom.", (("A week", 14),))
    raised = raise_signal(found, (world.today, world.today), now())
    world.refs["signals"]["signal"] = raised.ref


def imported(world):
    """A file that waits for the contact to confirm it."""
    rows = b"force,force_ref,date_of_death\r\nE23000032,CR/9,2026-03-09\r\n"
    world.refs["imports"]["file"] = take_in(rows, "deaths.csv", "", by=world.spoc).ref


def asked_for(world):
    """A request for what is held about a person, put before another lead."""
    made = ask_about("Robin Spoc", None, "By letter, with a passport.", by=world.lead)
    put_forward(made, Choices(), by=world.lead)
    world.refs["subjects"]["request"] = made.ref


def overseen(world):
    """A flag, and a read that the lot fell on, for the lead and the auditor to look at."""
    db.session.commit()  # so that the trail holds events
    auditor = world.users[RoleName.AUDITOR]
    raise_flag(Raised("volume", world.coder.ref, "", world.today, "Read much.", (1, 2)), now())
    for seq, role in enumerate((RoleName.LEAD, RoleName.AUDITOR), start=1):
        supervisor = world.users[role].ref
        drawn = DrawnRead(week=world.today, seq=seq, reader=world.coder.ref, supervisor=supervisor)
        db.session.add(drawn)
        db.session.flush()
        world.refs["flags"][role.value] = drawn.ref
    world.refs["flags"]["flag"] = flags_for(auditor)[0].ref


def hidden(world):
    """A restricted case, for which the contact is named and which the coder opened in an emergency."""
    case = open_case(Submission(world.spoc.force, now(), {}), by=world.lead)
    restrict(case, "A suspect is an officer.", by=world.lead)
    name_reader(case, world.spoc, by=world.lead)
    question = ask(case, "victim.age", "How old was she?", by=world.lead)
    opening = open_in_emergency(case.ref, "Her sister is in danger now.", by=world.coder)
    world.refs["emergency"]["opening"] = opening.ref
    world.refs["questions"]["hidden"] = question.ref
    for room in ("cases", "followup", "handovers"):
        world.refs[room]["hidden"] = case.ref
