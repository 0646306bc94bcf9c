"""The ledger of releases: what was issued counts for ever, what was only prepared does not."""

from datetime import UTC, date, datetime

import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit.queries import about
from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.statistics.releases import queries
from dhp.statistics.releases.actions import Showing, issue_release, prepare, reopen, sign, withdraw
from dhp.statistics.releases.models import ReleasedCell, ReleaseStatus
from dhp.statistics.releases.page import shown_tables
from tests.accounts.people import add_user, sign_in_as
from tests.statistics.disclosure.tables import listed, shown

HIDDEN = "[c]"
AS_AT = datetime(2025, 11, 21, tzinfo=UTC)


@pytest.fixture
def people(database):
    return {role: add_user(role) for role in (RoleName.CODER, RoleName.LEAD, RoleName.READER)}


def prepared(people, counts, day=20):
    """A release of these counts in the growing table, for the week that ends on `day`."""
    clearing = queries.cleared_with_ledger([listed(counts)])
    week = date(2025, 11, day - 6), date(2025, 11, day)
    showing = Showing(f"run-{day}", "Weekly", *week, AS_AT)
    return prepare(clearing, showing, by=people[RoleName.CODER])


def issued(people, counts, day=20):
    release, lead = prepared(people, counts, day), people[RoleName.LEAD]
    sign(release, release.fingerprint, by=lead)
    issue_release(release, by=lead)
    return release


def now_shown(counts):
    return shown(queries.cleared_with_ledger([listed(counts)]).tables[0])


def test_what_was_issued_counts_in_every_later_clearing(people):
    issued(people, {"a": 31, "b": 40})

    assert now_shown({"a": 32, "b": 50})["a"] == HIDDEN


def test_what_was_only_prepared_or_signed_was_read_by_nobody(people):
    release = prepared(people, {"a": 31, "b": 40})
    sign(release, release.fingerprint, by=people[RoleName.LEAD])

    assert now_shown({"a": 32, "b": 50}) == {"a": "32", "b": "50", "total": "82"}


def test_the_ledger_keeps_the_count_and_the_interval_and_shows_neither(people):
    release = prepared(people, {"a": 2, "b": 40, "c": 9})

    kept = {cell.row_key: cell for cell in release.tables[0].cells}
    assert (kept["a"].count, kept["a"].hidden) == (2, True)
    assert kept["a"].high - kept["a"].low >= 3
    assert (kept["b"].hidden, kept["b"].low) == (False, None)
    assert '"value": 2' not in release.tables[0].content
    assert shown(queries.cleared_tables(release)[0])["a"] == HIDDEN


def test_nobody_signs_off_what_they_made(people):
    release = prepared(people, {"a": 31})

    with pytest.raises(Refused, match="second person"):
        sign(release, release.fingerprint, by=people[RoleName.CODER])


def test_only_what_was_read_is_signed_off(people):
    release = prepared(people, {"a": 31})

    with pytest.raises(Stale, match="no longer"):
        sign(release, "0" * 64, by=people[RoleName.LEAD])


def test_the_fingerprint_covers_what_was_issued_before(people):
    first = prepared(people, {"a": 31}).fingerprint
    assert prepared(people, {"a": 31}).fingerprint == first

    issued(people, {"a": 31})

    assert prepared(people, {"a": 31}, day=27).fingerprint != first


def test_issuing_one_release_withdraws_those_that_did_not_know_of_it(database, people):
    lead = people[RoleName.LEAD]
    one, other = (prepared(people, {"a": 31, "b": 40}, day) for day in (20, 13))
    for release in (one, other):
        sign(release, release.fingerprint, by=lead)

    issue_release(one, by=lead)

    database.session.commit()
    assert other.status is ReleaseStatus.WITHDRAWN
    assert [event.act for event in about(other.ref)][-1] == "release.withdrawn"
    with pytest.raises(Refused):
        issue_release(other, by=lead)


def test_without_a_sign_off_nothing_is_issued(people):
    with pytest.raises(Refused, match="signed off"):
        issue_release(prepared(people, {"a": 31}), by=people[RoleName.LEAD])


def test_what_was_issued_is_not_withdrawn(people):
    release = issued(people, {"a": 31})

    with pytest.raises(Refused, match="cannot be taken back"):
        withdraw(release, "A slip.", by=people[RoleName.LEAD])


def test_a_reopened_series_shows_again_what_is_safe(people):
    release = issued(people, {"a": 31, "b": 40, "c": 9})
    later = issued(people, {"a": 32, "b": 45, "c": 19}, day=27)
    assert shown(queries.cleared_tables(later)[0])["a"] == HIDDEN
    counts = {"a": 38, "b": 55, "c": 29}
    assert now_shown(counts)["a"] == HIDDEN

    reopen(release.tables[0].series, "Enough has come.", by=people[RoleName.LEAD])

    assert now_shown(counts) == {"a": "38", "b": "55", "c": "29", "total": "122"}
    assert now_shown({"a": 33, "b": 55, "c": 29})["a"] == HIDDEN


def test_only_what_was_issued_can_be_reopened_and_with_a_reason(people):
    lead = people[RoleName.LEAD]
    with pytest.raises(DomainError, match="Nothing of these tables"):
        reopen("T9", "Why not.", by=lead)

    series = issued(people, {"a": 31}).tables[0].series

    with pytest.raises(DomainError, match="Say why"):
        reopen(series, " ", by=lead)


def test_releases_are_for_the_unit_alone(people):
    release = prepared(people, {"a": 31})

    assert queries.latest_releases(people[RoleName.CODER]) == [release]
    assert queries.latest_releases(people[RoleName.READER]) == []
    with pytest.raises(Absent):
        queries.release_with(release.ref, people[RoleName.READER])


def test_the_page_shows_intervals_and_never_a_hidden_count(database, client, people):
    release = prepared(people, {"a": 1777, "b": 2, "c": 3999, "d": 4888})
    database.session.commit()
    sign_in_as(client, people[RoleName.LEAD])

    page = client.get(f"/releases/{release.ref}").text

    hidden = database.session.query(ReleasedCell).filter_by(hidden=True).all()
    assert {cell.row_key for cell in hidden} == {"a", "b"}
    assert "from 0 to 1,779" in page
    assert "1,777" not in page
    assert "Sign off" in page


def test_whoever_made_it_is_not_asked_to_sign(database, client, people):
    release = prepared(people, {"a": 31})
    database.session.commit()
    sign_in_as(client, people[RoleName.CODER])

    page = client.get(f"/releases/{release.ref}").text

    assert "A lead who did not make this release signs it off." in page
    assert "<button" not in page.split("What these figures hide")[-1].split("</main>")[0]


def test_a_lead_withdraws_and_reopens_with_a_reason(database, client, people):
    release = issued(people, {"a": 31, "b": 40})
    waiting = prepared(people, {"a": 37, "b": 47}, day=27)
    database.session.commit()
    sign_in_as(client, people[RoleName.LEAD])

    blank = client.post(f"/releases/{waiting.ref}/withdraw", data={"reason": ""})
    done = client.post(f"/releases/{waiting.ref}/withdraw", data={"reason": "Late notices."})
    asked = client.get(f"/releases/{release.ref}/reopen").text
    form = {"series": release.tables[0].series, "reason": "Enough has come."}
    opened = client.post(f"/releases/{release.ref}/reopen", data=form)

    assert (blank.status_code, done.status_code, opened.status_code) == (422, 303, 303)
    assert "T1: Deaths" in asked
    assert waiting.withdrawn_because == "Late notices."


def test_the_page_tells_what_earlier_issues_add(people):
    """31 was shown; of 32 nobody may know, but whoever kept the issue knows of 31."""
    issued(people, {"a": 31, "b": 40, "c": 9})
    release = prepared(people, {"a": 32, "b": 50, "c": 20}, day=27)

    told = {one.row: one for one in shown_tables(release)[0].protected}

    assert told["A"].beside.startswith(("31 or", "from 31 to"))
    assert told["A"].interval != told["A"].beside


def test_a_count_that_fell_says_nothing_beside_earlier_issues(people):
    issued(people, {"a": 31, "b": 40, "c": 9})
    release = prepared(people, {"a": 30, "b": 50, "c": 20}, day=27)

    told = {one.row: one for one in shown_tables(release)[0].protected}

    assert told["A"].interval == told["A"].beside


def test_the_first_page_tells_a_lead_of_a_release_that_waits(database, client, people):
    prepared(people, {"a": 31})
    database.session.commit()
    sign_in_as(client, people[RoleName.LEAD])

    assert "Sign off what is hidden" in client.get("/").text
