"""Figures are never overwritten: what stood before stays to be read."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa

from dhp.absence import Absence
from dhp.audit.models import TrailEvent
from dhp.context.actions import Entry, enter, keep, mark_of, standing
from dhp.context.models import Capture
from dhp.context.overview import of_week
from dhp.context.queries import history, numbers
from dhp.context.strands import add_strand, end_strand, strand_with, strands
from dhp.errors import DomainError, Refused, Stale
from tests.context.conftest import NOW, WEEK


def figures(force, week=WEEK):
    overview = of_week(week, [force], strands())
    return {
        strand.code: cell
        for strand, cell in zip(overview.strands, overview.rows[0].cells, strict=True)
    }


def acts(database):
    return list(database.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)))


def test_a_number_a_nil_and_a_silence_stay_apart(kent, tell):
    tell(kent, da_incidents=12, missing=0)

    cells = figures(kent)
    assert cells["da_incidents"].figure == 12
    assert cells["missing"].figure is Absence.CONFIRMED_NONE
    assert cells["section_136"].figure is Absence.NOT_RETURNED


def test_what_was_told_once_is_not_called_corrected(database, kent, spoc):
    enter(Entry(kent, WEEK, {"da_incidents": 12}), by=spoc, saw=0)  # by a clock that runs
    database.session.commit()

    assert not figures(kent)["da_incidents"].corrected


def test_a_correction_keeps_what_it_replaced(database, kent, tell):
    tell(kent, da_incidents=12, at="2026-03-01T10:00")
    tell(kent, da_incidents=15, at="2026-03-02T10:00", reason="Recorded later.")

    told = history(kent, WEEK)
    assert [row.count for row in told] == [15, 12]
    assert told[0].returned_at == told[1].returned_at
    assert told[0].reason == "Recorded later."
    assert told[1].superseded_at == told[0].recorded_at
    assert acts(database) == ["capture.returned", "capture.corrected"]


def test_what_stood_at_an_instant_can_be_read_again(kent, tell):
    tell(kent, da_incidents=12, at="2026-03-01T10:00")
    tell(kent, da_incidents=15, at="2026-03-03T10:00")
    strand = strand_with("da_incidents").id

    then = numbers([kent], [WEEK], NOW.replace(day=2)).of(strand, WEEK)
    before = numbers([kent], [WEEK], NOW.replace(month=2)).of(strand, WEEK)

    assert then == {kent.id: 12}
    assert before == {}
    assert numbers([kent], [WEEK]).of(strand, WEEK) == {kent.id: 15}


def test_a_figure_taken_back_is_not_returned_again(kent, tell):
    tell(kent, da_incidents=12)
    tell(kent, da_incidents=None)

    assert figures(kent)["da_incidents"].figure is Absence.NOT_RETURNED
    assert numbers([kent], [WEEK]).of(strand_with("da_incidents").id, WEEK) == {}


def test_a_correction_after_the_cut_off_does_not_make_a_figure_late(kent, tell):
    tell(kent, da_incidents=12, da_crimes=3, at="2026-03-05T23:59:59")
    tell(kent, da_incidents=15, missing=4, at="2026-03-06T00:00:00")

    cells = figures(kent)
    assert (cells["da_incidents"].late, cells["da_incidents"].corrected) == (False, True)
    assert (cells["missing"].late, cells["missing"].corrected) == (True, False)


def test_telling_the_same_again_changes_nothing(database, kent, tell):
    tell(kent, da_incidents=12, missing=0)
    kept = tell(kent, da_incidents=12, missing=0, section_136=None)

    assert (kept.new, kept.changed) == (0, 0)
    assert acts(database) == ["capture.returned"]


def test_a_strand_left_out_stays_as_it_is(kent, tell):
    tell(kent, da_incidents=12)
    tell(kent, missing=4)

    assert figures(kent)["da_incidents"].figure == 12


@pytest.mark.parametrize(
    ("counts", "week"),
    [
        ({"da_incidents": 12}, WEEK.next),  # it still runs
        ({"no_such": 12}, WEEK),
        ({"da_incidents": -1}, WEEK),
        ({"da_incidents": 100_000}, WEEK),
    ],
)
def test_one_impossible_figure_refuses_all(database, kent, tell, counts, week):
    with pytest.raises(DomainError):
        tell(kent, week, missing=4, **counts)

    database.session.rollback()
    assert database.session.query(Capture).count() == 0


def test_whoever_did_not_see_what_stands_is_told(database, kent, tell, spoc):
    tell(kent, da_incidents=12)

    with pytest.raises(Stale):
        enter(Entry(kent, WEEK, {"da_incidents": 15}), by=spoc, saw=0)


def test_whoever_saw_what_stands_may_change_it(database, kent, tell, spoc):
    tell(kent, da_incidents=12)
    entry = Entry(kent, WEEK, {"da_incidents": 15})

    kept = enter(entry, by=spoc, saw=mark_of(standing([entry]).values()))

    assert (kept.new, kept.changed) == (0, 1)


def test_of_two_who_send_at_once_one_is_told(app, database, kent, spoc):
    outcomes, gate = [], threading.Barrier(2)
    force_id, user_id = kent.id, spoc.id
    database.session.rollback()

    def send(number):
        with app.app_context():
            force = database.session.get(type(kent), force_id)
            user = database.session.get(type(spoc), user_id)
            database.session.rollback()
            gate.wait()
            try:
                enter(Entry(force, WEEK, {"da_incidents": number}), by=user, saw=0)
                database.session.commit()
                outcomes.append("kept")
            except Stale:
                database.session.rollback()
                outcomes.append("told")

    threads = [threading.Thread(target=send, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["kept", "told"]
    assert database.session.query(Capture).count() == 1


def test_many_forces_are_kept_together_with_an_event_each(database, kent, essex, coder):
    entries = [Entry(force, WEEK, {"da_incidents": 5, "missing": 0}) for force in (kent, essex)]

    kept = keep(entries, by=coder)
    database.session.commit()

    assert (kept.new, kept.changed) == (4, 0)
    assert acts(database) == ["capture.returned", "capture.returned"]


def test_a_new_strand_is_asked_for_from_its_first_whole_week(database, kent, lead, tell):
    add_strand(
        code="stalking",
        name="Stalking",
        definition="Crimes of stalking.",
        unit="Crimes",
        since=date(2026, 2, 13),
        by=lead,
    )
    database.session.commit()

    assert "stalking" in figures(kent)
    assert "stalking" not in figures(kent, WEEK.previous.previous)
    with pytest.raises(DomainError, match="not asked for"):
        tell(kent, WEEK.previous.previous, stalking=4)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "missing"}, "code"),
        ({"code": "Stalking crimes"}, "code"),
        ({"name": "Missing people"}, "name"),
        ({"definition": "  "}, "definition"),
        ({"unit": ""}, "unit"),
    ],
)
def test_a_strand_needs_words_and_a_code_of_its_own(lead, given, field):
    words = {"code": "stalking", "name": "Stalking", "definition": "Crimes.", "unit": "Crimes"}

    with pytest.raises(DomainError) as refused:
        add_strand(**words | given, since=WEEK.start, by=lead)

    assert refused.value.field == field


def test_an_ended_strand_keeps_its_figures_and_is_asked_for_no_more(database, kent, lead, tell):
    tell(kent, WEEK.previous, missing=4)
    strand = strand_with("missing")

    end_strand(strand, WEEK.previous.end, by=lead)
    database.session.commit()

    assert "missing" not in figures(kent)
    assert figures(kent, WEEK.previous)["missing"].figure == 4
    with pytest.raises(Refused, match="ended already"):
        end_strand(strand, WEEK.end, by=lead)
