"""Flags: who sees them, how they are closed, and what becomes of those that nobody closes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit import queries, trail
from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import clock_at, london_date, now
from dhp.calendar.clock import days_after
from dhp.duties import run_due
from dhp.errors import Absent, DomainError, Refused
from dhp.mail.models import Message
from dhp.oversight.drawing import look, waiting_for
from dhp.oversight.flagging import ESCALATING, Raised, close, flag_with, flags_for, raise_flag
from dhp.oversight.models import Conclusion, Flag
from dhp.oversight.watching import DETECTING, DRAWING, ONE_IN
from dhp.references import new_reference


@pytest.fixture
def lead(make_user):
    return make_user(RoleName.LEAD, "Lea Lead")


@pytest.fixture
def auditor(make_user):
    return make_user(RoleName.AUDITOR, "Ada Auditor")


def flagged(database, person, rule="volume"):
    raise_flag(Raised(rule, person.ref, "", london_date(now()), "Read much.", (1,)), now())
    database.session.commit()
    return database.session.scalar(sa.select(Flag).where(Flag.person == person.ref))


def test_the_same_thing_is_flagged_once(database, coder):
    found = Raised("volume", coder.ref, "", london_date(now()), "Read much.", (1,))

    assert raise_flag(found, now())
    assert not raise_flag(found, now())


def test_whoever_is_the_subject_never_sees_the_flag(database, lead, auditor):
    flag = flagged(database, lead)

    assert flags_for(lead) == []
    with pytest.raises(Absent):
        flag_with(flag.ref, lead)
    with pytest.raises(Refused, match="about you"):
        close(flag, Conclusion.WORK, "I looked.", by=lead)
    assert flags_for(auditor) == [flag]


def test_a_flag_is_closed_once_with_words_by_a_named_person(database, coder, lead, auditor):
    flag = flagged(database, coder)

    with pytest.raises(DomainError, match="Say what you looked at"):
        close(flag, Conclusion.WORK, " ", by=lead)
    close(flag, Conclusion.EXPLAINED, "She was asked to.", by=lead)
    database.session.commit()
    with pytest.raises(Refused, match="Somebody closed this flag"):
        close(flag, Conclusion.CONCERN, "No.", by=auditor)

    assert (flag.finding.found_by, flag.finding.words) == (lead.ref, "She was asked to.")
    assert queries.latest_about(flag.ref, Act.FLAG_CLOSED).actor == lead.ref


def test_after_fourteen_days_others_are_told_once_and_the_letter_names_nobody(
    database, coder, auditor, app
):
    app.config["ANCHOR_WITNESSES"] = ["dpo@example.org"]
    flagged(database, coder)
    at = now() + timedelta(days=13)

    early = run_due(at, {ESCALATING.name})
    late = run_due(at + timedelta(days=2), {ESCALATING.name})
    again = run_due(at + timedelta(days=3), {ESCALATING.name})

    letters = list(database.session.scalars(sa.select(Message)))
    assert (early.done, len(late.done), again.done) == ([], 1, [])
    assert {letter.to for letter in letters} == {"dpo@example.org", auditor.email}
    assert all(coder.name not in letter.text for letter in letters)


def test_what_a_person_is_refused_is_recorded_and_flagged_by_the_hourly_duty(
    database, client, coder, lead, sign_in
):
    sign_in(coder)
    for _ in range(3):
        assert client.get(f"/cases/{new_reference()}").status_code == 404

    events = [
        event for event in queries.by_actor(coder.ref) if event.act == AccountAct.ACCESS_REFUSED
    ]
    run_due(now(), {DETECTING.name})

    assert len(events) == 3
    assert [(flag.rule, flag.person) for flag in flags_for(lead)] == [("probes", coder.ref)]


def test_reads_are_drawn_by_their_hash_for_the_readers_supervisor(database, coder, lead):
    monday = days_after(london_date(now()), -london_date(now()).weekday())
    with clock_at(now() - timedelta(days=7)):
        for _ in range(ONE_IN * 4):
            trail.record(Act.CASE_READ, by=coder, about=new_reference())
        database.session.commit()
    chosen = {
        event.seq
        for event in database.session.scalars(sa.select(TrailEvent))
        if event.actor == coder.ref and int(event.hash[:8], 16) % ONE_IN == 0
    }

    run_due(now().replace(hour=23), {DRAWING.name})
    drawn = waiting_for(lead)

    assert {read.seq for read in drawn} == chosen
    assert {read.week for read in drawn} <= {days_after(monday, -7)}
    for read in drawn:
        with pytest.raises(DomainError, match="what the concern is"):
            look(read, Conclusion.CONCERN, "", by=lead)
        look(read, Conclusion.WORK, "", by=lead)
    assert waiting_for(lead) == []


class TestThePages:
    def test_a_lead_reads_a_flag_and_closes_it(self, client, database, coder, lead, sign_in):
        flag = flagged(database, coder)
        sign_in(lead)

        listed = client.get("/flags").get_data(as_text=True)
        shown = client.get(f"/flags/{flag.ref}").get_data(as_text=True)
        refused = client.post(f"/flags/{flag.ref}", data={"conclusion": "ordinary work"})
        form = {"conclusion": "ordinary work", "words": "Her own list."}
        closed = client.post(f"/flags/{flag.ref}", data=form, follow_redirects=True)

        assert "Read far more than on an ordinary day" in listed
        assert coder.name in shown
        assert refused.status_code == 422
        assert "Ordinary work" in closed.get_data(as_text=True)
        assert [e.act for e in queries.by_actor(lead.ref)][:2] == ["flag.listed", "flag.read"]

    def test_the_subject_gets_404(self, client, database, lead, sign_in):
        flag = flagged(database, lead)
        sign_in(lead)

        assert client.get(f"/flags/{flag.ref}").status_code == 404

    def test_the_auditor_searches_and_the_address_names_nobody(
        self, client, database, coder, make_case, auditor, sign_in
    ):
        case = make_case()
        sign_in(auditor)
        typed = {"search-ref": case.ref, "search-email": coder.email, "search-kind": "collect"}

        found = client.post("/trail?ask=search", data=typed).get_data(as_text=True)
        nothing = client.post("/trail?ask=search", data={"search-kind": ""})

        assert "1 event, latest first" in found
        assert nothing.status_code == 422
        assert "Fill in at least one of these" in nothing.get_data(as_text=True)
        assert queries.latest_about(case.ref, Act.TRAIL_READ).actor == auditor.ref
