import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, flash, render_template_string
from jinja2 import UndefinedError

LISTS = (
    "accounts/users.html",
    "cases/answer.html",
    "cases/contact.html",
    "cases/index.html",
    "cases/replay.html",
    "cases/schemes.html",
    "followup/index.html",
    "notifications/inbox.html",
    "notifications/index.html",
    "questions/asked.html",
    "reports/library.html",
)


def draw(app: Flask, source: str, address: str = "/mine/one", **values: object) -> str:
    with app.test_request_context(address):
        return render_template_string(source, **values)


def test_two_notices_on_a_page_have_titles_of_their_own(app: Flask) -> None:
    page = "{% extends 'base.html' %}{% block title %}Start{% endblock %}"

    with app.test_request_context("/mine/one"):
        flash("One", "success")
        flash("Two")
        drawn = render_template_string(page)

    titles = ["notice-title-1", "notice-title-2"]
    assert re.findall('id="(notice-[^"]*)"', drawn) == titles
    assert re.findall('aria-labelledby="(notice-[^"]*)"', drawn) == titles


def test_an_undefined_name_fails_in_our_templates(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        draw(app, "{% if anything %}{% endif %}")


def test_an_undefined_name_does_not_fail_in_the_library(app: Flask) -> None:
    source = (
        "{% from 'govuk_frontend_jinja/components/button/macro.html' import govukButton %}"
        "{{ govukButton({'text': 'Send'}) }}"
    )

    assert "Send" in draw(app, source)


def test_typed_text_keeps_its_lines_and_gains_no_markup(app: Flask) -> None:
    source = "{% from 'components/text.html' import paragraphs %}{{ paragraphs(text) }}"

    drawn = draw(app, source, text="<b>one</b>\ntwo\n\n\nthree")

    assert "&lt;b&gt;one&lt;/b&gt;<br>two</p>" in drawn
    assert drawn.count("<p") == 2


def test_an_instant_is_shown_in_london_time(app: Flask) -> None:
    at = datetime(2026, 7, 2, 22, 30, tzinfo=UTC)

    assert draw(app, "{{ at | london }}", at=at) == "2 July 2026 at 23:30"


def test_a_reference_is_shown_in_groups(app: Flask) -> None:
    assert draw(app, "{{ '4Q7T9KD2M0XW3E' | reference }}") == "4Q7T9-KD2M0-XW3E"


def test_a_table_of_fifty_rows_is_drawn_whole(app: Flask) -> None:
    source = "{% from 'components/table.html' import table %}{{ table('Cases', columns, rows) }}"
    columns = [{"label": "Reference"}, {"label": "Deaths", "numeric": True}]

    drawn = draw(app, source, columns=columns, rows=[[f"<{n}>", n] for n in range(50)])

    assert drawn.count('<th scope="row"') == 50
    assert "&lt;49&gt;" in drawn


def test_each_cell_of_a_list_names_its_column_for_narrow_pages(app: Flask) -> None:
    source = "{% from 'components/table.html' import table %}{{ table('Cases', columns, rows) }}"
    columns = [{"label": "Reference"}, {"label": "Deaths <now>", "numeric": True}]

    drawn = draw(app, source, columns=columns, rows=[["A", 1]])

    assert 'data-label="Deaths &lt;now&gt;">1</td>' in drawn
    assert "app-list-table" in drawn


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_drawn_by_the_one_component_with_a_name_on_every_cell(
    app: Flask, name: str
) -> None:
    text = (Path(str(app.root_path)).parent / "templates" / name).read_text()

    rows = re.findall(r"\{% call list_table.*?\{% endcall %\}", text, re.DOTALL)

    assert rows
    cells = [cell for row in rows for cell in re.findall(r"<td [^>]*>", row)]
    unnamed = [cell for cell in cells if "data-label" not in cell and "no-print" not in cell]
    assert cells
    assert unnamed == []
    assert "<table" not in text


def test_a_summary_has_a_column_of_links_only_where_a_row_has_one(app: Flask) -> None:
    source = "{% from 'components/summary_list.html' import summary_list %}{{ summary_list(rows) }}"
    plain, linked = {"key": "A", "value": 1}, {"key": "B", "value": 2, "href": "/b"}

    alone, beside = (draw(app, source, rows=rows) for rows in ([plain], [plain, linked]))

    assert "no-actions" not in alone
    assert beside.count("no-actions") == beside.count("__actions") == 1
