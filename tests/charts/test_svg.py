import re
from xml.etree import ElementTree

from dhp.charts.columns import Band, Columns
from dhp.charts.lines import Line, Lines
from dhp.charts.svg import inline_svg

CHART = Columns("Week", "Deaths", ("a", "b"), (2, 3), Band(1, 4, "Usual range 1 to 4"))


def svg(chart=CHART, name="w1", title="Five received", desc="A chart."):
    return inline_svg(chart.draw(400, 150, 9), name, title, desc)


def parsed(text):
    return ElementTree.fromstring(text)


def test_a_strict_content_security_policy_allows_it():
    text = svg()

    assert "style" not in text
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "").replace(
        "http://www.w3.org/1999/xlink", ""
    )


def test_it_is_an_image_with_a_name_and_a_description():
    root = parsed(svg())

    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    words = [named[part] for part in root.get("aria-labelledby").split()]
    assert words == ["Five received", "A chart."]


def test_ids_of_two_charts_on_a_page_never_meet():
    first, second = (set(re.findall(r'\bid="([^"]+)"', svg(name=name))) for name in ("w1", "w2"))

    assert len(first) >= 2
    assert not first & second


def test_every_reference_inside_leads_to_an_id_inside():
    text = svg()

    for target in re.findall(r"url\(#([^)]+)\)", text):
        assert f'id="{target}"' in text


def test_it_grows_with_its_room():
    root = parsed(svg())

    assert root.get("width") == "100%"
    assert root.get("height") is None
    assert root.get("viewBox") == "0 0 400 150"


def test_words_are_never_read_as_markup():
    chart = Lines("W", "D", ("<b>", "\x00&amp;"), (Line("<script>x</script>", (1, 2)),))

    text = inline_svg(chart.draw(400, 150, 9), "w", "<title>", "]]>\x0b")
    drawn = [e.text for e in parsed(text).iter() if e.tag.endswith("text")]
    assert "<script>x</script>" in drawn
    assert "<script" not in text


def test_bold_words_stay_bold_without_naming_our_font_file():
    text = svg()

    assert 'font-weight="bold"' in text
    assert "LiberationSans" not in text
