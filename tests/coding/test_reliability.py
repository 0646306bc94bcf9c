"""Agreement code by code: what may be said with a code, and what is never said."""

import re

import pytest

from dhp.calendar import now
from dhp.coding.agreement import Agreement
from dhp.coding.codebook import book
from dhp.coding.codebook.rules import Level
from dhp.coding.codebook.tree import Entry
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.rules import PassKind, PassState, Polarity
from dhp.coding.reliability import Standing, reliability_of, standing_of
from dhp.coding.settling.readings import CaseReadings
from dhp.extensions import db
from tests.harness.unsealed import unsealed

PRESENT, ABSENT, UNKNOWN = Polarity.PRESENT, Polarity.ABSENT, Polarity.CANNOT_TELL
CODE = Entry(
    *(7, "1.01.01", "guid", Level.CODE, 1, "A code", "", "", "", "", ()),
    1,
    1,
    wording_id=1,
    edits=1,
)


def cases(*pairs):
    """Double readings: what each coder says of code 7, nothing for not coded."""
    return [
        CaseReadings(
            number,
            1,
            {
                kind: {7: frozenset({way})} if way else {}
                for kind, way in zip((PassKind.FIRST, PassKind.SECOND), pair, strict=True)
            },
        )
        for number, pair in enumerate(pairs)
    ]


def test_the_measures_are_those_of_a_table_worked_by_hand():
    # Both 4, first only 1, second only 1, neither 4: kappa (.8 - .5) / .5, PABAK 2 * .8 - 1.
    pairs = [(PRESENT, PRESENT)] * 4 + [(PRESENT, None), (None, PRESENT)] + [(None, None)] * 4

    [row] = reliability_of([CODE], cases(*pairs))

    assert (row.n, row.found) == (10, (5, 5))
    assert row.raw.value == pytest.approx(0.8)
    assert row.positive.value == pytest.approx(0.8)
    assert row.kappa.value == pytest.approx(0.6)
    assert row.pabak.value == pytest.approx(0.6)
    # 1 - (n - 1) * disagreements / (ones * zeros) over the 20 values: 1 - 19 * 2 / (10 * 10).
    assert row.alpha.value == pytest.approx(0.62)
    assert row.ac1.value == pytest.approx(0.6)
    assert row.standing is Standing.UNDER_DEVELOPMENT
    assert row.prevalence is None


def test_a_code_on_which_coders_agree_has_a_prevalence():
    [row] = reliability_of([CODE], cases(*[(PRESENT, PRESENT)] * 3, *[(None, None)] * 9))

    assert row.standing is Standing.RELIABLE
    assert row.prevalence == pytest.approx(0.25)


@pytest.mark.parametrize(
    "pairs",
    [[], [(None, None)] * 5, [(PRESENT, PRESENT)] * 5],
    ids=["no case", "never used", "always used"],
)
def test_where_a_code_does_not_vary_alpha_is_undefined_and_nothing_is_reported(pairs):
    [row] = reliability_of([CODE], cases(*pairs))

    assert row.alpha.value is None
    assert row.alpha.why
    assert row.standing is Standing.UNDEFINED
    assert row.prevalence is None


def test_a_way_is_measured_by_itself_and_cannot_tell_finds_nothing():
    readings = cases((PRESENT, ABSENT), (UNKNOWN, None), (None, None))

    [anyhow] = reliability_of([CODE], readings)
    [absent] = reliability_of([CODE], readings, ABSENT)

    assert anyhow.raw.value == 1
    assert absent.found == (0, 1)
    assert absent.raw.value == pytest.approx(2 / 3)


def test_a_case_that_one_person_coded_says_nothing_of_agreement():
    alone = CaseReadings(1, 1, {PassKind.FIRST: {7: frozenset({PRESENT})}})

    [row] = reliability_of([CODE], [alone])

    assert row.n == 0


@pytest.mark.parametrize(
    ("alpha", "standing"),
    [
        (None, Standing.UNDEFINED),
        (-0.2, Standing.UNDER_DEVELOPMENT),
        (0.6669, Standing.UNDER_DEVELOPMENT),
        (0.667, Standing.TENTATIVE),
        (0.7999, Standing.TENTATIVE),
        (0.8, Standing.RELIABLE),
    ],
)
def test_thresholds_are_those_of_krippendorff(alpha, standing):
    assert standing_of(Agreement(alpha, 10)) is standing


def test_the_page_counts_the_codes_of_each_domain_and_leads_to_them(signed_in, world):
    for case in world.cases()[:2]:
        world.give(case)
        world.code(case, "first", "1.01.01", finish=True)
        world.code(case, "second", "1.01.01", finish=True)
    client, [domain] = signed_in("lead"), book().domains[:1]

    overview = client.get("/coding/agreement").text
    of_one = client.get(f"/coding/agreement?domain={domain.ref}").text
    of_all = client.get("/coding/agreement?domain=every").text

    assert f'href="/coding/agreement?domain={domain.ref}"' in overview
    assert re.search(r'data-label="Codes used">1<', overview)
    assert "Found by A, B" not in overview
    assert all("Found by A, B" in page for page in (of_one, of_all))


@pytest.mark.usually_on("sqlite")
def test_pages_cost_the_same_with_ten_thousand_marks_on_five_hundred_cases(
    signed_in, world, statements, copies
):
    world.give(world.cases()[0])
    reading = world.code(world.cases()[0], "first", "1.01.01")
    fill(world)
    copies.analyse()
    costs = {}
    for local, address in (
        ("first", f"/coding/{reading.ref}/text"),
        ("lead", "/coding/agreement"),
        ("lead", "/coding/adjudication"),
    ):
        client = signed_in(local)
        statements.clear()
        answer = client.get(address)
        assert answer.status_code == 200
        costs[address] = len(statements)

    assert max(costs.values()) < 17  # two of them keep a list that nobody opened before
    assert min(costs.values()) > 3


def fill(world):
    """500 cases, read by two people each, with 10 marks in each reading."""
    case, present, at = world.cases()[0], book(), now()
    table, people = type(case).__table__, (world.person("first").id, world.person("second").id)
    [row] = db.session.execute(db.select(table).where(table.c.id == case.id)).mappings()
    ids = range(1_000, 1_500)
    db.session.execute(
        table.insert(),
        unsealed(table, [dict(row) | {"id": n, "ref": f"CASE{n}", "version": 1} for n in ids]),
    )
    passes = [
        {"id": n * 2 + k, "ref": f"PASS{n}{k}", "case_id": n, "coder_id": people[k]}
        | {"kind": kind, "state": PassState.LOCKED, "version_id": 1, "ended_at": at}
        | {"assigned_by": "test", "assigned_at": at}
        for n in ids
        for k, kind in enumerate((PassKind.FIRST, PassKind.SECOND))
    ]
    db.session.execute(CodingPass.__table__.insert(), passes)
    codes = [code.id for code in present.codes]
    marks = [
        {"ref": f"M{one['id']}.{n}", "pass_id": one["id"], "case_id": one["case_id"]}
        | {"code_id": codes[(one["id"] // 2 * 3 + n * (one["id"] % 2 + 7)) % 60]}
        | {"version_id": 1, "polarity": PRESENT, "unsure": False, "made_at": at}
        for one in passes
        for n in range(10)
    ]
    db.session.execute(Mark.__table__.insert(), marks)
    db.session.commit()
    assert db.session.query(Mark).count() > 10_000
