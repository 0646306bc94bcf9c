"""The part of the weekly briefing on demand and on what partners tell."""

from datetime import UTC, date, datetime

import pytest

from dhp.calendar import clock_at
from dhp.context.insight_actions import Insight, record_insight
from dhp.context.insight_rules import Basis, Consent
from dhp.context.strands import strand_with
from dhp.reports.blocks import Bullets, Cell, ChartBlock, Column, Heading, Laid, Mark, Row
from dhp.reports.building import Order, build
from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.week import demand
from dhp.reports.document import Front
from dhp.reports.html import render_html
from dhp.reports.pdf.rendering import render_pdf
from tests.context.conftest import WEEK, clock, coder, essex, kent, tell, world
from tests.reports.sample import laid

__all__ = ["clock", "coder", "essex", "kent", "tell", "world"]

FRONT = Front("OFFICIAL-SENSITIVE", "Named recipients.", "FOI", "Author", "Unit", "c@example.org")
NOTHING = Cell.marked(Mark.NOT_AVAILABLE)
AT_THE_CUT_OFF = datetime(2026, 3, 6, tzinfo=UTC)


def briefing():
    """The briefing on the week after `WEEK`, whose figures were due at its cut-off."""
    with clock_at(AT_THE_CUT_OFF):
        return build(Order("weekly", WEEK.next.end, FRONT, AT_THE_CUT_OFF))


def table(document):
    return next(b for b in document.blocks if isinstance(b, Laid) and b.id == "W4")


def shown(document, code):
    row = next(row for row in table(document).rows if row.key == code)
    return {key: cell.shown for key, cell in row.cells.items()}


def quotes(document):
    titles = [block.text for block in document.blocks if isinstance(block, Heading)]
    if "What partners tell" not in titles:
        return ()
    return [block.items for block in document.blocks if isinstance(block, Bullets)][-1]


@pytest.fixture
def told(database, coder):
    """Records a note told on 2 March."""

    def add(words, consent, at="2026-03-02T10:00"):
        with clock_at(datetime.fromisoformat(at).replace(tzinfo=UTC)):
            record_insight(
                Insight(
                    strand_with("missing"),
                    "The Harbour Trust",
                    date.fromisoformat(at[:10]),
                    Basis.DIRECT,
                    consent,
                    words,
                ),
                by=coder,
            )
            database.session.commit()

    return add


def test_each_strand_has_its_sum_with_the_forces_behind_it(kent, essex, tell):
    tell(kent, missing=1_000, at="2026-03-02T10:00")
    tell(essex, missing=20, at="2026-03-02T10:00")
    tell(kent, WEEK.previous, missing=990, at="2026-02-22T10:00")

    assert shown(briefing(), "missing") == {
        "week": "1,020",
        "forces": "2 of 44",
        "before": "+10",
        "before_forces": "1",
        "last_year": "[x]",
        "change": "[x]",
        "compared": "0",
    }


def test_a_strand_that_nobody_returned_is_not_zero(kent, tell):
    tell(kent, missing=0, at="2026-03-02T10:00")

    document = briefing()
    assert shown(document, "missing")["week"] == "0"
    assert shown(document, "da_crimes")["week"] == "[x]"


def test_what_comes_after_the_cut_off_waits_for_the_next_briefing(kent, tell):
    tell(kent, missing=7, at="2026-03-05T23:59:59")
    tell(kent, da_crimes=7, at="2026-03-06T00:00:01")

    document = briefing()
    assert shown(document, "missing")["week"] == "7"
    assert shown(document, "da_crimes")["week"] == "[x]"


def test_a_partner_is_named_only_with_consent(world, told):
    told("More calls at night.", Consent.NAMED)
    told("Fewer places to go.", Consent.UNNAMED)
    told("Not to be told on.", Consent.REFUSED)

    said = quotes(briefing())

    told_on = "2 March 2026 (seen in its own work)."
    assert said == (
        f"Missing people: “More calls at night.” The Harbour Trust, {told_on}",
        f"Missing people: “Fewer places to go.” A partner organisation, {told_on}",
    )
    assert "Not to be told on" not in render_html(briefing())


def test_notes_of_other_weeks_are_not_quoted_again(world, told):
    told("Last week’s.", Consent.NAMED, at="2026-02-26T10:00")

    assert quotes(briefing()) == ()


def test_many_notes_are_counted_and_not_all_quoted(world, told):
    for number in range(10):
        told(f"Note {number}.", Consent.UNNAMED)

    said = quotes(briefing())
    assert (len(said), said[-1]) == (9, "2 more may be quoted.")


def test_without_strands_and_notes_the_briefing_has_no_such_part(database):
    titles = [block.text for block in briefing().blocks if isinstance(block, Heading)]

    assert "Demand by strand" not in titles
    assert "What partners tell" not in titles


def test_the_part_is_drawn_on_the_page_and_on_paper(kent, tell, told):
    tell(kent, da_incidents=7, at="2026-03-02T10:00")
    told("More calls <b>at night</b>.", Consent.NAMED)
    document = briefing()

    charts = [block.id for block in document.blocks if isinstance(block, ChartBlock)]
    assert charts == ["W1", "W2"]  # of one week there is no course to draw, and that is said
    assert any("no course is drawn" in getattr(one, "text", "") for one in document.blocks)
    assert "More calls &lt;b&gt;at night&lt;/b&gt;." in render_html(document)
    assert render_pdf(document).startswith(b"%PDF")


@pytest.mark.parametrize(("value", "drawn"), [(Cell.count(7), True), (NOTHING, False)])
def test_the_course_of_a_strand_is_drawn_where_a_week_of_it_is_known(value, drawn):
    columns = (Column("this_year", "This year"), Column("last_year", "Same week last year"))
    rows = (Row("w", "19 Nov", {"this_year": value, "last_year": NOTHING}),)
    course = laid(columns, rows, id="W7", title="Domestic abuse incidents", unit="Incidents")
    told = Told(None, {"W4": course, "W7": course}, None)

    blocks = list(demand(told))

    assert [block.id for block in blocks if isinstance(block, ChartBlock)] == ["W3"] * drawn
