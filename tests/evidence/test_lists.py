"""A list of others beside ours: candidates, decisions with reasons, and who may know of which case."""

import threading
from datetime import date
from functools import partial
from io import BytesIO

import pytest
import sqlalchemy as sa

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.definitions import DeathType
from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.evidence.candidates import candidates_of
from dhp.evidence.closing import close
from dhp.evidence.list_actions import Choice, NewList, decide, open_list, take_back
from dhp.evidence.list_models import ListDecision
from dhp.evidence.list_queries import case_in, entry_in, list_with, lists, workspace
from dhp.evidence.rules import Outcome, Reason
from tests.accounts.people import add_user, sign_in_as
from tests.evidence.conftest import ROWS, list_of
from tests.harness.races import at_once, inside

MATCHED, ALONE, LEFT = Outcome.MATCHED, Outcome.ONE_ONLY, Outcome.LEFT


def entries(opened, user):
    return [one.entry for one in workspace(opened, user).theirs]


def counts(opened, user):
    space = workspace(opened, user)
    both, alone, left = (space.matched, space.theirs_only, space.left)
    return tuple(map(len, (space.waiting, both, alone, left, space.ours_waiting, space.ours_only)))


def test_candidates_are_the_cases_most_like_a_death(opened, died, coder):
    twin = died("2025-03-01", suspect1__age="36", suspect1__relationship="ex-partner")
    died("2025-03-05", victim__age="80")
    died("2025-11-01")
    space = workspace(opened, coder)

    found = candidates_of(space.waiting, space, coder)

    first, second, _third = (found[one.entry.id] for one in space.theirs)
    assert [pair.case for pair in first] == [twin]
    assert first[0].likeness.label == "Very alike"
    assert second == []


def test_a_matched_case_is_no_candidate_for_another_death(opened, died, coder):
    twin = died("2025-03-01", suspect1__age="36", suspect1__relationship="ex-partner")
    decide(opened, Choice(MATCHED, entries(opened, coder)[1], twin), by=coder)
    space = workspace(opened, coder)

    assert candidates_of(space.waiting, space, coder)[space.theirs[0].entry.id] == []


def test_each_death_is_settled_with_a_reason(opened, died, coder):
    twin, alone = died("2025-03-01"), died("2025-05-01")
    first, second, third = entries(opened, coder)
    before = counts(opened, coder)

    decide(opened, Choice(MATCHED, first, twin), by=coder)
    decide(opened, Choice(ALONE, second, None, Reason.MISSED, "Asked."), by=coder)
    decide(opened, Choice(LEFT, third), by=coder)
    decide(opened, Choice(ALONE, None, alone, Reason.OTHER_RULE), by=coder)

    assert before == (3, 0, 0, 0, 2, 0)
    assert counts(opened, coder) == (0, 1, 1, 1, 0, 1)
    capture = workspace(opened, coder).capture
    assert (capture.matched, capture.ours_only, capture.theirs_only) == (1, 0, 1)


def test_a_reason_is_asked_for(opened, coder):
    with pytest.raises(DomainError) as refusal:
        decide(opened, Choice(ALONE, entries(opened, coder)[0]), by=coder)

    assert refusal.value.field == "reason"


def test_a_decision_takes_the_place_of_another_which_is_kept(database, opened, died, coder):
    twin, first = died("2025-03-01"), entries(opened, coder)[0]
    decide(opened, Choice(ALONE, None, twin, Reason.MISSED), by=coder)
    decide(opened, Choice(ALONE, first, None, Reason.MISSED), by=coder)
    decide(opened, Choice(MATCHED, first, twin), by=coder)
    database.session.commit()

    standing = database.session.query(ListDecision).filter_by(superseded_at=None).all()
    assert [one.outcome for one in standing] == [MATCHED]
    assert database.session.query(ListDecision).count() == 3


def test_a_case_is_matched_with_one_death_of_a_list(opened, died, coder):
    twin, (first, second, _third) = died("2025-03-01"), entries(opened, coder)
    decide(opened, Choice(MATCHED, first, twin), by=coder)

    with pytest.raises(Stale, match="Take that back first"):
        decide(opened, Choice(MATCHED, second, twin), by=coder)
    take_back(opened, Choice(MATCHED, first), by=coder)
    decide(opened, Choice(MATCHED, second, twin), by=coder)

    assert counts(opened, coder)[:2] == (2, 1)


def test_ours_are_those_of_the_period_and_the_types(opened, died, lead):
    held = died("2025-12-31")
    died("2026-01-01")
    died("2025-05-01", DeathType.SVSDA)

    assert [one.case for one in workspace(opened, lead).ours] == [held]
    assert case_in(workspace(opened, lead), held.ref).case is held


def test_a_restricted_match_looks_as_left_to_the_lead(database, opened, died, coder, lead):
    hidden = died("2025-03-01", restricted=True)
    first, second, _third = entries(opened, lead)
    decide(opened, Choice(MATCHED, first, hidden), by=lead)
    decide(opened, Choice(LEFT, second), by=coder)
    database.session.commit()

    of_coder = workspace(opened, coder).theirs
    shown = [(one.outcome, one.case, one.decision is None) for one in of_coder[:2]]
    assert shown == [(LEFT, None, True), (LEFT, None, False)]
    assert workspace(opened, lead).theirs[0].case is hidden
    assert workspace(opened, coder).ours == []
    for entry in (first, second):  # the two refuse alike
        with pytest.raises(Refused, match="left to the lead"):
            decide(opened, Choice(ALONE, entry, None, Reason.MISSED), by=coder)


def test_the_pages_of_a_restricted_match_are_those_of_one_left_to_the_lead(
    client, database, opened, died, coder, lead
):
    hidden = died("2025-03-01", restricted=True)
    pair = entries(opened, lead)[:2]
    decide(opened, Choice(MATCHED, pair[0], hidden), by=lead)
    decide(opened, Choice(LEFT, pair[1]), by=lead)
    database.session.commit()
    sign_in_as(client, coder)
    at = f"/evidence/lists/{opened.ref}"

    seen = []
    for entry in pair:
        page = client.get(f"{at}/theirs/{entry.ref}").text
        shown = page.split("</dl>")[1].split("</main>")[0]
        undone = client.post(f"{at}/theirs/{entry.ref}/take-back").status_code
        seen.append((shown, undone))

    assert seen[0] == seen[1]
    assert "left to the lead" in seen[0][0]
    listed = client.get(f"{at}?show=left").text
    assert "On both (0)" in listed
    assert listed.count("Left to the lead</td>") == 2


def test_lists_are_for_the_unit(opened, coder):
    for role in (RoleName.SPOC, RoleName.READER, RoleName.ANALYST):
        user = add_user(role)
        assert list(lists(user)) == []
        with pytest.raises(Absent):
            list_with(opened.ref, user)
    with pytest.raises(Absent):
        entry_in(workspace(opened, coder), "nonsense")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"title": " "}, "title"), ({"until": date(2024, 1, 1)}, "until"), ({"types": ()}, "types")],
)
def test_a_list_is_whole(source, coder, change, field):
    given = {"title": "A", "since": date(2025, 1, 1), "until": date(2025, 2, 1)}
    new = NewList(**{"source": source, "types": (DeathType.IPH,)} | given | change)

    with pytest.raises(DomainError) as refusal:
        open_list(new, [], by=coder)

    assert refusal.value.field == field


def typed(source, *rows):
    days = {"since": ["1", "1", "2025"], "until": ["31", "12", "2025"]}
    named = {"title": "A list", "source": source.ref, "types": ["iph"]}
    return named | days | {"file": (BytesIO(list_of(*rows)), "list.csv")}


def test_a_list_is_taken_in_whole_or_not_at_all(client, opened, source, coder):
    sign_in_as(client, coder)

    refused = client.post("/evidence/lists/new", data=typed(source, ROWS[0], "HI2,,x,,,,,,"))
    bare = client.post("/evidence/lists/new", data={"title": "A list"})
    kept = client.post("/evidence/lists/new", data=typed(source, *ROWS))

    assert [one.status_code for one in (refused, bare, kept)] == [422, 422, 303]
    assert "date_of_death" in refused.text
    assert "Choose a file." in bare.text
    assert len(lists(coder)) == 2


def test_the_pages_of_a_decision(client, database, opened, died, coder):
    twin = died("2025-03-01", suspect1__age="36", suspect1__relationship="ex-partner")
    alone = died("2025-08-08")
    first, second, _third = entries(opened, coder)
    sign_in_as(client, coder)
    at = f"/evidence/lists/{opened.ref}"

    shown = client.get(f"{at}/theirs/{first.ref}").text
    answers = [
        client.post(f"{at}/theirs/{first.ref}", data={"outcome": twin.ref, "reason": ""}),
        client.post(f"{at}/theirs/{second.ref}", data={"outcome": "one only", "reason": ""}),
        client.post(f"{at}/theirs/{second.ref}", data={"outcome": "one only", "reason": "missed"}),
        client.post(f"{at}/ours/{alone.ref}", data={"reason": "not yet"}),
        client.get(f"{at}/ours/{twin.ref}"),  # it is matched
    ]

    assert "For: the same date of death" in shown
    assert [one.status_code for one in answers] == [303, 422, 303, 303, 404]
    assert counts(opened, coder) == (1, 1, 1, 0, 0, 1)
    assert client.post(f"{at}/theirs/{first.ref}/take-back").status_code == 303
    assert counts(opened, coder)[1] == 0
    read = database.session.scalars(sa.select(TrailEvent.act)).all()
    assert {"list.opened", "list.read", "list.decided"} <= set(read)


@pytest.mark.database
def test_of_two_who_close_a_list_at_once_the_second_is_told(app, database, opened, coder):
    ref, who = opened.ref, coder.id
    database.session.commit()
    both_see_it_open = threading.Barrier(2)

    def close_it(why):
        by = database.session.get(User, who)
        mine = list_with(ref, by)
        database.session.rollback()  # SQLite lets one of them write at a time
        both_see_it_open.wait()
        close(mine, why, by=by)
        database.session.commit()

    words = ("Settled with them.", "They gave it up.")
    told = at_once(*(inside(app, partial(close_it, why)) for why in words))

    assert sorted(type(one).__name__ for one in told) == ["NoneType", "Refused"]
    database.session.refresh(opened)
    assert opened.closed_because == words[isinstance(told[0], Refused)]


def test_a_closed_list_takes_no_decision_until_it_is_opened_again(client, database, opened, coder):
    first, *_others = entries(opened, coder)
    sign_in_as(client, coder)
    at = f"/evidence/lists/{opened.ref}"
    alone = {"outcome": "one only", "reason": "missed"}

    unsaid = client.post(f"{at}/close", data={"why": " "})
    client.post(f"{at}/close", data={"why": "Settled with the other body."})
    shown = [client.get(page).text for page in (at, f"{at}/theirs/{first.ref}", "/evidence/lists")]
    refused = client.post(f"{at}/theirs/{first.ref}", data=alone)
    client.post(f"{at}/open-again")
    decided = client.post(f"{at}/theirs/{first.ref}", data=alone)

    assert (unsaid.status_code, "Say why the list is closed." in unsaid.text) == (422, True)
    assert "Settled with the other body." in shown[0]
    assert "The list is closed" in shown[1]
    assert "Not yet" not in shown[2]
    assert (refused.status_code, "This list is closed." in refused.text) == (422, True)
    assert decided.status_code == 303
    read = database.session.scalars(sa.select(TrailEvent.act)).all()
    assert {"list.closed", "list.reopened"} <= set(read)


def test_a_list_takes_few_statements_however_many_deaths(client, opened, died, coder, statements):
    sign_in_as(client, coder)
    address, counted = f"/evidence/lists/{opened.ref}", []
    for days in (range(1, 2), range(2, 9)):
        for day in days:
            died(f"2025-03-{day:02d}")
        statements.clear()
        client.get(address)
        counted.append(len(statements.of_the_page))

    assert counted[0] == counted[1] <= 15
