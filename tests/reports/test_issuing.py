"""A report is built by one person and issued by another, exactly as that person read it."""

from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit.queries import about
from dhp.calendar import now
from dhp.errors import Absent, Refused, Stale
from dhp.reports.actions import build_report
from dhp.reports.distribution.actions import name_recipient
from dhp.reports.document import Edition, Front
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run, RunStatus
from dhp.reports.queries import document_of, last_issued, run_with
from tests.accounts.people import region_for

FRONT = Front(
    "OFFICIAL-SENSITIVE", "For named recipients.", "FOI line", "Author", "Unit", "c@example.org"
)
DAY = date(2025, 11, 20)


def user(database: SQLAlchemy, role: RoleName, name: str) -> User:
    email = f"{name}@example.org".lower()
    person = User(email=email, name=name, role=role, joined_at=now(), **region_for(role))
    database.session.add(person)
    database.session.commit()
    return person


@pytest.fixture
def coder(database: SQLAlchemy) -> User:
    return user(database, RoleName.CODER, "Cerys")


@pytest.fixture
def lead(database: SQLAlchemy) -> User:
    return user(database, RoleName.LEAD, "Lena")


@pytest.fixture
def reader(database: SQLAlchemy) -> User:
    return user(database, RoleName.READER, "Rhys")


@pytest.fixture
def draft(database: SQLAlchemy, coder: User) -> Run:
    run = build_report("weekly", DAY, FRONT, by=coder)
    database.session.commit()
    return run


@pytest.fixture
def approved(database: SQLAlchemy, draft: Run, lead: User) -> Run:
    approve(draft, draft.checksum, by=lead)
    database.session.commit()
    return draft


def test_a_draft_is_for_the_unit_alone(draft: Run, coder: User, reader: User) -> None:
    assert run_with(draft.ref, coder) is draft
    with pytest.raises(Absent):
        run_with(draft.ref, reader)


def test_issuing_opens_the_report_to_readers_and_says_when(
    database: SQLAlchemy, approved: Run, lead: User, reader: User
) -> None:
    name_recipient(reader, "weekly", Edition.RESTRICTED, by=lead)
    document = issue(approved, approved.checksum, by=lead)
    database.session.commit()
    database.session.expire_all()

    run = run_with(approved.ref, reader)
    assert run.status is RunStatus.ISSUED
    assert document_of(run) == document
    assert run.issued_at == document.issued
    assert not document.marking.endswith("DRAFT")


def test_nobody_approves_or_issues_what_they_built(draft: Run, lead: User, coder: User) -> None:
    with pytest.raises(Refused, match="second person"):
        approve(draft, draft.checksum, by=coder)
    approve(draft, draft.checksum, by=lead)
    with pytest.raises(Refused, match="second person"):
        issue(draft, draft.checksum, by=coder)


def test_what_nobody_approved_is_not_issued(draft: Run, lead: User) -> None:
    with pytest.raises(Refused, match="not approved"):
        issue(draft, draft.checksum, by=lead)


def test_a_report_is_issued_once(database: SQLAlchemy, approved: Run, lead: User) -> None:
    issue(approved, approved.checksum, by=lead)
    database.session.commit()
    database.session.expire_all()

    with pytest.raises(Refused, match="already issued"):
        issue(approved, approved.checksum, by=lead)


def test_only_what_was_read_can_be_approved_and_issued(draft: Run, lead: User) -> None:
    with pytest.raises(Stale, match="no longer the one you read"):
        approve(draft, "0" * 64, by=lead)
    approve(draft, draft.checksum, by=lead)
    with pytest.raises(Stale, match="no longer the one you read"):
        issue(draft, "0" * 64, by=lead)


def test_building_approving_and_issuing_stand_in_the_trail_with_the_checksum(
    database: SQLAlchemy, approved: Run, lead: User
) -> None:
    issue(approved, approved.checksum, by=lead)
    database.session.commit()
    database.session.expire_all()

    events = about(approved.ref)
    acts = ["report.built", "report.approved", "report.issued", "copy.given"]
    assert [event.act for event in events] == acts
    assert approved.approved_checksum in events[1].body
    assert approved.checksum in events[2].body


def test_the_next_briefing_compares_with_what_the_last_issued_one_knew(
    database: SQLAlchemy, approved: Run, lead: User
) -> None:
    assert last_issued("weekly", date(2025, 11, 27)) is None

    issue(approved, approved.checksum, by=lead)
    database.session.commit()

    assert last_issued("weekly", date(2025, 11, 27)) is approved


def test_a_report_changed_behind_our_back_is_refused(database: SQLAlchemy, draft: Run) -> None:
    draft.content = draft.content.replace("Weekly briefing", "Weekly gossip")

    with pytest.raises(ValueError, match="checksum does not agree"):
        document_of(draft)
