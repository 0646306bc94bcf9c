"""What left a return since it was confirmed is named, with when and why, for those who may see it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at
from dhp.cases.actions import add_answers, classify
from dhp.cases.forces.handover import accept, offer
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.restricting import restrict
from dhp.cases.judging.classification import OutReason
from dhp.cases.judging.facts import propose
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.models import Case, Source
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Stage
from dhp.notifications import actions as notifications
from dhp.references import shown_reference
from dhp.returns.held import held
from dhp.returns.left import Left, left_since
from dhp.returns.periods import ReturnPeriod
from dhp.returns.queries import history
from tests.cases.conftest import HOMICIDE, given
from tests.harness.record import at
from tests.journeys.world import ANSWERS
from tests.returns.conftest import Confirm

LATER, AFTERWARDS = "2026-11-10T11:30", "2026-11-20T10:00"
Seen = Callable[[User], list[Left]]
Later = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def seen(october: ReturnPeriod, kent: Force) -> Seen:
    """What left Kent's return as somebody sees it."""

    def look(by: User) -> list[Left]:
        keys = {one.key for one in held(at(AFTERWARDS), kent.id) if one.belongs_to(october)}
        return list(left_since(history(by, kent.id, october), keys, kent, by).values())

    return look


@pytest.fixture
def returned(october: ReturnPeriod, spoc: User, make_return: Confirm) -> Callable[[], object]:
    """Confirms October for Kent as it is then."""
    return lambda: make_return(spoc, october)


@pytest.fixture
def later(database: SQLAlchemy) -> Later:
    """A block that happens a week after the return, and is kept."""

    @contextmanager
    def at_that_time() -> Iterator[None]:
        with clock_at(at(LATER)):
            yield
            database.session.commit()

    return at_that_time


def judge_out(case: Case, by: User) -> None:
    """Judge that a death is out of scope."""
    kind = DeathType.UNCLASSIFIED
    decision = Decision(Scope.OUT, kind, "dhp-2023", "Of age.", out_reason=OutReason.NATURAL)
    classify(case, decision, propose(HOMICIDE), by=by)


def merge(keep: Case, other: Case, by: User) -> None:
    """Find that two cases are one death."""
    link(Finding(keep, other, LinkKind.SAME_DEATH, "One death."), by=by)


def give_away(case: Case, to: User, by: User) -> None:
    """Let another force have a death."""
    assert to.force is not None
    accept(offer(case, ForcePart.OWNING, to.force, "She died there.", by=by), by=to)


def test_what_left_is_named_with_when_and_why(
    seen, returned, later, coder, spoc, stranger, make_death
):
    stays, out, gone, moved, again = (make_death(f"2026-10-0{day}") for day in range(3, 8))
    returned()
    before = seen(spoc)
    with later():
        judge_out(out, coder)
        give_away(gone, stranger, by=spoc)
        corrected = given(death__date_of_death="2026-09-28")
        told = {"source": Source.UNIT, "stage": Stage.FOLLOW_UP, "reason": "A letter."}
        add_answers(moved, corrected, **told, by=coder)
        merge(stays, again, coder)

    assert before == []
    for left in (seen(spoc), seen(coder)):
        assert {one.ref: one.why for one in left} == {
            out.ref: "Judged to be out of scope",
            gone.ref: "Handed over to Essex",
            moved.ref: "Its date of death was corrected, and belongs elsewhere",
            again.ref: f"Found to be the same death as {shown_reference(stays.ref)}",
        }
        assert {one.at for one in left} == {at(LATER)}


def test_a_death_merged_into_one_of_another_force_names_it_to_the_unit_alone(
    seen, returned, later, essex, coder, spoc, make_death
):
    theirs, ours = make_death(force=essex), make_death()
    returned()
    with later():
        merge(theirs, ours, coder)

    assert [one.why for one in seen(spoc)] == ["Found to be the same death as another"]
    shown = shown_reference(theirs.ref)
    assert [one.why for one in seen(coder)] == [f"Found to be the same death as {shown}"]


def test_nothing_tells_of_a_restricted_death_that_one_was_merged_into(
    seen, returned, later, make_user, essex, spoc, make_death
):
    lead, coder = (make_user(role, role.value) for role in (RoleName.LEAD, RoleName.CODER))
    theirs, ours = make_death(force=essex), make_death()
    returned()
    with later():
        merge(theirs, ours, coder)
        restrict(theirs, "An officer is involved.", by=lead)

    assert (seen(spoc), seen(coder), len(seen(lead))) == ([], [], 1)


def test_a_notification_that_was_withdrawn_has_left(seen, returned, later, spoc):
    with clock_at(at("2026-10-06T09:00")):
        notice = notifications.start(spoc.force, "one", by=spoc)
        days = {"death.date_of_death": "2026-10-05", "death.aware_on": "2026-10-06"}
        notifications.save(notice, ANSWERS | days, notice.version, by=spoc)
        notifications.send(notice, notice.send_key, "", by=spoc)
    returned()
    with later():
        notifications.withdraw(notice, "It was told twice.", by=spoc)

    assert seen(spoc) == [Left(notice.ref, at(LATER), "The force withdrew the notification")]


@pytest.fixture
def judged_out(returned, later, clock, coder, make_death):
    """A case that was judged to be out of scope after its return, and days have passed."""
    case = make_death()
    returned()
    with later():
        judge_out(case, coder)
    clock(AFTERWARDS)
    return case


def test_the_pages_of_force_and_unit_say_so(judged_out, client, sign_in, coder, spoc):
    for person, address in ((spoc, "/returns"), (coder, f"/coverage/{spoc.force_code}")):
        sign_in(person)
        page = client.get(f"{address}/2026-10-01").get_data(as_text=True)
        assert "Left since it was confirmed" in page
        assert "Judged to be out of scope, 10 November 2026 at 11:30." in page
        assert shown_reference(judged_out.ref) in page
    sign_in(spoc)
    page = client.get("/returns/2026-10-01").get_data(as_text=True)
    assert "No longer held for this period, though confirmed: 1 death." in page
