"""Every measure over a whole invented history agrees with a recount that knows no catalogue."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from dhp.accounts.models import Force, RegionMembership, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import PartialDate, clock_at, start_of, week_of
from dhp.calendar.clock import days_after
from dhp.definitions import DeathType
from dhp.demonstration.accounts import staff
from dhp.demonstration.afterwards import Afterwards
from dhp.demonstration.history import _TAKE, Scene, _case
from dhp.demonstration.lives import Move
from dhp.demonstration.opening import open_history
from dhp.demonstration.order import Order
from dhp.dictionary import DICTIONARY, Kind, Sensitivity
from dhp.extensions import db
from dhp.statistics.deaths import deaths_by_day
from dhp.statistics.forces import by_force
from dhp.statistics.frame import Unit, frame
from dhp.statistics.measures import Question, lay_out
from dhp.statistics.nowcast import delay_of
from dhp.statistics.nowcasting.triangle import instant_before, triangle_at
from dhp.statistics.quality.clock_days import ways
from dhp.statistics.quality.clocks import BY_CODE, figures
from dhp.statistics.quality.completeness import total
from dhp.statistics.quality.figures import quality
from dhp.statistics.quality.reach import reach_of
from dhp.statistics.received import Span, received
from dhp.statistics.tables import Period
from tests.statistics.recount import Record, day, quantile

ORDER = Order(years=1, per_year=40, seed=11, end=date(2026, 3, 27))
LAST = datetime(2026, 3, 27, 20, tzinfo=UTC)
BEFORE = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2025, 4, 1), date(2026, 3, 26)  # a Thursday, which ends a week


def history() -> None:
    """One small invented year: notices, cases, follow-up and links; no returns and no reports."""
    order, steps = open_history(ORDER)
    scene = Scene(order, staff())
    afterwards = Afterwards(order, scene.staff)
    afterwards._due.clear()
    for step in steps:
        afterwards.until(step.at)
        with clock_at(step.at):
            _TAKE[step.move](step.death, scene)
            db.session.commit()
            if step.move is Move.ACCEPT:
                case, death = _case(step.death, scene), step.death
                afterwards.follow(case, scene.contact(death), scene.unit(death))
    afterwards.finish()


@pytest.fixture(autouse=True)
def _lived(once):
    once(history)


def shown(name, key="count", **asked):
    """The numbers of one column by row, as the catalogue lays them out at the end."""
    question = Question(LAST, start=FIRST_DAY, end=LAST_DAY, **asked)
    return {row.key: row.cells[key].value for row in lay_out(name, question).rows}


def without_noughts(numbers):
    return {key: number for key, number in numbers.items() if number and key != "total"}


def word(told):
    state, value = told
    return value if state == "answered" else f"[{state}]"


def test_every_column_of_the_frame_is_what_the_rows_of_the_record_say():
    """All characteristics of all deaths, at two instants, from the raw rows by another route."""
    entries = [
        e
        for e in DICTIONARY.values()
        if e.sensitivity is not Sensitivity.IDENTIFYING and e.kind is not Kind.LONG_TEXT
    ]
    names = []
    for entry in entries:
        kind = entry.subject.value
        places = [kind] if kind in ("incident", "death") else ["suspect1"]
        if kind == "person":
            places = [f"{role.value}{1 if role.value == 'suspect' else ''}" for role in entry.roles]
        names += [f"{place}.{entry.code}" for place in places]
    for instant in (LAST, BEFORE):
        record, found = Record(instant), frame(Unit.DEATH, names, instant)
        by_id = found.set_index("case")
        deaths = record.deaths(back_records=True)
        assert sorted(by_id[by_id["counts"]].index) == sorted(case["id"] for case in deaths)
        for case in deaths:
            answers, places = record.answers_of(case), record.places(case["id"])
            row = by_id.loc[case["id"]]
            for name in names:
                assert_told(row, name, answers, places)


def assert_told(row, name, answers, places):
    place, _, code = name.partition(".")
    nobody = place.startswith("suspect") and place not in places
    expected = "[not_applicable]" if nobody else word(answers.get(name, ("not_recorded", None)))
    if DICTIONARY[code].options:
        assert row[name] == expected, name
    elif expected.startswith("["):
        assert row[f"{name}.state"] == expected, name
    elif DICTIONARY[code].kind is Kind.WHOLE_NUMBER and expected.isdigit():
        assert row[name] == int(expected), name
    elif len(expected) == 10:
        assert row[name].date().isoformat() == expected, name
    else:
        assert row[f"{name}.state"] == "[answered]", name


def died_within(record, first=FIRST_DAY, last=LAST_DAY):
    """The deaths of the year with their answers; one known by its month where all of it can be in."""
    found = []
    for case in record.deaths(back_records=True):
        answers = record.answers_of(case)
        told = answers.get("death.date_of_death", (None, None))[1]
        if told:
            when = PartialDate.parse(told)
            end = min(when.last, max(when.first, day(case["received_at"])))
            if first <= when.first and end <= last:
                found.append((case, answers, when))
    return found


def types_of(record):
    return {
        j["case_id"]: j["type"]
        for j in record.judgements
        if j["superseded_at"] is None or j["superseded_at"] > record.as_at
    }


def test_deaths_by_type_month_force_region_and_answers():
    record = Record(LAST)
    deaths, types = died_within(record), types_of(record)
    codes = {force.id: force.code for force in db.session.scalars(select(Force))}
    homes = {
        codes[one.force_id]: one.region
        for one in db.session.scalars(select(RegionMembership))
        if one.system.value == "home office"
    }
    owners = [codes.get(record.owner(case), "[not_established]") for case, _, _ in deaths]
    assert len(deaths) > 20

    assert without_noughts(shown("deaths", by=("type",))) == Counter(
        types.get(case["id"], "unclassified") for case, _, _ in deaths
    )
    assert shown("deaths")["total"] == len(deaths)
    assert without_noughts(shown("deaths", by=("month",))) == Counter(
        f"{when.year}-{when.month:02}" if when.month else "[not_known]" for _, _, when in deaths
    )
    assert without_noughts(shown("deaths", by=("force",))) == Counter(owners)
    assert without_noughts(shown("deaths", by=("region",))) == Counter(
        homes.get(code, "[not_established]") for code in owners
    )
    methods = Counter()
    for _, answers, _ in deaths:
        methods.update(word(answers.get("death.method", ("not_recorded", None))).split(";"))
    assert without_noughts(shown("deaths", by=("method",))) == methods


def test_two_ways_at_once_and_only_some():
    record = Record(LAST)
    deaths, types = died_within(record), types_of(record)
    pairs = Counter()
    for case, answers, _ in deaths:
        sex = word(answers.get("victim.sex", ("not_recorded", None)))
        pairs[types.get(case["id"], "unclassified"), sex] += 1

    question = Question(LAST, by=("type", "sex"), start=FIRST_DAY, end=LAST_DAY)
    table = lay_out("deaths", question)

    inner = {
        (row.key, key): cell.value
        for row in table.rows
        for key, cell in row.cells.items()
        if "total" not in (row.key, key) and cell.value
    }
    assert inner == pairs
    women = shown("deaths", by=("type",), where=(("sex", "female"),))
    assert women["iph"] == pairs["iph", "female"] > 0
    assert women["total"] == sum(n for (_, sex), n in pairs.items() if sex == "female")


def test_a_title_says_in_words_what_all_that_is_counted_has():
    where = (("type", "iph"), ("suspect.sex", "male"))

    title = lay_out("deaths", Question(LAST, where=where, start=FIRST_DAY, end=LAST_DAY)).title

    assert title.startswith(
        "Deaths where type of death is Intimate partner homicide and sex of the suspect is Male, "
    )


def test_incidents_count_once():
    deaths = died_within(Record(LAST))
    incidents = {case["incident_id"] for case, _, _ in deaths}

    assert shown("incidents")["total"] == len(incidents)


def test_suspects_are_people():
    record, sexes = Record(LAST), {}
    for case, answers, _ in died_within(record):
        for place, (person, _tie) in record.places(case["id"]).items():
            if place != "victim":
                sexes[person] = word(answers.get(f"{place}.sex", ("not_recorded", None)))

    assert without_noughts(shown("suspects", by=("sex",))) == Counter(sexes.values())
    assert len(sexes) > 10


def test_shares_are_of_what_is_known():
    sexes = [
        word(answers.get("victim.sex", ("not_recorded", None)))
        for _, answers, _ in died_within(Record(LAST))
    ]
    known = [sex for sex in sexes if not sex.startswith("[")]

    counts, shares = shown("share", by=("sex",)), shown("share", "count_share", by=("sex",))

    assert without_noughts(counts) == Counter(sexes)
    assert shares["female"] == pytest.approx(known.count("female") / len(known))
    assert shares["[not_recorded]"] is None


def test_delays_are_quartiles_of_whole_days():
    days = []
    for case, steps in zip(Record(LAST).deaths(), Record(LAST).ways(), strict=True):
        died = steps[1]["died"]
        if FIRST_DAY <= day(case["received_at"]) <= LAST_DAY and died and len(died) == 10:
            days.append((day(case["received_at"]) - date.fromisoformat(died)).days)
    days = [number for number in days if number >= 0]

    assert shown("delay", "measured")["total"] == len(days) > 10
    assert shown("delay", "median")["total"] == pytest.approx(quantile(days, 0.5))
    assert shown("delay", "ninetieth")["total"] == pytest.approx(quantile(days, 0.9))
    assert shown("delay", "within_14")["total"] == sum(number <= 14 for number in days)


def test_first_and_present_judgements():
    record = Record(LAST)
    gone = {link["other_id"] for link in record.links if link["kind"] == "same death"}
    pairs = Counter()
    chains = defaultdict(list)
    for judgement in sorted(record.judgements, key=lambda j: (j["decided_at"], j["id"])):
        chains[judgement["case_id"]].append(judgement)
    for number, chain in chains.items():
        case = record.all_cases[number]
        inside = FIRST_DAY <= day(case["received_at"]) <= LAST_DAY
        if inside and not case["back_record"] and number not in gone:
            ends = (chain[0], chain[-1])
            pairs[tuple("out" if j["scope"] == "out" else j["type"] for j in ends)] += 1

    table = lay_out("reclassification", Question(LAST, start=FIRST_DAY, end=LAST_DAY))

    assert {
        (row.key, key): cell.value
        for row in table.rows
        for key, cell in row.cells.items()
        if "total" not in (row.key, key) and cell.value
    } == pairs
    assert sum(pairs.values()) > 10


def test_what_changed_between_two_instants_and_why():
    before, after = Record(BEFORE), Record(LAST)
    then, now = ({case["id"] for case, _, _ in died_within(one)} for one in (before, after))
    last_days = {case["id"]: when.first for case, _, when in died_within(after)}
    kinds = [types_of(before), types_of(after)]
    gone = {link["other_id"] for link in after.links if link["kind"] == "same death"}
    out = {j["case_id"] for j in after.judgements if not j["superseded_at"] and j["scope"] == "out"}
    fresh = {one for one in now if after.all_cases[one]["opened_at"] > BEFORE}
    new = {one for one in now - then if last_days[one] > day(BEFORE)}
    stayed = [
        (kinds[0].get(one, "unclassified"), kinds[1].get(one, "unclassified")) for one in then & now
    ]

    question = Question(LAST, ("type",), start=FIRST_DAY, end=LAST_DAY, before=BEFORE)
    table = lay_out("revisions", question)

    total = {key: cell.value for key, cell in table.rows[-1].cells.items()}
    assert (total["opening"], total["closing"]) == (len(then), len(now))
    assert total["new"] == len(new) > 5
    assert total["late"] == len(fresh - new - then) > 0
    assert total["merged"] == len((then - now) & gone)
    assert total["withdrawn"] == len((then - now - gone) & out)
    assert total["reclassified_in"] == sum(one != other for one, other in stayed)
    opened = Counter(kinds[0].get(one, "unclassified") for one in then)
    assert without_noughts({row.key: row.cells["opening"].value for row in table.rows}) == opened


def test_the_triangle_counts_what_was_known_in_each_month():
    found = triangle_at(LAST, 3)

    for ago in range(3):
        record, counts = Record(instant_before(LAST, ago)), Counter()
        for case in record.deaths():
            told = record.answers_of(case).get("death.date_of_death", (None, None))[1] or ""
            counts[told[:7]] += 1
        then = found.ago(ago)
        assert [then.present(row) for row in range(len(then.months))] == [
            counts[f"{month:%Y-%m}"] for month in then.months
        ]
        assert sum(counts.values()) > 10

    year = Period(FIRST_DAY, LAST_DAY)
    took = [
        (day(case["received_at"]) - when.first).days
        for case, _, when in died_within(Record(LAST))
        if when.first == when.last and not case["back_record"]
    ]
    curve = delay_of(year, LAST)
    assert curve.measured == sum(days >= 0 for days in took) > 10
    assert curve.steps[-1].day == max(took)


def test_the_weekly_briefing_counts_the_same():
    weeks, last = [], week_of(LAST_DAY)
    while last.start >= FIRST_DAY:
        weeks.insert(0, last)
        last = last.previous
    spans = [Span(week.begins_at, week.ends_before) for week in weeks]
    counted = received(spans, LAST)

    question = Question(LAST, by=("week", "type"), start=weeks[0].start, end=weeks[-1].end)
    table = lay_out("notifications", question)

    for week, counts in zip(weeks, counted, strict=True):
        for kind in DeathType:
            assert table.cell(week.end.isoformat(), kind.value).value == counts[kind]
    assert table.cell("total", "total").value == sum(c.total() for c in counted) > 10

    for name in ("region", "method", "age_band", "suspect.sex"):  # nothing is told of what waits
        assert shown("notifications", by=(name,))["total"] == shown("notifications")["total"]

    year = Span(start_of(FIRST_DAY), start_of(days_after(LAST_DAY, 1)))
    forces = {force.code: force.year for force in by_force(year, year, LAST)}
    waiting = Counter(
        db.session.get_one(Force, row["force_id"]).code
        for row in Record(LAST).waiting()
        if row["status"] == "sent" and row["sent_at"] < year.ends
    )
    assert without_noughts(shown("notifications", by=("force",))) == without_noughts(
        Counter(forces) + waiting
    )


def test_the_running_total_of_the_weekly_briefing_counts_the_same():
    end = date(2025, 12, 31)
    days, vague = deaths_by_day(FIRST_DAY, end, LAST)

    question = Question(LAST, by=("month",), start=FIRST_DAY, end=end)
    months = {row.key: row.cells["count"].value for row in lay_out("deaths", question).rows}

    assert months["total"] == sum(days.values()) + vague + months["[not_known]"]
    assert days
    assert max(days) - min(days) > timedelta(100)


def test_the_pages_on_quality_measure_the_same():
    lead = db.session.scalars(select(User).where(User.role == RoleName.LEAD)).first()
    reach = reach_of(lead, LAST)
    everything = Question(LAST)
    present = quality(reach)
    clock = figures(BY_CODE["notice"], [way for way in ways(reach) if way.ref])

    delay = lay_out("delay", everything)
    complete = lay_out("completeness", everything)

    assert delay.cell("total", "measured").value == len(clock.took)
    assert delay.cell("total", "median").value == clock.spread.median
    assert delay.cell("total", "vague").value == clock.vague
    tally = total(present.tallies.values())
    assert complete.cell("total", "due").value == tally.due
    assert complete.cell("total", "valid").value == tally.valid
    by_force = lay_out("completeness", Question(LAST, by=("force",)))
    assert by_force.cell("total", "missing").value == tally.missing
