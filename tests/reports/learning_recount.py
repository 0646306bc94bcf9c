"""What was learnt, told of once more from raw rows: themes, agreement, recommendations, other sources.

Only the interval of alpha, which is drawn at random, is taken from where coding keeps it.
"""

import re
from collections import Counter
from itertools import pairwise
from math import sqrt
from statistics import mean, median

from dhp.coding.agreement import krippendorff_alpha
from dhp.evidence.list_models import ListDecision, ListEntry, Reconciliation
from dhp.evidence.models import BenchmarkPoint, BenchmarkSeries
from dhp.learning.models import Addressee, Judgement, Recommendation
from tests.reports.learning_world import NOISY, ONE, RARE, TWO
from tests.statistics.recount import day
from tests.statistics.theme_recount import FOUND, rows, wilson
from tests.statistics.theme_recount import Recount as Themes

TYPES = ("iph", "afh", "child", "svsda", "unexpected", "other", "unclassified")
LEAST = 5  # cases that hold both
SETTLED = ("done", "done without evidence", "not accepted")


def learned(recount, start, themes):
    """Cells by table, row and column; `start` is the first of the twelve months of receipt."""
    known = Themes(recount.as_at)
    year = {n for n, at in known.received.items() if start <= day(at) <= recount.last}
    prevalences(recount, known, year)
    agreements(recount, known, year)
    chapter(recount, known, themes)
    tracker(recount)
    published(recount)
    listed(recount)


def share(recount, table, row, count, base, **cells):
    recount.put(table, row, present=count, total=base, **cells)
    if base:
        low, high = wilson(count, base)
        recount.put(table, row, share=count / base, low=low, high=high)


def prevalences(recount, known, year):
    for ref in (TWO, ONE, RARE, NOISY):
        base = known.base(ref) & year
        share(recount, "Q19", ref, len(known.found(ref) & base), len(base))


def readings(known, ref, among):
    """What the two readers say of each case, yes or no."""
    codes = known.standing_codes(ref)
    cases = sorted({case for code in codes for case in known.looked(code) & among})
    return [
        [
            any((code, way) in known.said[case][n] for code in codes for way in FOUND)
            for case in cases
        ]
        for n in (0, 1)
    ]


def agreements(recount, known, year):
    for code in (TWO, ONE, RARE, NOISY):
        ref = code.rpartition(".")[0]
        first, second = readings(known, ref, year)
        both = Counter(zip(first, second, strict=True))
        count, found = len(first), sum(first) + sum(second)
        differ = both[True, False] + both[False, True]
        alpha = 1 - differ * (2 * count - 1) / (found * (2 * count - found))
        drawn = krippendorff_alpha([first, second])
        recount.put(
            "Q11",
            ref,
            double=count,
            alpha=alpha,
            low=drawn.low,
            high=drawn.high,
            raw=1 - differ / count,
            pabak=1 - 2 * differ / count,
            positive=2 * both[True, True] / (2 * both[True, True] + differ),
        )


def chapter(recount, known, themes):
    """Each theme by type of death, what it occurs with, and its numbers in words."""
    refs = [code.rpartition(".")[0] for code in (TWO, ONE, RARE)]
    refs.sort(key=lambda ref: (-len(known.found(ref) & known.base(ref)), ref))
    for place, ref in enumerate(refs[:themes], 1):
        base = known.base(ref)
        present = known.found(ref) & base
        for kind in (*TYPES, "total"):
            of = {case for case in base if kind in (known.cases[case], "total")}
            count = len(present & of)
            share(recount, f"T.{place}a", kind, count, len(of), other=len(of) - count)
        for other in refs:
            both_in = base & known.base(other)
            one, two = known.found(ref) & both_in, known.found(other) & both_in
            if other != ref and len(one & two) >= LEAST:
                recount.put(
                    f"T.{place}b",
                    f"{ref}+{other}",
                    both=len(one & two),
                    in_first=len(one),
                    in_second=len(two),
                    base=len(both_in),
                    jaccard=len(one & two) / len(one | two),
                    lift=len(one & two) * len(both_in) / (len(one) * len(two)),
                )
        low, high = (f"{100 * end:.0f}" for end in wilson(len(present), len(base)))
        percent = f"{100 * len(present) / len(base):.0f}"
        told = [f"{len(present)}", f"{len(base)}", percent, "95", low, high]
        recount.put(f"T.{place}", "found", told=told)
        first, second = known.ratings(ref)
        alpha = krippendorff_alpha([first, second]).value
        recount.put(f"T.{place}", "sure", told=[f"{alpha:.2f}", f"{len(first)}"])


def numbers_of(words):
    """The numbers of a sentence, in their order."""
    return re.findall(r"\d+(?:\.\d+)?", words)


def tracker(recount):
    judged = {one["addressee_id"]: one["status"].value for one in rows(Judgement)}
    for one in rows(Recommendation):
        asked = [row["id"] for row in rows(Addressee) if row["recommendation_id"] == one["id"]]
        stood = Counter(judged.get(number, "issued") for number in asked)
        late = day(recount.as_at) > one["due_on"]
        due = f"{one['due_on'].day} {one['due_on']:%b %Y}"
        recount.put(
            "Q10",
            f"{one['number']}-of-{one['year']}",
            due=due,
            asked=len(asked),
            done=stood["done"] + stood["done without evidence"],
            seen=stood["done"],
            overdue=late * (len(asked) - sum(stood[key] for key in SETTLED)),
        )


def published(recount):
    (series,) = rows(BenchmarkSeries)
    kinds, mine = series["types"].split(), Counter()
    held = set()
    for one in recount.deaths:
        years = {when.year - (when.month < 4) for when in (one.first, one.last)}
        if len(years) == 1:
            held |= years
            mine[years.pop()] += one.type in kinds
    theirs = {int(one["year"][:4]): one for one in rows(BenchmarkPoint)}
    for year in sorted(held | theirs.keys()):
        name, row = f"{year}-{(year + 1) % 100:02d}", f"homicides-{year}-{(year + 1) % 100:02d}"
        running = year >= recount.last.year - (recount.last.month < 4)
        recount.put("Q23", row, year=f"{name} [p]" if running else name)
        if year in theirs:
            when = theirs[year]["vintage"]
            number = float(theirs[year]["value"])
            recount.put("Q23", row, theirs=number, published=f"{when.day} {when:%b %Y}")
        if year in held:
            recount.put("Q23", row, ours=mine[year])
        if year in held and year in theirs:
            recount.put("Q23", row, gap=mine[year] - number)


def listed(recount):
    assert len(rows(Reconciliation)) == 1
    entries, decided = len(rows(ListEntry)), rows(ListDecision)
    of = Counter((one["outcome"].value, one["entry_id"] is not None) for one in decided)
    belongs = Counter(
        one["entry_id"] is not None
        for one in decided
        if one["reason"] and one["reason"].value in ("missed", "not yet")
    )
    matched = of["matched", True]
    theirs, ours = matched + belongs[True], matched + belongs[False]
    recount.put(
        "Q24",
        "0",
        entries=entries,
        matched=matched,
        theirs_only=of["one only", True],
        ours_only=of["one only", False],
        open=entries - matched - of["one only", True],
        held=f"{matched} of {theirs}",
        estimate=(ours + 1) * (theirs + 1) / (matched + 1) - 1,
    )


def control(days):
    """The gaps between days, their median, and the limits of a geometric distribution."""
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(days))]
    average = mean(gaps)
    reach = 3 * sqrt(average * (average + 1))
    return gaps, median(gaps), max(0.0, average - reach), average + reach
