"""Each person is shown the areas that they may enter, and the pages within the one that is open."""

import re

import pytest
from flask.testing import FlaskClient

from dhp.web.navigation import Area, add_navigation, place_pages
from tests.web.pages import Right


def top(page: str) -> list[str]:
    """The words of the top line."""
    items = re.findall(r'<li class="govuk-service-navigation__item.*?</li>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", one).strip() for one in items]


def within(page: str) -> list[tuple[str, str]]:
    """The address and the words of each link of the line below it."""
    return re.findall(r'<a class="app-within__link" href="([^"]+)".*?>(.*?)</a>', page, re.DOTALL)


@pytest.fixture
def more(officer: FlaskClient) -> FlaskClient:
    """A second link in the area of the first, and one of an area of its own."""
    app = officer.application
    add_navigation(app, Area.DEATHS, "save", "Save", Right.READ)
    add_navigation(app, Area.START, "start", "Start")
    return officer


def test_only_what_the_person_may_do_is_shown(officer: FlaskClient) -> None:
    page = officer.get("/").text

    assert 'href="/read"' in page
    assert 'href="/decide"' not in page


def test_a_stranger_sees_none(client: FlaskClient) -> None:
    assert 'href="/read"' not in client.get("/").text


def test_an_area_of_one_link_goes_by_the_name_of_that_link(officer: FlaskClient) -> None:
    page = officer.get("/").text

    assert top(page) == ["Read"]
    assert within(page) == []


def test_areas_stand_in_their_order_whichever_room_came_first(more: FlaskClient) -> None:
    assert top(more.get("/").text) == ["Start", "Deaths"]


def test_an_area_leads_to_its_first_page_and_shows_its_pages_only_when_open(
    more: FlaskClient,
) -> None:
    page = more.get("/").text

    assert 'href="/read"' in page
    assert within(page) == []


def test_a_page_within_an_area_shows_its_neighbours(more: FlaskClient) -> None:
    page = more.get("/read/more").text

    assert within(page) == [("/read", "Read"), ("/save", "Save")]
    assert page.count('aria-current="true"') == 2  # the area, and the page within it


def test_a_page_without_a_link_lies_under_the_one_that_it_was_placed_under(
    more: FlaskClient,
) -> None:
    assert within(more.get("/apart").text) == []

    place_pages(more.application, "apart", "read")

    assert within(more.get("/apart").text) == [("/read", "Read"), ("/save", "Save")]
