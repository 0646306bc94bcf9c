"""Which notifications each person may read, and in which order lists stand."""

from datetime import timedelta

import pytest

from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at, now
from dhp.errors import Absent
from dhp.notifications import actions
from dhp.notifications.queries import (
    done_in_force,
    inbox,
    notification_with,
    visible_to,
    waiting_in_force,
)
from dhp.notifications.rules import Status
from dhp.references import shown_reference
from tests.notifications.conftest import a_draft, a_user


def seen_by(database, user) -> set[str]:
    return {found.ref for found in database.session.scalars(visible_to(user))}


def test_a_force_sees_its_own_only(database, spoc, colleague, stranger, draft):
    assert seen_by(database, spoc) == seen_by(database, colleague) == {draft.ref}
    assert seen_by(database, stranger) == set()


def test_the_unit_sees_what_was_ever_sent_and_never_a_draft(database, force, spoc, coder, sent):
    a_draft(force, spoc, "two")
    actions.return_to_force(sent, "Which town?", by=coder)
    database.session.flush()

    assert seen_by(database, coder) == {sent.ref}


def test_a_restricted_one_is_seen_by_its_writers_and_the_lead_only(
    database, spoc, colleague, coder, lead, draft
):
    actions.save(draft, {"death.police_link": "yes"}, draft.version, by=spoc)
    assert seen_by(database, colleague) == set()

    actions.send(draft, draft.send_key, "", by=spoc)

    assert seen_by(database, spoc) == seen_by(database, lead) == {draft.ref}
    assert seen_by(database, colleague) == seen_by(database, coder) == set()


@pytest.mark.parametrize(
    "role", [RoleName.ANALYST, RoleName.READER, RoleName.ADMINISTRATOR, RoleName.AUDITOR]
)
def test_everybody_else_sees_nothing(database, sent, role):
    assert seen_by(database, a_user(database, role, "Nobody Special")) == set()


def test_a_reference_is_found_as_read_out_on_the_phone(spoc, draft):
    assert notification_with(shown_reference(draft.ref).lower(), spoc) is draft


def test_a_foreign_reference_is_absent(stranger, draft):
    with pytest.raises(Absent):
        notification_with(draft.ref, stranger)


def test_the_one_that_waited_longest_comes_first(database, force, spoc, coder, sent):
    with clock_at(now() - timedelta(days=2)):
        older = a_draft(force, spoc, "two")
        actions.send(older, older.send_key, "", by=spoc)
    database.session.flush()

    assert inbox(coder) == [older, sent]
    assert waiting_in_force(spoc)[Status.SENT] == [older, sent]


def test_what_is_done_is_listed_apart_latest_first(database, force, spoc, coder, sent):
    other = a_draft(force, spoc, "two")
    actions.accept(sent, by=coder)
    with clock_at(now() + timedelta(hours=1)):
        actions.withdraw(other, "Not ours.", by=spoc)
    database.session.flush()

    assert done_in_force(spoc) == [other, sent]
    assert done_in_force(spoc, size=1) == [other]
    assert not any(waiting_in_force(spoc).values())
