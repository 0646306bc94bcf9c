"""Every kind of chart with nothing, with one, with many and with gaps, and read back from JSON."""

import json
from xml.etree import ElementTree

import pytest
from reportlab.graphics.shapes import Group, String

from dhp.charts import palette
from dhp.charts.bars import Bar, Bars
from dhp.charts.columns import Band, Columns
from dhp.charts.control import Control
from dhp.charts.funnel import Funnel, Limit, Place
from dhp.charts.gaps import Gap
from dhp.charts.heat import SHADES, Heat, HeatRow, Shaded
from dhp.charts.intervals import Interval, Intervals
from dhp.charts.kinds import KINDS, chart_data, read_chart
from dhp.charts.lines import Line, Lines
from dhp.charts.multiples import Multiples, Panel
from dhp.charts.nowcast import Estimate, Nowcast
from dhp.charts.steps import Climb, Steps
from dhp.charts.svg import inline_svg

WITHHELD = Gap.WITHHELD
SIZES = ((960, 340, 15), (345, 280, 13))
LETTERS = "{http://www.w3.org/2000/svg}text"


def labels(n):
    return tuple(f"Month {place + 1}" for place in range(n))


def counts(n, *, gaps=False):
    values = [(place * 7) % 11 for place in range(n)]
    if gaps:
        values[0], values[-1], values[n // 2] = WITHHELD, None, WITHHELD
    return tuple(values)


def limits(n):
    return tuple(Limit(3.0 * k + 2, 1, 2, 9, 14) for k in range(n))


def places(n, *, gaps=False):
    rates = counts(n, gaps=gaps)
    return tuple(Place(f"Place {k}", 3.0 * k + 2, v, "within") for k, v in enumerate(rates))


def climb(n):
    return Climb("this year", tuple((float(k), (k + 1) / (n + 1)) for k in range(n)))


def cells(n, *, gaps=False):
    told = [Shaded(k / 10 % 1, f"{k} of 10") for k in range(n)]
    if gaps:
        told[0], told[-1] = Shaded(None, "withheld"), Shaded(None, "not available")
    return tuple(told)


def charts(n, *, gaps=False):
    """A chart of every kind that holds `n` of whatever it holds."""
    values = counts(n, gaps=gaps)
    estimates = (Estimate(n - 1, 12.5, 11, 15),) if n else ()
    shown = [Interval(f"Line {k}", None if gaps else 0.4, 0.1, 0.8, "said") for k in range(n)]
    heads, panels = ("A", "B", "C"), tuple(Panel(f"Kind {k}", values) for k in range(n))
    told = cells(3, gaps=gaps)
    return (
        Bars("Field", "Due", ("Known", "Missing"), tuple(Bar(f"F{k}", (k, 2)) for k in range(n))),
        Columns("Month", "Deaths", labels(n), values, Band(1, 9, "usual range 1 to 9")),
        Control("Event", "Days", labels(n), values, 4, 10, 1, (n // 3,) if n else ()),
        Funnel("Force", "Expected", "Rate", places(n, gaps=gaps), limits(n), 5.5, "all places"),
        Heat("Factor", "Share", heads, tuple(HeatRow(f"Factor {k}", told) for k in range(n))),
        Intervals("Region", "Rate", tuple(shown), "rate"),
        Lines("Month", "Deaths", labels(n), (Line("this", values), Line("last", counts(n)))),
        Multiples("Month", "Deaths", labels(n), panels, provisional=min(n, 2)),
        Nowcast("Month", "Deaths", labels(n), values, provisional=min(n, 1), estimates=estimates),
        Steps("Days", "Share notified", (climb(n),), 90, "not followed beyond 90", (7, 28)),
    )


EVERY = {
    f"{chart.kind}, {name}": chart
    for name, made in (
        ("none", charts(0)),
        ("one", charts(1)),
        ("many", charts(12)),
        ("gaps", charts(12, gaps=True)),
        ("gaps only", charts(1, gaps=True)),
    )
    for chart in made
}


@pytest.fixture(params=EVERY)
def chart(request):
    return EVERY[request.param]


def words_in(shapes):
    for shape in shapes:
        if isinstance(shape, Group):
            yield from words_in(shape.contents)
        elif isinstance(shape, String):
            yield shape


def texts(drawing):
    return [word.text for word in words_in(drawing.contents)]


def test_every_kind_is_tried_here():
    assert {one.kind for one in charts(1)} == set(KINDS)


def test_it_is_an_image_with_a_name_and_no_style_of_its_own(chart):
    svg = inline_svg(chart.draw(345, 280, 13), "one", "A message", chart.alternative())

    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert not [each for each in root.iter() if "style" in each.attrib]
    desc = root.find("{http://www.w3.org/2000/svg}desc")
    assert desc.text == chart.alternative()


@pytest.mark.parametrize(("width", "height", "size"), SIZES)
def test_nothing_is_drawn_outside_its_picture_and_no_letter_is_smaller_than_asked_for(
    chart, width, height, size
):
    drawing = chart.draw(width, height, size)

    left, low, right, high = drawing.getBounds() or (0, 0, 0, 0)  # nothing, for no panel
    assert left >= -1
    assert low >= -size * 0.4
    assert right <= width + 1
    assert high <= drawing.height + 1
    assert {word.fontSize for word in words_in(drawing.contents)} <= {size}


def test_it_comes_back_from_its_plain_form_as_it_was(chart):
    stored = json.loads(json.dumps(chart_data(chart)))

    assert read_chart(stored) == chart
    assert json.loads(json.dumps(chart_data(read_chart(stored)))) == stored


def test_a_word_that_no_field_has_is_refused():
    with pytest.raises(ValueError, match="no field called shadow"):
        Lines.from_data({"across": "a", "shadow": "b"})


def test_a_field_that_is_missing_keeps_its_default():
    plain = chart_data(charts(2)[1])
    del plain["provisional_label"]

    assert read_chart(plain) == charts(2)[1]


@pytest.mark.parametrize("kind", ["columns", "control", "multiples", "lines", "nowcast"])
def test_a_gap_says_why_where_the_number_would_be(kind):
    chart = EVERY[f"{kind}, gaps"]

    drawn = " ".join(texts(chart.draw(960, 340, 15)))
    assert "withheld" in drawn
    told = [cell for row in chart.data()[1] for cell in row]
    assert "withheld" in told
    assert "not available" in told


@pytest.mark.parametrize("kind", ["columns", "control", "multiples"])
def test_a_gap_is_told_in_words_too(kind):
    assert "no number" in EVERY[f"{kind}, gaps only"].alternative()
    missing = EVERY[f"{kind}, gaps"].alternative()
    assert "3 missing" in missing or "Without a number: 3" in missing


def test_a_number_that_is_withheld_is_nowhere_in_the_picture():
    values = (5, WITHHELD, 7)
    for chart in (
        Columns("Month", "Deaths", labels(3), values, provisional=0),
        Control("Month", "Days", labels(3), values, 6, 12),
        Lines("Month", "Deaths", labels(3), (Line("this", values),)),
    ):
        plain = json.dumps(chart_data(chart))
        assert '"withheld"' in plain
        assert chart.data()[1][1][1] == "withheld"


def test_the_funnel_names_only_what_lies_beyond_the_outer_limits_and_keeps_the_order_given():
    told = (
        Place("Zetashire", 20, 0, "below 99.8", outside=True),
        Place("Alphashire", 12, 19.0, "above 95"),
        Place("Betashire", 4, 33.0, "above 99.8", outside=True),
    )
    chart = Funnel("Force", "Expected", "Rate", told, limits(8), 5.5, "all forces")

    drawn = texts(chart.draw(960, 340, 15))
    assert {"Zetashire", "Betashire"} <= set(drawn)
    assert "Alphashire" not in drawn
    assert [row[0] for row in chart.data()[1]] == ["Zetashire", "Alphashire", "Betashire"]
    assert "Zetashire (below 99.8), Betashire (above 99.8)" in chart.alternative()
    assert "Alphashire" not in chart.alternative()


def test_a_signal_is_named_beside_its_mark():
    chart = Control("Event", "Days", labels(5), (3, 4, 60, 4, 5), 4, 20, signals=(2,))

    assert "Month 3: 60" in texts(chart.draw(960, 340, 15))
    assert "Beyond the limits: Month 3 (60)." in chart.alternative()
    assert [row[2] for row in chart.data()[1]].count("beyond the limits") == 1


def test_letters_keep_their_contrast_on_every_shade():
    for fill, ink in SHADES:
        light, dark = sorted((_luminance(fill), _luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_darkest_shade_is_of_the_highest_share_and_no_share_is_white():
    row = HeatRow("Factor", (Shaded(0.8, "80%"), Shaded(0.1, "10%"), Shaded(0.0, "0%")))
    chart = Heat("Factor", "Share", ("A", "B", "C"), (row,))

    assert [chart.shade(cell.share)[0] for cell in row.cells] == [
        palette.NAVY,
        palette.BAND,
        palette.PAPER,
    ]
    assert chart.shade(None)[0] == palette.PAPER


def test_the_number_of_every_cell_is_in_the_picture_at_both_widths():
    chart = EVERY["heat, many"]

    for width in (960, 345):
        assert {"0 of 10", "1 of 10", "2 of 10"} <= set(texts(chart.draw(width, 0, 13)))


def test_panels_share_one_scale():
    chart = Multiples("Month", "Deaths", labels(2), (Panel("Many", (90, 40)), Panel("Few", (1, 0))))

    assert texts(chart.draw(960, 200, 15)).count("100") == 2


def test_steps_are_told_by_day_and_stop_at_the_cut():
    curve = Climb("this year", ((2, 0.25), (10, 0.75), (60, 1.0)))
    chart = Steps("Days", "Share notified", (curve,), 90, "not followed beyond 90", (1, 2, 28))

    assert chart.data()[1] == (("1", "0%"), ("2", "25%"), ("28", "75%"))
    assert "0% by 1, 25% by 2, 75% by 28" in chart.alternative()
    with pytest.raises(ValueError, match="must climb"):
        Steps("Days", "Share", (Climb("this", ((2, 0.5), (99, 1.0))),), 90, "cut", (1,))


def test_an_estimate_is_told_beside_what_is_known():
    chart = Nowcast("Month", "Deaths", labels(2), (20, 6), estimates=(Estimate(1, 18.04, 11, 29),))

    assert chart.data()[1] == (
        ("Month 1", "20", "none"),
        ("Month 2 (provisional)", "6", "18.0 (11 to 29)"),
    )
    assert "Month 2: 18.0 (11 to 29)." in chart.alternative()
    with pytest.raises(ValueError, match="does not fit"):
        Nowcast("Month", "Deaths", labels(1), (2,), estimates=(Estimate(0, 5, 6, 7),))


def _luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return sum(
        weight * linear(part)
        for weight, part in zip((0.2126, 0.7152, 0.0722), colour.rgb(), strict=True)
    )
