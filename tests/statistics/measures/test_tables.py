import pytest

from dhp.accounts.models import RegionMembership, RegionSystem
from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import add_answers
from dhp.cases.models import Source
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Given, Stage, State
from dhp.errors import DomainError
from dhp.statistics.disclosure import POLICY, clear
from dhp.statistics.disclosure.cleared import cleared
from dhp.statistics.measures import MEASURES, Question, lay_out
from dhp.statistics.measures.rates import years_in
from dhp.statistics.tables import TOTAL, Geography, Mark, Table
from tests.harness.record import at

NOW = at("2025-12-01")
YEAR = {"start": at("2025-04-01").date(), "end": at("2025-11-30").date()}


def table(name: str, *by: str, **asked) -> Table:
    return lay_out(name, Question(NOW, by, **{**YEAR, **asked}))


def column(found: Table, key: str = "count") -> dict[str, object]:
    return {row.key: row.cells[key].value for row in found.rows}


def shown(found: Table, key: str) -> dict[str, str]:
    return {row.key: row.cells[key].shown for row in found.rows}


@pytest.fixture
def tell(database):
    def add(case, **told: str) -> None:
        answers = {
            name.replace("__", "."): Given(State(text[1:-1]))
            if text.startswith("[")
            else Given(State.ANSWERED, text)
            for name, text in told.items()
        }
        with clock_at(at("2025-11-01")):
            add_answers(
                case,
                answers,
                by=Command(),
                source=Source.FORCE,
                stage=Stage.FOLLOW_UP,
                reason="So.",
            )
            database.session.commit()

    return add


@pytest.fixture
def metropolis(force, database):
    """The test's force is the Metropolitan Police of the population figures."""
    force.code = "E23000001"
    day = at("2019-04-01").date()
    database.session.add(
        RegionMembership(
            force_id=force.id, system=RegionSystem.HOME_OFFICE, region="London", since=day
        )
    )
    database.session.commit()
    return force


def test_noughts_stay_and_the_total_is_last(death) -> None:
    death("2025-05-03", DeathType.IPH, died="2025-05-01")

    found = table("deaths", "type")

    assert column(found) == {kind.value: int(kind is DeathType.IPH) for kind in DeathType} | {
        TOTAL: 1
    }
    assert found.rows[-1].key == TOTAL
    assert found.to_data()["rows"][0]["cells"]["count"] == {"value": 1, "shown": "1", "mark": None}


def test_a_death_stands_in_the_days_in_which_it_must_have_happened(death) -> None:
    death("2025-05-03", died="2025-05")
    death("2025-04-20", died="2025")  # told of in April, so before these days or in them
    death("2025-05-04")
    death("2025-05-05", died="2025-03-31")
    judged_out = death("2025-05-06", died="2025-05-01")
    assert judged_out.id

    found = table("deaths", "month", end=at("2025-06-30").date())

    assert column(found) == {
        "2025-04": 0,
        "2025-05": 2,
        "2025-06": 0,
        "[not_known]": 0,
        TOTAL: 2,
    }
    assert any("1 death whose month or year" in note for note in found.own_notes)
    assert any("1 death whose date is not known" in note for note in found.own_notes)
    assert column(lay_out("deaths", Question(NOW)))[TOTAL] == 5


def test_what_was_judged_out_of_scope_counts_only_as_a_first_judgement(death, judge) -> None:
    case = death("2025-05-03", DeathType.IPH, died="2025-05-01")
    judge(case, "2025-06-01", DeathType.UNCLASSIFIED, Scope.OUT)

    assert column(table("deaths"))[TOTAL] == 0
    assert column(table("reclassification"), "out")["iph"] == 1


def test_a_table_tells_which_forces_stand_behind_it(death) -> None:
    death("2025-05-03", died="2025-05-01")

    assert any(note.startswith("Coverage:") for note in table("deaths", "type").notes)


def test_a_table_of_forces_can_be_merged_into_regions_and_cleared(death, metropolis) -> None:
    for day in range(1, 7):
        death("2025-05-20", died=f"2025-05-{day:02}")

    found = table("deaths", "force")
    (shared,) = clear([found]).tables

    assert found.geography is Geography.FORCE
    assert column(found)["E23000001"] == 6
    assert [row.key for row in shared.rows] == ["London", "[not_established]", TOTAL]
    assert shared.row_head == "Home Office region"


def test_every_measure_of_counts_can_be_cleared(death, tell) -> None:
    tell(death("2025-05-20", DeathType.IPH, died="2025-05-01"), death__method="sharp;blunt")
    asked = {"share": ("sex",), "deaths": ("method",), "incidents": ("type",)}
    since = {"before": at("2025-06-01")}

    for name, measure in MEASURES.items():
        if name.startswith("theme-"):  # these have a world of their own
            continue
        found = table(name, *asked.get(name, ()), **(since if measure.compares else {}))
        (shared,) = clear([found]).tables
        assert shared.unit == measure.unit
        cells = [pair for row in shared.rows for pair in row.cells.items()]
        shown = [cell for key, cell in cells if key != "lag"]  # months that went by, no deaths
        assert not [cell for cell in shown if cell.value == 1], name
        assert not [cell for cell in shown if " of " in cell.shown], name
        assert found.to_data()["notes"][: len(found.own_notes)] == list(found.own_notes)
        assert shared.notes == found.notes


def test_a_rate_needs_a_stretch_of_time_people_and_three_deaths(death, metropolis) -> None:
    for day in range(1, 4):
        death("2025-05-20", DeathType.AFH, died=f"2025-05-{day:02}")
    death("2025-05-20", DeathType.IPH, died="2025-05-04")
    year = {"start": at("2024-12-01").date(), "end": at("2025-11-30").date()}

    by_type = table("rate", "type", **year)
    by_force = table("rate", "force", **year)

    assert column(by_type, "rate")["afh"] == pytest.approx(3 / 59_529_700 * 1_000_000, rel=1e-6)
    assert by_type.cell("afh", "rate").mark is Mark.LOW_RELIABILITY
    assert by_type.cell("iph", "rate").shown == "[x]"
    assert column(by_force, "rate")["E23000001"] == pytest.approx(4 / 8.7734)
    assert by_force.cell("[not_established]", "rate").shown == "[z]"
    assert any("for demonstration" in note for note in by_force.notes)
    with pytest.raises(DomainError, match="first day"):
        table("rate", "type", start=None)
    with pytest.raises(DomainError, match="No residents are known"):
        table("rate", "sex")


def test_years_are_whole_from_day_to_day() -> None:
    def years(start: str, end: str) -> float:
        return years_in(at(start).date(), at(end).date())

    assert years("2023-04-01", "2024-03-31") == 1  # a year with a leap day in it
    assert years("2021-04-01", "2024-03-31") == 3
    assert years("2025-01-01", "2025-01-31") == pytest.approx(31 / 365)
    assert years("2024-07-01", "2025-12-31") == pytest.approx(1 + 184 / 365)


def test_a_small_base_has_no_percentage_and_no_interval(death, tell) -> None:
    for sex in ("female", "female", "[not_known]"):
        tell(death("2025-05-20", died="2025-05-01"), victim__sex=sex)

    found = table("share", "sex")

    assert shown(found, "count_share")["female"] == "2 of 2"
    assert column(found, "count_low")["female"] is None
    assert shown(found, "count_share")["[not_known]"] == "[z]"
    assert shown(found, "count_share")[TOTAL] == "2 of 3 known"
    (shared,) = clear([found]).tables
    assert {row.cells["count_share"].shown for row in shared.rows} == {"[c]"}


def test_a_share_goes_with_the_base_that_is_hidden(death) -> None:
    for day in (1, 2):
        death("2025-08-20", DeathType.IPH, died=f"2025-05-{day:02}")

    found = table("delay", "type")
    shared = cleared(found, frozenset({("iph", "measured")}), POLICY.limits(found))

    assert found.cell("iph", "within_7_share").shown == "0 of 2"
    assert shared.cell("iph", "within_7").shown == "0"
    assert shared.cell("iph", "within_7_share").shown == "[c]"
    assert shared.cell("afh", "within_7_share").shown == "[x]"


def test_prior_contact_keeps_not_searched_and_not_known_apart(death, tell) -> None:
    for searched, ever, year in (
        ("pnc;own_crime", "3", "0"),
        ("pnc", "0", "[not_recorded]"),
        ("pnc", "0-2", "[not_known]"),
        ("pnc", "[not_yet_established]", "1"),
        ("health", "2", "2"),
        ("[no_confirmed]", "[not_known]", "[not_known]"),
        ("[not_known]", "4", "4"),
    ):
        case = death("2025-05-20", died="2025-05-01")
        tell(
            case,
            death__systems_searched=searched,
            death__n_incidents_ever=ever,
            death__n_incidents_12m=year,
        )

    found = table("prior-contact")

    assert column(found, "ever") == {
        "known": 1,
        "none": 1,
        "[not_known]": 1,
        "[not_established]": 1,
        "[not_searched]": 2,
        "[search_not_told]": 1,
        TOTAL: 7,
    }
    assert column(found, "year") == {
        "known": 1,
        "none": 2,
        "[not_known]": 1,
        "[not_established]": 0,
        "[not_searched]": 2,
        "[search_not_told]": 1,
        TOTAL: 7,
    }
    assert shown(found, "ever_share")["known"] == "1 of 2"


def test_a_question_that_makes_no_sense_says_what_to_do(death) -> None:
    for name, by, asked, words in (
        ("shoes", (), {}, "flask tables list"),
        ("share", (), {}, "--by sex"),
        ("rate", ("type", "force"), {}, "by one name"),
        ("coverage", ("type",), {}, "one way only"),
        ("deaths", ("age",), {}, "age_band"),
        ("deaths", ("circumstances",), {}, "identify"),
        ("deaths", (), {"where": (("type", "robbery"),)}, "Choose one of: iph"),
        ("deaths", (), {"start": at("2026-01-01").date()}, "first day lies after"),
        ("deaths", (), {"before": at("2025-11-01")}, "is of one instant"),
        ("revisions", (), {}, "--before 2025-04-01"),
        ("revisions", (), {"before": at("2025-12-02")}, "lies after --as-at"),
        (
            "revisions",
            ("type", "sex"),
            {"before": at("2025-11-01")},
            "by at most one name|by one name",
        ),
        ("nowcast", (), {"where": (("type", "iph"),)}, "whole country"),
        ("nowcast", ("month",), {}, "one way only"),
        ("theme-prevalence", (), {}, "No codebook"),
    ):
        with pytest.raises(DomainError, match=words):
            table(name, *by, **asked)
