"""Which practice stood in the library at an instant."""

from datetime import timedelta

from dhp.practice.actions import review, submit
from dhp.practice.for_reports import library_at
from dhp.practice.rules import Label
from tests.practice.conftest import NOW, judged, words


def test_what_was_listed_by_then_is_told_with_its_label_and_what_did_not_work_is_not(
    database, spoc, coder
):
    for title, label in (("Joint visits", Label.WORKED), ("Leaflets", Label.DID_NOT_WORK)):
        sent = submit(words(title=title), "", by=spoc)
        review(sent, 1, judged(label), by=coder)
    submit(words(title="Not yet read"), "", by=spoc)
    database.session.commit()

    found = library_at(NOW + timedelta(hours=1))

    assert [one.words for one in found] == ["Joint visits (worked)"]
    assert (found[0].about("5.06"), found[0].about("5"), found[0].about("6")) == (True, True, False)
    assert library_at(NOW - timedelta(hours=1)) == []
