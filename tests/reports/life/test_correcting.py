"""A report that was wrong is corrected beside itself or withdrawn; what was issued never changes."""

import pytest
import sqlalchemy as sa

from dhp.audit.trail import Command
from dhp.errors import DomainError, Refused
from dhp.reports.actions import refresh
from dhp.reports.commentary.actions import write
from dhp.reports.commentary.queries import authors_in, to_confirm
from dhp.reports.distribution.actions import name_recipient
from dhp.reports.document import Edition
from dhp.reports.life.approving import approve
from dhp.reports.life.correcting import start_correction, withdraw
from dhp.reports.life.issuing import issue
from dhp.reports.life.moving import document_of
from dhp.reports.models import Run, RunStatus
from dhp.reports.queries import run_with
from tests.accounts.people import sign_in_as
from tests.reports.life.conftest import FRONT

WRONG = "A death was counted twice."


@pytest.fixture
def issued(build, coder, other_lead):
    """An issued report with a comment by the coder."""
    run = build()
    write(run, "headlines", "More than usual.", run.checksum, by=coder)
    approve(run, run.checksum, by=other_lead)
    issue(run, run.checksum, by=Command())
    return run


def test_a_corrected_version_says_on_its_first_page_what_was_wrong(issued, figures, lead):
    figures.deaths = 6
    draft = start_correction(issued, WRONG, FRONT, by=lead)

    document = document_of(draft)

    assert document.version == draft.number == 2
    assert (document.notice.wrong, document.notice.replaces) == (WRONG, 1)
    assert "sorry" in document.notice.apology
    assert "6 deaths" in draft.content
    assert issued.status is RunStatus.ISSUED


def test_its_comments_come_over_and_are_asked_after(issued, figures, lead, coder):
    figures.deaths = 6
    draft = start_correction(issued, WRONG, FRONT, by=lead)

    assert [one.text for one in to_confirm(draft)] == ["More than usual."]
    assert authors_in(draft) == {coder.ref}


def test_once_issued_it_supersedes_the_version_that_was_wrong(issued, figures, lead, other_lead):
    before = issued.content
    draft = start_correction(issued, WRONG, FRONT, by=lead)
    approve(draft, draft.checksum, by=other_lead)
    issue(draft, draft.checksum, by=Command())

    assert (issued.status, draft.status) == (RunStatus.SUPERSEDED, RunStatus.ISSUED)
    assert issued.content == before
    with pytest.raises(Refused, match="corrected version"):
        withdraw(issued, "Late.", by=lead)


def test_built_again_it_keeps_its_notice(issued, figures, lead):
    draft = start_correction(issued, WRONG, FRONT, by=lead)

    refresh(draft, FRONT, draft.checksum, by=lead)

    assert document_of(draft).notice.wrong == WRONG
    assert document_of(draft).version == 2


def test_of_one_report_there_is_one_correction_at_a_time(database, issued, figures, lead):
    first = start_correction(issued, WRONG, FRONT, by=lead)
    with pytest.raises(Refused, match="already"):
        start_correction(issued, WRONG, FRONT, by=lead)
    withdraw(first, "Begun by mistake.", by=lead)

    assert start_correction(issued, WRONG, FRONT, by=lead).number == 2


def test_two_versions_in_force_are_refused_by_the_database_itself(database, issued, build):
    draft = build()
    values = dict.fromkeys(("approved_by", "approved_by_name", "approved_checksum"), "x")

    with pytest.raises(sa.exc.IntegrityError):
        database.session.execute(
            sa.update(Run)
            .where(Run.id == draft.id)
            .values(
                status=RunStatus.ISSUED,
                issued_at=issued.issued_at,
                approved_at=issued.issued_at,
                **values,
            )
        )


def test_a_reason_is_needed(issued, lead):
    with pytest.raises(DomainError, match="what was wrong"):
        start_correction(issued, "  ", FRONT, by=lead)
    with pytest.raises(DomainError, match="why"):
        withdraw(issued, "", by=lead)


def test_readers_of_a_withdrawn_report_read_why_and_no_figure(
    database, client, build, figures, lead, other_lead, reader
):
    figures.deaths = 4321
    run = build(edition=Edition.RESTRICTED)
    approve(run, run.checksum, by=other_lead)
    database.session.commit()
    name_recipient(reader, "weekly", Edition.RESTRICTED, by=lead)
    issue(run, run.checksum, by=Command())
    database.session.commit()
    sign_in_as(client, reader)
    assert "4321 deaths" in client.get(f"/reports/{run.ref}").text

    withdraw(run_with(run.ref, lead), "The figures of a force were wrong.", by=lead)
    database.session.commit()

    page = client.get(f"/reports/{run.ref}").text
    assert "The figures of a force were wrong." in page
    assert "4321" not in page
    for ending in ("json", "pdf", "html"):
        answer = client.get(f"/reports/{run.ref}/files/{ending}")
        assert answer.location == f"/reports/{run.ref}"
