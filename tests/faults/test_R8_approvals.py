"""R8: people act on one report at once: whatever the order, nothing is issued that nobody approved."""

from collections import Counter

import pytest
from sqlalchemy import update

from dhp.accounts.permissions import RoleName
from dhp.accounts.queries import user_with
from dhp.audit.queries import about
from dhp.audit.trail import Command
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.reports import actions
from dhp.reports.commentary.actions import write
from dhp.reports.commentary.queries import authors_in
from dhp.reports.life import approving, issuing
from dhp.reports.life.approving import approve
from dhp.reports.life.correcting import withdraw
from dhp.reports.life.issuing import issue
from dhp.reports.life.moving import as_approved
from dhp.reports.models import Run, RunStatus
from tests.accounts.people import add_user
from tests.harness.examples import tries
from tests.harness.races import at_once, inside
from tests.reports.life.conftest import FRONT, build, coder, figures, lead, other_lead

__all__ = ["build", "coder", "figures", "lead", "other_lead"]

pytestmark = [pytest.mark.faults, pytest.mark.database]
ROUNDS = range(tries(1, thorough=100))
COMMENT = "More than usual."
# SQLite lets one at a time write, whatever the statement, and the others wait for a lock.
MANY = pytest.mark.only_on("postgresql")


@pytest.fixture
def leads(database, lead, other_lead):
    """Eight people who may approve."""
    more = [add_user(RoleName.LEAD, email=f"lead{n}@example.org", name=f"L {n}") for n in range(6)]
    return [lead, other_lead, *more]


@pytest.fixture
def count(tell):
    """Says in one line what became of all rounds."""

    def counted(words, outcomes):
        tally = ", ".join(f"{number} x {said}" for said, number in sorted(outcomes.items()))
        tell(f"R8 {words}: {len(ROUNDS)} rounds: {tally}")

    return counted


def race(app, run, *acts):
    """What became of each act, all begun together, each as a request of its own would do it."""
    ref = run.ref
    db.session.rollback()

    def doing(user_ref, do):
        def act():
            try:
                do(db.session.query(Run).filter_by(ref=ref).one(), user_with(user_ref))
                db.session.commit()
            except DomainError:
                db.session.rollback()
                raise
            return "done"

        return inside(app, act)

    said = at_once(*(doing(user.ref, do) for user, do in acts))
    db.session.expire_all()
    return [one if one == "done" else type(one).__name__ for one in said]


def agreeing(read):
    return lambda run, user: approve(run, read, by=user)


def sending(read):
    return lambda run, user: issue(run, read, by=user)


def comment(run, user):
    write(run, "headlines", COMMENT, run.checksum, by=user)


def again(run, user):
    actions.refresh(run, FRONT, run.checksum, by=user)


def give_up(run, user):
    withdraw(run, "It was wrong.", by=user)


def ends_well(run, read):
    """Issue `run` if it is approved; whether it was. What is issued is what was `read`, or nothing."""
    approved = run.status is RunStatus.APPROVED
    try:
        issue(run, run.checksum, by=Command())
    except DomainError:
        db.session.rollback()
        assert not approved
    if run.was_issued:
        assert as_approved(run).checksum == run.approved_checksum == read
        assert run.approved_by != run.built_by
        assert run.approved_by not in authors_in(run)
    db.session.rollback()
    return approved


@MANY
def test_r8_of_eight_approvers_one_approves_and_of_eight_who_issue_one_does(
    app, build, lead, leads, count
):
    outcomes = Counter()
    for _ in ROUNDS:
        run = build()
        read = run.checksum

        said = race(app, run, *((user, agreeing(read)) for user in leads))
        issued = race(app, run, *((user, sending(read)) for user in leads))

        outcomes += Counter(f"approve {one}" for one in said)
        outcomes += Counter(f"issue {one}" for one in issued)
        for told in (said, issued):
            assert Counter(told)["done"] == 1
            assert set(told) <= {"done", "Refused", "Stale"}
        assert run.approved_by == leads[said.index("done")].ref
        acts = Counter(event.act for event in about(run.ref))
        assert (acts["report.approved"], acts["report.issued"]) == (1, 1)
        assert as_approved(run).checksum == run.approved_checksum == read
        withdraw(run, "The next round.", by=lead)  # one report of a week is in force
        db.session.commit()
    count("eight approve, eight issue", outcomes)


def test_r8_an_approval_during_an_edit_never_covers_the_edit(app, build, lead, coder, count):
    outcomes = Counter()
    for _ in ROUNDS:
        run = build()
        read = run.checksum

        said = race(app, run, (lead, agreeing(read)), (coder, comment))

        outcomes[" and ".join(said)] += 1
        assert "done" in said
        edited = said[1] == "done"
        assert (COMMENT in run.content) == edited
        assert ends_well(run, read) == (not edited)
        assert run.void_approver == (lead.ref if said == ["done", "done"] else None)
    count("approve against edit", outcomes)


def test_r8_an_author_never_approves_what_that_author_wrote(app, build, lead, count):
    outcomes = Counter()
    for _ in ROUNDS:
        run = build()
        read = run.checksum

        said = race(app, run, (lead, agreeing(read)), (lead, comment))

        outcomes[" and ".join(said)] += 1
        wrote = COMMENT in run.content
        assert wrote == (said[1] == "done")
        assert ends_well(run, read) == (not wrote)
    count("approve against the same person's edit", outcomes)


def test_r8_a_builder_never_approves_however_often_that_is_tried(app, build, lead, count):
    outcomes = Counter()
    for _ in ROUNDS:
        run = build(by=lead)

        def agree(run, user):
            approve(run, run.checksum, by=user)

        said = race(app, run, (lead, agree), (lead, agree), (lead, again))

        outcomes[" and ".join(said)] += 1
        assert said[:2] == ["Refused", "Refused"]
        assert not ends_well(run, "")
    count("the builder approves twice and builds again", outcomes)


def test_r8_an_approval_after_the_numbers_changed_is_void_or_refused(
    app, build, figures, lead, other_lead, coder, count
):
    outcomes = Counter()
    for number in ROUNDS:
        figures.deaths = number
        run = build()
        read = run.checksum
        figures.deaths = number + 1

        said = race(app, run, (lead, agreeing(read)), (coder, again))

        outcomes[" and ".join(said)] += 1
        refreshed = said[1] == "done"
        assert (f"{number + 1} deaths" in run.content) == refreshed
        if refreshed:  # what stands now is read and approved again
            read = run.checksum
            approve(run, read, by=other_lead)
        assert ends_well(run, read)
    count("approve against new numbers, then approved again", outcomes)


@MANY
def test_r8_what_is_withdrawn_meanwhile_is_not_issued(app, build, leads, count):
    outcomes = Counter()
    for _ in ROUNDS:
        run = build()
        read = run.checksum

        said = race(app, run, *((user, agreeing(read)) for user in leads[:7]), (leads[7], give_up))

        assert Counter(said[:7])["done"] <= 1
        given_up = said[7] == "done"
        outcomes["withdrawn" if given_up else "not withdrawn"] += 1
        assert (run.status is RunStatus.WITHDRAWN) == given_up
        assert ends_well(run, read) == (not given_up)
    count("seven approve, one withdraws", outcomes)


def unguarded(run, **values):
    """A change that does not look whether the row still is as it was read."""
    change = update(Run).where(Run.id == run.id).values(version=Run.version + 1, **values)
    db.session.execute(change.execution_options(synchronize_session=False))
    db.session.refresh(run)


@MANY
def test_r8_an_unguarded_change_approves_and_issues_more_than_once(
    app, build, leads, count, monkeypatch
):
    for module in (approving, issuing):
        monkeypatch.setattr(module, "move", unguarded)
    run = build()
    read = run.checksum

    said = race(app, run, *((user, agreeing(read)) for user in leads))
    issued = race(app, run, *((user, sending(read)) for user in leads))

    count("control, unguarded", Counter(f"approve {one}" for one in said) + Counter(issued))
    assert said.count("done") > 1
    assert issued.count("done") > 1
