"""An address is read as people and reports write it, and what is wrong with it stands beside a field."""

from datetime import date, timedelta

import pytest

from dhp.calendar import now
from dhp.statistics.explore.asking import Faults, question_of, wanted_in
from dhp.statistics.explore.names import groups_of, label_of, offered
from dhp.statistics.explore.typed import instant_in_words
from dhp.statistics.frame import Unit


def asked(**given):
    return wanted_in({name.rstrip("_"): [value] for name, value in given.items()})


def test_names_may_come_in_one_word_or_in_several():
    together = wanted_in({"measure": ["deaths"], "by": ["sex,type"]})

    assert together == wanted_in({"measure": ["deaths"], "by": ["sex", "type", ""]})
    assert together.by == ("sex", "type")


def test_an_address_that_is_written_again_asks_the_same():
    first = asked(
        measure="deaths", by="sex", where="type=iph", from_="1/4/2025", as_at="2025-11-20"
    )
    pairs: dict[str, list[str]] = {}
    for name, value in first.pinned(question_of(first)).pairs:
        pairs.setdefault(name, []).append(value)

    again = wanted_in(pairs)

    one, other = question_of(again), question_of(first)
    assert (one.by, one.where, one.start, one.last, one.as_at) == (
        *(other.by, other.where, other.start, other.last, other.as_at),
    )
    assert pairs["from"] == ["2025-04-01"]


def test_a_plus_sign_that_was_lost_on_the_way_does_no_harm():
    lost = asked(as_at="2025-11-20T09:00:00 00:00")

    assert question_of(lost).as_at.isoformat() == "2025-11-20T09:00:00+00:00"


def test_days_and_instants_can_be_typed_as_they_are_shown():
    plain = question_of(
        asked(from_="1 April 2025", to="20 Nov 2025", as_at="20 June 2025 at 09:00")
    )

    assert (plain.start, plain.last) == (date(2025, 4, 1), date(2025, 11, 20))
    assert plain.as_at.isoformat() == "2025-06-20T08:00:00+00:00"


def test_an_instant_in_words_stays_what_it_was_to_the_last_digit_until_it_is_changed():
    exactly = "2025-06-20T08:00:59.123456+00:00"
    kept = asked(as_at="20 June 2025 at 09:00", as_at_exactly=exactly)
    changed = asked(as_at="20 June 2025 at 09:01", as_at_exactly=exactly)
    cleared = asked(as_at="", as_at_exactly=exactly)

    assert [kept.as_at, cleared.as_at] == [exactly, ""]
    assert question_of(changed).as_at.isoformat() == "2025-06-20T08:01:00+00:00"


def test_no_instant_leaves_the_box_empty_and_no_nonsense_is_lost():
    assert [instant_in_words(text) for text in ("", "soon")] == ["", "soon"]


def test_an_instant_may_be_written_as_people_write_it():
    told = asked(as_at="9/7/2025 23:59")

    assert question_of(told).as_at.isoformat() == "2025-07-09T23:59:00+01:00"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("measure", {"measure": "births"}),
        ("by", {"by": "shoe_size"}),
        ("by", {"by": "sex,type,force"}),
        ("by", {"measure": "share"}),
        ("by", {"by": "summary"}),
        ("where", {"where": "sex"}),
        ("where", {"where": "shoe_size=9"}),
        ("where", {"where": "sex=blue"}),
        ("from", {"from": "31/2/2025"}),
        ("from", {"from": "1/1/99999999999999999999"}),
        ("from", {"from": "2025-05-01", "to": "2025-04-01"}),
        ("from", {"from": "31 February 2025"}),
        ("to", {"to": "soon"}),
        ("as_at", {"as_at": "20 November 2025 at 25:00"}),
        ("as_at", {"as_at": "yesterday"}),
        ("before", {"before": "2025-01-01"}),
        ("before", {"measure": "revisions"}),
        ("before", {"measure": "revisions", "as_at": "2025-05-01", "before": "2025-06-01"}),
        ("as_at", {"as_at": "0001-01-01"}),
        ("as_at", {"as_at": (now() + timedelta(days=2)).isoformat()}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(field, given):
    with pytest.raises(Faults) as raised:
        question_of(wanted_in({name: [value] for name, value in given.items()}))

    assert list(raised.value.by_field) == [field]


def test_everything_that_is_offered_has_words_and_can_be_asked_for():
    for unit in (Unit.DEATH, Unit.PERSON):
        names = [one.name for _title, found in offered(unit) for one in found]
        assert len(names) == len(set(names)) > 60
        assert all(label_of(unit, name) for name in names)


def test_a_filter_offers_options_and_what_is_not_known():
    groups = dict(groups_of(Unit.DEATH, "sex"))

    assert groups["female"] == "Female"
    assert "[not_known]" in groups


def test_days_may_be_written_as_people_write_them():
    assert question_of(asked(from_="1/4/2025")).start == date(2025, 4, 1)
