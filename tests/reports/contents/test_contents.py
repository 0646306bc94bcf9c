"""How reports are declared, laid and cleared, whatever their kind."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dhp.charts.columns import Columns
from dhp.errors import DomainError
from dhp.reports import building
from dhp.reports.blocks import Bullets, ChartBlock, ClearedChart, Comment, Heading, Laid, Text
from dhp.reports.building import Order, build, built
from dhp.reports.contents.contents import (
    RESTRICTED,
    SHAREABLE,
    Brief,
    Contents,
    Section,
    TableOf,
    TablesOf,
)
from dhp.reports.contents.picture import Drawn, drawn, picture
from dhp.reports.contents.sections.parts import chart, fixed, lay, points, table, tables_under, text
from dhp.reports.document import Edition, Front
from dhp.reports.fingerprints import section_fingerprint
from dhp.reports.prose import numbers_not_in_tables
from dhp.statistics.disclosure import clear
from dhp.statistics.tables import ClearedTable, Period
from tests.statistics.disclosure.tables import listed

FRONT = Front("OFFICIAL", "", "", "Author", "Unit", "c@example.org")
DAYS = Period(date(2025, 10, 1), date(2025, 10, 31))
AS_AT = datetime(2025, 11, 1, tzinfo=UTC)
COUNTS = {"iph": 30, "afh": 12, "child": 1, "svsda": 2}


def told(counts=COUNTS):
    return listed(counts, column="n")


def draw(laid):
    rows = laid.rows[:-1]
    values = tuple(drawn(row.cells["n"]) for row in rows)
    labels = tuple(row.label for row in rows)
    return Drawn("T", "Deaths by type", "Deaths", Columns("Type", "Deaths", labels, values))


def contents(**changes):
    said = {
        "kind": "tried",
        "title": "A tried report",
        "subtitle": lambda brief: brief.edition.value,
        "period": lambda _day: DAYS,
        "tables": (TableOf("T", lambda _brief: told()),),
        "sections": (
            Section("Main points", points(lambda one: f"{one['T'].cell('iph', 'n').shown} died.")),
            Section("Deaths", lay(table("T"), chart("T", draw))),
        ),
    }
    return Contents(**said | changes)


@pytest.fixture
def order(database, monkeypatch):
    """Builds an edition of the report that these changes declare."""

    def build_it(edition=Edition.RESTRICTED, *, commentary=None, force=None, **changes):
        monkeypatch.setattr(building, "KINDS", {"tried": contents(**changes)})
        return built(Order("tried", DAYS.end, FRONT, AS_AT, None, edition, force, commentary or {}))

    return build_it


def test_a_report_has_its_sections_in_order_each_with_a_lasting_key(order):
    document = order().document

    assert [(key, title) for key, title, _blocks in document.sections()] == [
        ("main-points", "Main points"),
        ("deaths", "Deaths"),
    ]


def test_a_section_that_has_nothing_to_say_is_left_out(order):
    empty = Section("Nothing", lambda _told: ())

    assert list(order(sections=(empty,)).document.sections()) == []


def test_a_table_that_there_is_nothing_for_is_left_out(order):
    made = order(
        tables=(TableOf("T", lambda _brief: None),),
        sections=(Section("Deaths", lay(table("T"), fixed("Words."))),),
    )

    assert [block.kind for block in made.document.blocks] == ["heading", "text"]


def test_as_many_tables_are_made_as_there_are_things_to_tell_of(order):
    made = order(
        tables=(TablesOf("T", lambda _brief: [told(), told()]),),
        sections=(Section("Deaths", tables_under("T")),),
    )

    assert [one.id for one in made.document.blocks[1:]] == ["T.1", "T.2"]


def test_each_edition_has_its_own_tables_and_sections(order):
    parts = {
        "tables": (
            TableOf("T", lambda _brief: told(), shared=False),
            TableOf("S", None, shared=lambda _brief: told()),
        ),
        "sections": (
            Section("Deaths", table("T", "S"), RESTRICTED),
            Section("Shared", table("T", "S"), SHAREABLE),
        ),
    }

    restricted = order(**parts).document
    shared = order(Edition.SHAREABLE, **parts).document

    assert [getattr(one, "id", one.kind) for one in restricted.blocks] == ["heading", "T"]
    assert [getattr(one, "id", one.kind) for one in shared.blocks] == ["heading", "S"]


def test_for_everybody_tables_are_cleared_before_anything_is_said_or_drawn(order):
    made = order(Edition.SHAREABLE)

    laid, pictured = made.document.blocks[-2:]
    assert isinstance(laid, ClearedTable)
    assert isinstance(pictured, ClearedChart)
    assert {row.key for row in laid.rows if row.cells["n"].shown == "[c]"} >= {"child", "svsda"}
    assert "withheld" in pictured.alternative or "Without a number" in pictured.alternative
    assert ("Child", "withheld") in pictured.chart.data()[1]
    assert made.clearing is not None


def test_what_is_measured_for_several_tables_is_measured_once():
    brief = Brief(DAYS, AS_AT, AS_AT, Edition.RESTRICTED)
    calls = []

    def measure(one):
        calls.append(one)
        return len(calls)

    assert (brief.once(measure), brief.once(measure)) == (1, 1)


def test_a_shareable_report_refuses_a_chart_of_true_numbers(order):
    sections = (Section("Deaths", lambda _told: [picture(told().plain(), draw)]),)

    with pytest.raises(ValueError, match="not cleared"):
        order(Edition.SHAREABLE, sections=sections)


def test_a_shareable_report_refuses_a_table_of_true_numbers(order):
    sections = (Section("Deaths", lambda _told: [told()]),)

    with pytest.raises(ValueError, match="not cleared"):
        order(Edition.SHAREABLE, sections=sections)


def test_no_chart_for_everybody_is_made_from_true_numbers():
    one = draw(told())

    with pytest.raises(TypeError, match="cleared table"):
        ClearedChart("T", one.title, one.subtitle, "Words", one.chart, table=told())


@pytest.mark.parametrize("said", ["title", "drawn", "words"])
def test_a_chart_for_everybody_tells_nothing_that_its_table_hides(said):
    cleared = clear([told()]).tables[0]
    chart_of = draw(cleared).chart
    parts = {"title": "Deaths", "words": "Deaths", "chart": chart_of}
    if said == "drawn":
        parts["chart"] = replace(chart_of, values=(30, 12, 1, 2))
    else:
        parts[said] = "1 child died, 2 others."

    with pytest.raises(ValueError, match="does not show"):
        ClearedChart("T", parts["title"], "Deaths", parts["words"], parts["chart"], table=cleared)


def test_a_comment_stands_right_after_the_heading_it_is_bound_to(order):
    comment = Comment("Two notices are late.", "Cerys", AS_AT)

    blocks = order(commentary={"deaths": (comment,)}).document.blocks

    place = next(n for n, one in enumerate(blocks) if one == Heading(2, "Deaths", "deaths"))
    assert blocks[place + 1] == comment


def test_a_comment_on_a_section_that_is_gone_is_refused(order):
    with pytest.raises(DomainError, match="no longer there: gone"):
        order(commentary={"gone": (Comment("Words.", "Cerys", AS_AT),)})


def test_a_section_is_known_by_its_figures_and_not_by_its_words(order):
    def of(counts, **changes):
        tables = (TableOf("T", lambda _brief: told(counts)),)
        return section_fingerprint(order(tables=tables, **changes).document, "deaths")

    comment = {"deaths": (Comment("Words.", "Cerys", AS_AT),)}

    assert of(COUNTS) == of(COUNTS, commentary=comment)
    assert of(COUNTS) != of(COUNTS | {"iph": 31})


def test_a_number_that_no_table_shows_is_found(order):
    sections = (
        Section(
            "Deaths",
            lay(
                table("T"),
                text(lambda _told: "30 died, 31 in all, on 3 October 2025 and in 2025-26."),
                fixed("Of 95 in 100."),
            ),
        ),
    )

    found = numbers_not_in_tables(order(sections=sections).document)

    assert [number for number, _text in found] == ["31"]


def test_only_a_pack_is_for_one_force(order):
    with pytest.raises(DomainError, match="Only a force pack"):
        order(force="E23000001")
    with pytest.raises(DomainError, match="Say which force"):
        order(for_force=True)
    with pytest.raises(DomainError, match="Say which force"):
        order(for_force=True, force="E99999999")


def test_an_edition_that_a_kind_has_not_is_refused(order):
    with pytest.raises(DomainError, match="no shareable edition"):
        order(Edition.SHAREABLE, editions=RESTRICTED)


def test_a_period_that_has_not_begun_is_refused(database):
    with pytest.raises(DomainError, match="not begun"):
        build(Order("monthly", date(2999, 1, 31), FRONT))


def test_a_report_keeps_tables_as_they_are_read(order):
    document = order(
        tables=(TableOf("T", lambda _brief: replace(told(), own_notes=("Not counted: 1.",))),)
    ).document

    laid = next(one for one in document.blocks if isinstance(one, Laid))
    assert type(laid) is Laid
    assert laid.notes == ("Not counted: 1.",)
    assert isinstance(document.blocks[1], Bullets)
    assert isinstance(document.blocks[-1], ChartBlock)
    assert not any(isinstance(one, Text) for one in document.blocks)


def test_without_an_instant_the_planned_cut_off_is_shown(database):
    front = build(Order("monthly", DAYS.end, FRONT))

    assert front.as_at == datetime(2025, 11, 8, tzinfo=UTC)  # the fifth working day is over
    assert front.front.next_edition == date(2025, 12, 12)  # the tenth after November
