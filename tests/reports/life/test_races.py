"""Two people act on one report at once: whatever the order, nothing is issued that nobody approved.

Here ten rounds of each; `pytest tests/reports/life/test_races.py --rounds 100` takes a hundred.
"""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from dhp.accounts.models import User
from dhp.accounts.queries import user_with
from dhp.audit.queries import about
from dhp.audit.trail import Command
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.reports import actions
from dhp.reports.commentary.actions import write
from dhp.reports.commentary.queries import authors_in
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.life.moving import as_approved
from dhp.reports.models import Run, RunStatus
from tests.reports.life.conftest import FRONT, Figures

Do = Callable[[Run, User], object]


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> range:
    return range(request.config.getoption("--rounds"))


def at_once(app: Flask, run: Run, *acts: tuple[User, Do]) -> list[str]:
    """What became of each act, all begun together, each as a request of its own would do it."""
    start, said = threading.Barrier(len(acts)), [""] * len(acts)
    ref, doing = run.ref, [(place, user.ref, do) for place, (user, do) in enumerate(acts)]
    db.session.rollback()

    def act(place: int, user_ref: str, do: Do) -> None:
        with app.app_context():
            start.wait()
            try:
                found = db.session.query(Run).filter_by(ref=ref).one()
                do(found, user_with(user_ref))
                db.session.commit()
                said[place] = "done"
            except DomainError as error:
                db.session.rollback()
                said[place] = type(error).__name__

    threads = [threading.Thread(target=act, args=one) for one in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    return said


def ends_well(run: Run, read: str) -> bool:
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


def test_of_two_approvers_at_once_one_approves(
    app: Flask,
    build: Callable[..., Run],
    lead: User,
    other_lead: User,
    rounds: range,
) -> None:
    for _ in rounds:
        run = build()
        read = run.checksum

        def agree(run: Run, user: User, read: str = read) -> None:
            approve(run, read, by=user)

        said = at_once(app, run, (lead, agree), (other_lead, agree))

        assert sorted(said) in (["Refused", "done"], ["Stale", "done"])
        winner = (lead, other_lead)[said.index("done")]
        assert run.approved_by == winner.ref
        acts = Counter(event.act for event in about(run.ref))
        assert acts["report.approved"] == 1
        assert ends_well(run, read)


def test_an_approval_during_an_edit_never_covers_the_edit(
    app: Flask, build: Callable[..., Run], lead: User, coder: User, rounds: range
) -> None:
    for _ in rounds:
        run = build()
        read = run.checksum

        def agree(run: Run, user: User, read: str = read) -> None:
            approve(run, read, by=user)

        def comment(run: Run, user: User) -> None:
            write(run, "headlines", "More than usual.", run.checksum, by=user)

        said = at_once(app, run, (lead, agree), (coder, comment))

        assert "done" in said
        edited = said[1] == "done"
        assert ("More than usual." in run.content) == edited
        assert ends_well(run, read) == (not edited)
        assert run.void_approver == (lead.ref if said == ["done", "done"] else None)


def test_an_author_never_approves_what_that_author_wrote(
    app: Flask, build: Callable[..., Run], lead: User, rounds: range
) -> None:
    for _ in rounds:
        run = build()
        read = run.checksum

        def agree(run: Run, user: User, read: str = read) -> None:
            approve(run, read, by=user)

        def comment(run: Run, user: User) -> None:
            write(run, "headlines", "More than usual.", run.checksum, by=user)

        said = at_once(app, run, (lead, agree), (lead, comment))

        wrote = "More than usual." in run.content
        assert wrote == (said[1] == "done")
        assert ends_well(run, read) == (not wrote)


def test_a_builder_never_approves_however_often_that_is_tried(
    app: Flask, build: Callable[..., Run], lead: User, rounds: range
) -> None:
    for _ in rounds:
        run = build(by=lead)

        def agree(run: Run, user: User) -> None:
            approve(run, run.checksum, by=user)

        def again(run: Run, user: User) -> None:
            actions.refresh(run, FRONT, run.checksum, by=user)

        said = at_once(app, run, (lead, agree), (lead, agree), (lead, again))

        assert said[:2] == ["Refused", "Refused"]
        assert not ends_well(run, "")


def test_an_approval_after_the_numbers_changed_is_void_or_refused(
    app: Flask,
    build: Callable[..., Run],
    figures: Figures,
    lead: User,
    coder: User,
    rounds: range,
) -> None:
    for number in rounds:
        figures.deaths = number
        run = build()
        read = run.checksum
        figures.deaths = number + 1

        def agree(run: Run, user: User, read: str = read) -> None:
            approve(run, read, by=user)

        def again(run: Run, user: User) -> None:
            actions.refresh(run, FRONT, run.checksum, by=user)

        said = at_once(app, run, (lead, agree), (coder, again))

        refreshed = said[1] == "done"
        assert (f"{number + 1} deaths" in run.content) == refreshed
        assert ends_well(run, read) == (not refreshed)
