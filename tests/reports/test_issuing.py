"""A report is built by one person and issued by another, exactly as that person read it."""

from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit.queries import about
from dhp.calendar import now
from dhp.errors import Absent, Refused
from dhp.reports.actions import build_report, issue
from dhp.reports.document import Front
from dhp.reports.models import Run, RunStatus
from dhp.reports.queries import document_of, last_issued, latest_runs, run_with
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


def test_a_draft_is_for_the_unit_alone(draft: Run, coder: User, reader: User) -> None:
    assert run_with(draft.ref, coder) is draft
    assert latest_runs(reader) == []
    with pytest.raises(Absent):
        run_with(draft.ref, reader)


def test_issuing_opens_the_report_to_readers_and_says_when(
    database: SQLAlchemy, draft: Run, lead: User, reader: User
) -> None:
    document = issue(draft, draft.checksum, by=lead)
    database.session.commit()
    database.session.expire_all()

    run = run_with(draft.ref, reader)
    assert run.status is RunStatus.ISSUED
    assert document_of(run) == document
    assert run.issued_at == document.issued
    assert not document.marking.endswith("DRAFT")


def test_nobody_issues_what_they_built(draft: Run, coder: User) -> None:
    with pytest.raises(Refused, match="second person"):
        issue(draft, draft.checksum, by=coder)


def test_a_report_is_issued_once(database: SQLAlchemy, draft: Run, lead: User) -> None:
    issue(draft, draft.checksum, by=lead)
    database.session.commit()
    database.session.expire_all()

    with pytest.raises(Refused, match="already issued"):
        issue(draft, draft.checksum, by=lead)


def test_only_what_was_read_can_be_issued(draft: Run, lead: User) -> None:
    with pytest.raises(Refused, match="no longer the one you read"):
        issue(draft, "0" * 64, by=lead)


def test_building_and_issuing_stand_in_the_trail_with_the_checksum(
    database: SQLAlchemy, draft: Run, lead: User
) -> None:
    issue(draft, draft.checksum, by=lead)
    database.session.commit()
    database.session.expire_all()

    built, issued = about(draft.ref)
    assert built.act == "report.built"
    assert issued.act == "report.issued"
    assert draft.checksum in issued.body


def test_the_next_briefing_compares_with_what_the_last_issued_one_knew(
    database: SQLAlchemy, draft: Run, lead: User
) -> None:
    assert last_issued("weekly", date(2025, 11, 27)) is None

    issue(draft, draft.checksum, by=lead)
    database.session.commit()

    assert last_issued("weekly", date(2025, 11, 27)) is draft


def test_a_report_changed_behind_our_back_is_refused(database: SQLAlchemy, draft: Run) -> None:
    draft.content = draft.content.replace("Weekly briefing", "Weekly gossip")

    with pytest.raises(ValueError, match="checksum does not agree"):
        document_of(draft)
