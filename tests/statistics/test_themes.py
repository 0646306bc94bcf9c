"""Prevalence, co-occurrence, trend and saturation, held against a recount from the raw rows."""

from datetime import timedelta
from functools import cache

import pytest

from dhp.calendar import now
from dhp.coding.agreement import krippendorff_alpha
from dhp.coding.codebook.history import happenings
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.rules import PassState, Polarity
from dhp.coding.reliability import Standing
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.statistics.disclosure.grids import counts_of
from dhp.statistics.tables import TOTAL
from dhp.statistics.themes.coded import coded
from dhp.statistics.themes.for_reports import most_found, theme_in_report
from dhp.statistics.themes.prevalence import of_type, prevalence
from dhp.statistics.themes.saturation import Batch, Saturation, saturation
from dhp.statistics.themes.tables import by_type_table, trend_table, ways_table
from dhp.statistics.themes.together import LEAST, able, pair, pairs
from dhp.statistics.themes.trend import trend
from tests.statistics import coded_world as world
from tests.statistics.theme_recount import Recount, wilson


@pytest.fixture
def invented(once):
    """80 invented cases, read once: nothing of them is bound to the database."""
    once(world.build)
    return _read()


@pytest.fixture
def recount(invented):
    return _counted()


@cache
def _read():
    return coded(now())


@cache
def _counted():
    return Recount(_read().as_at)


def figures(present, ref, kind=None):
    seen = present.seen[present.book.with_ref(ref).id]
    return prevalence(seen, of_type(present, kind))


def test_every_entry_counts_what_the_raw_rows_say(invented, recount):
    told = []
    for entry in invented.book.walk():
        one, base = figures(invented, entry.ref), recount.base(entry.ref)
        ways = {way.value: recount.found(entry.ref, way.value) & base for way in Polarity}
        unsaid = base - set().union(*ways.values())
        again = (len(base), {way: len(cases) for way, cases in ways.items()}, len(unsaid))
        counted = (one.base, {way.value: n for way, n in one.ways.items()}, one.unsaid)
        if counted != again:
            told.append((entry.ref, counted, again))

    assert told == []


@pytest.mark.parametrize("ref", [*world.CLEAR[:3], world.NOISY, "1", "1.01", "3.01", "10.01.01"])
def test_alpha_is_that_of_the_measure_for_any_number_of_coders(invented, recount, ref):
    assert figures(invented, ref).alpha == pytest.approx(
        krippendorff_alpha(recount.ratings(ref)).value
    )


def test_each_type_of_death_is_a_part_of_all(invented, recount):
    ref = world.CLEAR[0]
    parts = {kind: figures(invented, ref, kind) for kind in DeathType}

    for kind, one in parts.items():
        base = {case for case in recount.base(ref) if recount.cases[case] == kind.value}
        assert (one.base, one.present) == (len(base), len(recount.found(ref) & base))
    assert sum(one.base for one in parts.values()) == figures(invented, ref).base
    assert parts[DeathType.IPH].base > 5


def test_the_interval_is_wilsons(invented, recount):
    one = figures(invented, world.CLEAR[0])

    assert one.interval == pytest.approx(wilson(one.present, one.base))
    assert one.interval[0] < one.share < one.interval[1]


def test_what_coders_do_not_agree_on_has_no_numbers(invented):
    noisy = figures(invented, world.NOISY)
    never = figures(invented, "10.01.01")
    entry = invented.book.with_ref(world.NOISY)
    told = theme_in_report(invented, entry)

    assert noisy.present > 5
    assert noisy.standing is Standing.UNDER_DEVELOPMENT
    assert (noisy.share, noisy.interval) == (None, None)
    assert (told.tables, told.to_clear) == ((), None)
    assert "Under development" in told.found
    assert (never.standing, never.share) == (Standing.UNDEFINED, None)
    for table in (by_type_table(invented, entry), ways_table(invented, entry)):
        assert {cell.shown for row in table.rows for cell in row.cells.values()} == {"[x]"}
    assert entry.id not in {one.entry.id for one in able(invented, invented.book.codes)}


def test_a_standing_is_tentative_from_667_and_reliable_from_800(invented):
    found = {figures(invented, code.ref).standing for code in invented.book.codes}

    for code in invented.book.codes:
        one = figures(invented, code.ref)
        wanted = {
            one.alpha is None: Standing.UNDEFINED,
            one.alpha is not None and one.alpha < 0.667: Standing.UNDER_DEVELOPMENT,
            one.alpha is not None and 0.667 <= one.alpha < 0.8: Standing.TENTATIVE,
            one.alpha is not None and one.alpha >= 0.8: Standing.RELIABLE,
        }
        assert one.standing is wanted[True]
    assert found >= {Standing.UNDEFINED, Standing.UNDER_DEVELOPMENT, Standing.RELIABLE}


def test_a_code_that_came_later_is_not_looked_for_in_cases_coded_before(invented, recount):
    new = next(code for code in invented.book.codes if code.label == "A new code")
    later = {case for case, numbers in recount.versions.items() if min(numbers) == 2}

    assert figures(invented, new.ref).base == len(later)
    assert 0 < len(later) < len(invented.cases)


def test_marks_of_a_merged_code_are_read_as_the_other(invented):
    merged, into = (world.code_with(ref).id for ref in (world.MERGED, world.INTO))
    marked = {mark.case_id for mark in db.session.query(Mark).filter_by(code_id=merged)}
    other = {mark.case_id for mark in db.session.query(Mark).filter_by(code_id=into)}
    present = invented.ids(invented.seen[into].ways[Polarity.PRESENT])

    assert invented.book.find(merged) is None
    assert marked & set(present) - other


def test_a_part_of_a_split_code_counts_old_cases_once_they_are_coded_again(invented, recount):
    whole = world.code_with(world.SPLIT).id
    part = next(code for code in invented.book.codes if code.label == "One part")
    found, early = figures(invented, part.ref), coded(world.AGAIN - timedelta(days=1))
    old = {case for case in recount.base(part.ref) if 1 in recount.versions[case]}
    waits = {case for case in recount.said if any(whole in dict(one) for one in recount.said[case])}

    assert old & recount.found(part.ref)
    assert waits & recount.looked(part.id)
    assert not waits & recount.base(part.ref)
    assert found.waiting >= len(waits & recount.looked(part.id))
    assert figures(early, part.ref).present == 0
    assert figures(early, part.ref).base == len(Recount(early.as_at).base(part.ref))
    assert [case for case, numbers in recount.versions.items() if set(numbers) == {1, 2}]


def test_restricted_cases_are_counted(invented):
    from_the_table = {case.case_id for case in invented.cases}

    assert {11, 22, 33} & from_the_table
    assert 17 not in from_the_table  # out of scope


def test_an_earlier_instant_gives_what_stood_then(once, recount, invented):
    then = world.CHANGED + timedelta(days=40)
    present, again = coded(then), Recount(then)
    before = coded(world.CHANGED - timedelta(days=1))

    assert {case.case_id for case in present.cases} == set(again.said)
    assert 0 < len(present.cases) < len(invented.cases)
    for ref in world.CLEAR:
        one = figures(present, ref)
        assert (one.base, one.present) == (
            len(again.base(ref)),
            len(again.found(ref) & again.base(ref)),
        )
    assert before.book.number == 1
    assert before.book.with_ref(world.MERGED).label


def test_what_somebody_has_still_to_read_does_not_move_their_figures(invented):
    cora = world.person("cora")
    one = invented.cases[0].case_id
    theirs = db.session.query(CodingPass).filter_by(case_id=one).first()
    theirs.state, theirs.ended_at, theirs.version_id = PassState.OPEN, None, None
    theirs.kind, theirs.coder_id = "calibration", world.person("lena").id
    db.session.flush()

    assert one not in {case.case_id for case in coded(now(), world.person("lena")).cases}
    assert one in {case.case_id for case in coded(now(), cora).cases}
    db.session.rollback()


def test_pairs_count_cases_in_which_both_were_looked_for(invented, recount):
    codes = [one.entry for one in able(invented, invented.book.codes)]
    found = pairs(invented, codes)

    assert len(found) > 5
    for one in found:
        base = recount.base(one.first.ref) & recount.base(one.second.ref)
        a, b = (recount.found(entry.ref) & base for entry in (one.first, one.second))
        assert (one.base, one.in_first, one.in_second) == (len(base), len(a), len(b))
        assert one.both == len(a & b) >= LEAST
        assert one.jaccard == pytest.approx(len(a & b) / len(a | b))
        assert one.lift == pytest.approx(
            len(a & b) / len(base) / (len(a) * len(b) / len(base) ** 2)
        )
    assert found == sorted(found, key=lambda one: -one.jaccard)
    few = [pair(invented, a, b) for a in codes for b in codes if a.id < b.id]
    assert len(found) == sum(one.both >= LEAST for one in few)


def test_the_curve_counts_codes_that_no_earlier_case_held(invented, recount):
    found = saturation(invented)
    order = sorted(recount.ended, key=lambda case: (recount.ended[case], case))
    standing, known, totals = set(recount.standing_codes()), set(), []
    for case in order:
        known |= {code for code, way in recount.holds[case] if way != "cannot tell"} & standing
        totals.append(len(known))

    assert list(found.totals) == totals
    assert found.totals[-1] > 8
    assert sum(batch.new for batch in found.batches) == totals[-1]
    assert [batch.first for batch in found.batches] == list(range(1, len(order) + 1, 10))


@pytest.mark.parametrize(
    ("new", "levelled"), [((4, 0, 0), True), ((40, 3, 0), False), ((40,), False)]
)
def test_the_curve_has_levelled_when_two_whole_batches_bring_few(new, levelled):
    batches = tuple(
        Batch(10 * n + 1, 10 * n + 10, count, sum(new[:n]), (1, 1)) for n, count in enumerate(new)
    )
    unfinished = Batch(10 * len(new) + 1, 10 * len(new) + 3, 9, sum(new), (1, 1))

    assert Saturation((), (*batches, unfinished)).levelled is levelled


@pytest.mark.parametrize(
    ("ref", "broken"), [(world.INTO, [2]), (world.REVISED, [2]), ("2.01.01", [])]
)
def test_a_trend_says_where_the_codebook_changed_what_is_marked(invented, recount, ref, broken):
    entry = invented.book.with_ref(ref)
    points = trend(invented, invented.seen[entry.id], happenings([1, 2]))

    marked = [point for point in points if point.breaks]
    assert [number for point in marked for number in point.breaks] == broken
    assert sum(point.figures.base for point in points) == len(recount.base(ref))
    for point in marked:
        before = [one for one in points if one.label < point.label and one.versions]
        assert point.versions[1] == 2
        assert {one.versions for one in before} == {(1, 1)}
    notes = trend_table(invented, entry, points).notes
    assert any("codebook 2" in note for note in notes) == bool(broken)


def test_a_theme_breaks_where_a_code_under_it_came_or_changed(invented):
    broken = {
        ref: [
            number
            for point in trend(
                invented, invented.seen[invented.book.with_ref(ref).id], happenings([1, 2])
            )
            for number in point.breaks
        ]
        for ref in ("1.02", "3.01", "2.01")
    }

    assert broken == {"1.02": [2], "3.01": [2], "2.01": []}


def test_a_report_can_include_a_theme(invented):
    entry = invented.book.with_ref(world.CLEAR[0])
    told = theme_in_report(invented, entry)
    table = told.tables[0]

    assert told.heading.endswith(entry.label)
    assert told.found.startswith(("Present in ", "Tentative: present in "))
    assert [row.key for row in table.rows] == [*(kind.value for kind in DeathType), TOTAL]
    assert any("finished" in note for note in table.notes)
    top = most_found(invented, invented.book.codes, 3)
    counts = [row.cells["present"].value for row in top.rows]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 3


def test_the_table_of_counts_is_one_that_can_be_cleared(invented):
    told = theme_in_report(invented, invented.book.with_ref(world.CLEAR[0]))
    counts = counts_of(told.to_clear)  # raises where a cell is no count, or the sums do not hold

    assert {column for _row, column in counts} == {"present", "other", TOTAL}
    assert counts[TOTAL, TOTAL] == figures(invented, world.CLEAR[0]).base
