"""Who sees which entries, what filters find, and what fits a death or a theme."""

from datetime import date

import pytest

from dhp.accounts.forces import force_with
from dhp.accounts.permissions import RoleName
from dhp.definitions import DeathType
from dhp.errors import Absent
from dhp.practice.actions import Adopted, record_adoption, review, submit
from dhp.practice.queries import (
    Wanted,
    fitting,
    library,
    looks_after,
    overdue,
    practice_with,
    waiting,
)
from dhp.practice.rules import Label, Standing, Status
from tests.accounts.people import add_user
from tests.practice.conftest import TODAY, judged, words


def titles(user, **asked):
    return [one.wording.title for one in library(user, Wanted(**asked))]


def test_what_waits_is_for_its_force_and_the_unit(database, spoc, coder):
    sent = submit(words(), "", by=spoc)
    database.session.commit()
    other = add_user(RoleName.SPOC, email="e@example.org", force=force_with("E23000028"))
    readers = [add_user(role) for role in (RoleName.READER, RoleName.ANALYST)]

    assert [bool(titles(one)) for one in (spoc, coder, other, *readers)] == [True] * 2 + [False] * 3
    assert practice_with(sent.ref, spoc) is sent
    for one in (other, *readers):
        with pytest.raises(Absent):
            practice_with(sent.ref, one)


@pytest.mark.parametrize("role", [RoleName.ADMINISTRATOR, RoleName.AUDITOR])
def test_the_library_is_not_for_those_who_look_after_accounts_or_the_trail(add_listed, role):
    add_listed()

    assert titles(add_user(role)) == []


def test_an_entry_is_looked_after_by_its_force_and_the_unit(database, spoc, coder, add_listed):
    own, others = submit(words(), "", by=spoc), add_listed()
    reader = add_user(RoleName.READER)

    assert [looks_after(one, own) for one in (spoc, coder, reader)] == [True, True, False]
    assert not looks_after(spoc, others)


def test_a_theme_is_found_at_any_depth(add_listed, lead):
    add_listed(title="Five", themes=("5",))
    add_listed(title="Below five", themes=("5.03.02",))
    add_listed(title="Ten", themes=("10",))
    add_listed(title="One", themes=("1",))

    found = {ref: titles(lead, theme=ref) for ref in ("5", "5.03", "1", "10")}

    assert found == {
        "5": ["Below five", "Five"],
        "5.03": ["Below five"],
        "1": ["One"],
        "10": ["Ten"],
    }


def test_filters_find_types_labels_and_forces(database, add_listed, spoc, lead):
    add_listed(Label.WORKED, title="Homicide", types=(DeathType.IPH, DeathType.AFH))
    used = add_listed(Label.NEW, title="Children", types=(DeathType.CHILD,))
    record_adoption(used, Adopted(spoc.force, Standing.USING, TODAY), by=spoc)
    submit(words(title="Sent"), "", by=spoc)

    assert titles(lead, type=DeathType.AFH) == ["Homicide"]
    assert titles(lead, label=Label.NEW) == ["Children"]
    assert titles(lead, force=spoc.force.code) == ["Children", "Sent"]
    assert titles(lead, status=Status.WAITING) == ["Sent"]


def test_a_review_is_overdue_the_day_after_its_day(database, add_listed, lead, coder):
    late = submit(words(title="Late"), "A charity", by=coder)
    review(late, 1, judged(review_on=date(2026, 3, 5)), by=lead)
    add_listed(title="Fresh")

    assert [overdue(lead, date(2026, 3, day)) for day in (5, 6)] == [[], [late]]
    assert titles(lead, overdue=True) == []


def test_what_waits_longest_comes_first(database, spoc, lead):
    sent = [submit(words(title=title), "", by=spoc) for title in ("B", "A")]

    assert waiting(lead) == sent


def test_what_fits_is_listed_and_has_not_failed(add_listed, coder):
    for label in (Label.NEW, Label.DID_NOT_WORK, Label.MIXED, Label.WORKED, Label.PROMISING):
        add_listed(label, title=label.value)
    submit(words(title="Waiting"), "A charity", by=coder)

    fits = fitting([DeathType.UNEXPECTED], limit=9)

    assert [one.title for one in fits] == ["worked", "promising", "mixed", "new"]


def test_what_fits_is_for_the_type_and_about_the_theme(add_listed):
    add_listed(title="Type alone", types=(DeathType.IPH,), themes=("6",))
    add_listed(title="Both", types=(DeathType.IPH, DeathType.CHILD), themes=("5.03",))
    add_listed(title="Theme alone", types=(DeathType.CHILD,), themes=("5",))

    assert [one.title for one in fitting([DeathType.IPH])] == ["Both", "Type alone"]
    assert [one.title for one in fitting([DeathType.IPH], ["5"])] == ["Both"]
    assert [one.title for one in fitting([], ["5"])] == ["Both", "Theme alone"]
    assert len(fitting([], limit=1)) == 1
