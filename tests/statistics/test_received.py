from dhp.definitions import DeathType, Scope
from dhp.statistics.received import Span, anything_known, back_records, received
from tests.harness.record import Death, Judge, at

WEEK = Span(at("2025-06-06"), at("2025-06-13"))
LATER = at("2025-07-01")


def test_a_death_counts_in_the_span_in_which_it_was_received(death: Death) -> None:
    death("2025-06-05T23:59:59", DeathType.IPH)
    death("2025-06-06T00:00:00", DeathType.IPH)
    death("2025-06-12T23:59:59", DeathType.CHILD)
    death("2025-06-13T00:00:00", DeathType.IPH)

    (counts,) = received([WEEK], LATER)

    assert counts == {DeathType.IPH: 1, DeathType.CHILD: 1}


def test_several_spans_are_counted_apart_and_in_order(death: Death) -> None:
    death("2025-06-07", DeathType.AFH)
    death("2025-06-14", DeathType.AFH)
    death("2025-06-15", DeathType.AFH)

    first, second = received([WEEK, Span(at("2025-06-13"), at("2025-06-20"))], LATER)

    assert (first.total(), second.total()) == (1, 2)


def test_spans_that_overlap_lie_apart_or_do_not_last_are_counted_as_they_were_asked_for(
    death: Death,
) -> None:
    for day in ("2024-06-07", "2025-01-07", "2025-06-07", "2025-06-14"):
        death(day, DeathType.AFH)
    year_before = Span(at("2024-06-06"), at("2024-06-13"))
    never = Span(at("2025-01-07"), at("2025-01-07"))
    to_june = Span(at("2025-06-10"), at("2025-07-01"))
    month = Span(at("2025-06-01"), at("2025-07-01"))

    counts = received([month, never, to_june, WEEK, year_before], LATER)

    assert [count.total() for count in counts] == [2, 0, 1, 1, 1]


def test_a_death_nobody_has_judged_counts_as_not_yet_classified(death: Death) -> None:
    death("2025-06-07")

    (counts,) = received([WEEK], LATER)

    assert counts == {DeathType.UNCLASSIFIED: 1}


def test_the_type_is_the_one_that_stood_at_the_instant(death: Death, judge: Judge) -> None:
    case = death("2025-06-07", DeathType.UNEXPECTED)
    judge(case, "2025-06-20", DeathType.IPH)

    (before,) = received([WEEK], at("2025-06-19"))
    (since,) = received([WEEK], at("2025-06-21"))

    assert before == {DeathType.UNEXPECTED: 1}
    assert since == {DeathType.IPH: 1}


def test_a_death_found_to_be_out_of_scope_leaves_the_count_from_then_on(
    death: Death, judge: Judge
) -> None:
    case = death("2025-06-07", DeathType.OTHER)
    judge(case, "2025-06-20", DeathType.UNCLASSIFIED, Scope.OUT)

    (before,) = received([WEEK], at("2025-06-19"))
    (since,) = received([WEEK], at("2025-06-21"))

    assert before.total() == 1
    assert since.total() == 0


def test_a_case_opened_after_the_instant_was_not_known_then(death: Death) -> None:
    death("2025-06-07", DeathType.IPH, opened="2025-06-16")

    (before,) = received([WEEK], at("2025-06-15"))

    assert before.total() == 0


def test_a_back_record_is_counted_apart_from_what_was_received(death: Death) -> None:
    death("2025-06-07", DeathType.IPH, back_record=True)

    (counts,) = received([WEEK], LATER)

    assert counts.total() == 0
    assert back_records(WEEK, LATER) == 1


def test_no_spans_give_no_counts(death: Death) -> None:
    assert received([], LATER) == []


def test_nothing_was_known_before_the_first_case_was_opened(death: Death) -> None:
    assert not anything_known(at("2025-06-09"))

    death("2025-06-07", opened="2025-06-08")

    assert anything_known(at("2025-06-08"))
    assert not anything_known(at("2025-06-07"))
