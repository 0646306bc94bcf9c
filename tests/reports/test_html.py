import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest

from dhp.reports.blocks import Bullets, Column, Heading, Note, Text
from dhp.reports.html import render_html
from dhp.reports.outline import outline
from dhp.statistics.measured import Measured
from tests.hostile import MARKUP
from tests.reports.long import long
from tests.reports.sample import CHART_W1, LAST_DAY, W1, WEEKLY, laid, weekly

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "title", "desc"} & set(self.open):
            self.words.append(data)

    def all(self, *names):
        return [(tag, attributes) for tag, attributes in self.tags if tag in names]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_headings_come_in_order_under_one_title():
    levels = [int(tag[1]) for tag, _ in Page(render_html(WEEKLY)).all("h1", "h2", "h3")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_marking_stands_at_the_top_and_at_the_foot():
    text = Page(render_html(WEEKLY, standalone=False)).text

    assert text.startswith("OFFICIAL-SENSITIVE")
    assert text.endswith("OFFICIAL-SENSITIVE")


def test_every_table_head_says_what_it_heads():
    page = Page(render_html(WEEKLY))

    heads = page.all("th")
    assert len(heads) > 30
    assert {attributes.get("scope") for _, attributes in heads} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table"))


def test_numbers_stand_to_the_right_and_words_to_the_left():
    html = render_html(WEEKLY)

    assert re.search(r'<td class="report__number">167</td>', html)
    assert re.search(r"<td>Cleveland, Devon and Cornwall, Gwent</td>", html)


def test_every_chart_is_an_image_with_words_and_a_table_of_its_numbers():
    page = Page(render_html(weekly(CHART_W1)))

    pictures = page.all("svg")
    assert len(pictures) == 2  # one for a wide and one for a narrow page
    assert {attributes["role"] for _, attributes in pictures} == {"img"}
    assert page.all("details")
    assert CHART_W1.alternative in page.text
    assert "11 Sep 11 18 Sep" in page.text


def test_ids_in_a_page_are_unique():
    ids = [a["id"] for _, a in Page(render_html(WEEKLY)).tags if "id" in a]

    assert len(ids) == len(set(ids))


def test_labelled_regions_lead_to_ids_that_exist():
    tags = Page(render_html(WEEKLY)).tags

    ids = {a["id"] for _, a in tags if "id" in a}
    wanted = {part for _, a in tags for part in a.get("aria-labelledby", "").split()}
    assert wanted
    assert wanted <= ids


@pytest.mark.parametrize("standalone", [True, False])
def test_nothing_in_it_breaks_a_strict_content_security_policy(standalone):
    page = Page(render_html(WEEKLY, standalone=standalone))

    assert not page.all("script", "link", "img", "iframe")
    attributes = [name for _, given in page.tags for name in given]
    assert "style" not in attributes
    assert not [name for name in attributes if name.startswith("on")]


def test_only_the_file_that_stands_alone_brings_its_style():
    assert Page(render_html(WEEKLY, standalone=True)).all("style")
    assert not Page(render_html(WEEKLY, standalone=False)).all("style", "html", "head", "body")


def test_the_policy_of_the_file_allows_its_own_style_and_nothing_else():
    html = render_html(WEEKLY)

    css = re.search(r"<style>(.*?)</style>", html, re.S).group(1)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html


def test_the_language_and_the_title_are_given():
    html = render_html(WEEKLY)

    assert '<html lang="en-GB">' in html
    assert (
        "<title>Weekly briefing: domestic abuse related deaths, weekly-2025-11-20</title>" in html
    )


def test_the_same_document_gives_the_same_page():
    assert render_html(WEEKLY) == render_html(WEEKLY)


@pytest.mark.parametrize("fragment", MARKUP)
def test_hostile_words_are_shown_as_typed(fragment):
    blocks = (Heading(2, fragment), Text(fragment), Bullets((fragment,)), Note(fragment, fragment))

    page = Page(render_html(weekly(*blocks, title=fragment)))

    assert page.text.count(" ".join(fragment.split())) >= 6
    assert not page.all("img", "script", "a", "b", "font")


def test_control_characters_do_not_reach_the_page():
    html = render_html(weekly(Text("a\x00b\x0bc\ud800d")))

    assert "abc\N{REPLACEMENT CHARACTER}d" in html
    html.encode("utf-8")


def test_an_empty_table_says_none():
    table = laid((Column("n", "Deaths"),), (), title="New deaths")

    assert (
        "New deaths Unit: deaths. Base: all. Force Deaths None."
        in Page(render_html(weekly(table))).text
    )


def test_an_empty_list_leaves_no_empty_element():
    assert "<ul" not in render_html(weekly(Bullets(())))


def test_every_shown_number_of_a_table_is_on_the_page():
    text = Page(render_html(weekly(W1))).text

    for row in W1.rows:
        cells = " ".join(row.cells[column.key].shown for column in W1.columns)
        assert f"{row.label} {cells}" in text


def tracing(**changes):
    """The sample's first table with a measure behind it."""
    asked = Measured("deaths", WEEKLY.as_at, ("type", "month"), (("sex", "female"),), LAST_DAY)
    return replace(W1, asked=asked, **changes)


def test_each_figure_of_a_restricted_page_leads_to_what_was_asked():
    page = Page(render_html(weekly(tracing()), standalone=False, traced=True))

    links = [a["href"] for _, a in page.all("a") if a.get("class") == "report__trace"]
    numbers = [c for row in W1.rows for c in row.cells.values() if c.value is not None]
    assert len(links) == len(numbers) > 30
    first = parse_qsl(urlsplit(links[0]).query)
    assert urlsplit(links[0]).path == "/explore"
    assert first == [
        ("measure", "deaths"),
        ("where", "sex=female"),
        ("where", "type=iph"),
        ("where", "month=week"),
        ("from", "2025-11-20"),
        ("as_at", WEEKLY.as_at.isoformat()),
    ]


def test_a_link_to_a_figure_s_origin_says_which_figure_it_is():
    labels = [
        a["aria-label"]
        for _, a in Page(render_html(weekly(tracing()), standalone=False, traced=True)).all("a")
    ]

    wanted = "2: where this figure comes from. Intimate partner homicide, This week"
    assert labels[0] == wanted


@pytest.mark.parametrize("given", [{"standalone": True, "traced": True}, {"standalone": False}])
def test_a_file_that_stands_alone_leads_nowhere(given):
    assert "report__trace" not in str(Page(render_html(weekly(tracing()), **given)).tags)
    assert "/explore" not in render_html(weekly(tracing()), **given)


def test_a_figure_without_a_measure_is_no_link():
    assert not Page(render_html(weekly(W1), standalone=False, traced=True)).all("a")


def test_a_long_report_lists_its_sections_and_each_line_leads_to_its_heading():
    page = Page(render_html(long()))

    ids = {a["id"] for tag, a in page.all("h2", "h3")}
    targets = [a["href"] for _, a in page.all("a")]
    assert len(targets) == len(outline(long()))
    assert {target.removeprefix("#") for target in targets} <= ids
    assert not Page(render_html(WEEKLY)).all("nav")


def test_a_draft_says_in_words_that_it_is_one():
    assert "Draft, not issued." in Page(render_html(weekly(issued=None))).text
    assert "Draft, not issued." not in Page(render_html(WEEKLY)).text


def test_a_correction_stands_before_everything_it_corrects():
    text = Page(render_html(long())).text

    assert text.index("One death was counted twice.") < text.index("1. Main points")
    assert "This replaces version 1." in text


def test_the_end_tells_what_the_report_was_made_from():
    text = Page(render_html(WEEKLY)).text

    assert f"Checksum of report.json: {WEEKLY.checksum}" in text


def test_wide_tables_scroll_inside_a_region_that_the_keyboard_reaches():
    page = Page(render_html(long()))

    regions = [a for tag, a in page.all("div") if a.get("class") == "report__scroll"]
    assert len(regions) == len(page.all("table"))
    assert all(a["tabindex"] == "0" and a["role"] == "region" for a in regions)
    assert all("aria-labelledby" in a or "aria-label" in a for a in regions)


@pytest.mark.parametrize("marking", ["Official", "Official-Sensitive"])
@pytest.mark.parametrize("issued", [None, WEEKLY.issued])
def test_every_printed_page_bears_the_marking(marking, issued):
    document = weekly(front=replace(WEEKLY.front, marking=marking), issued=issued)
    html = render_html(document)

    (name,) = re.findall(r'class="report report--([a-z-]+)"', html)
    assert f".report--{name} {{ page: {name}; }}" in html
    assert f'@page {name} {{ @top-center {{ content: "{document.marking}"' in html
