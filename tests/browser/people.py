"""What a person does in the browser: come in, and answer the three pages of a notification."""

import os
import time
from collections.abc import Callable
from datetime import timedelta

import pyotp
from playwright.sync_api import Locator, Page, expect

from dhp.calendar import london_date, now
from tests.accounts.people import PASSWORD, SECRET
from tests.harness.accessibility import assert_accessible

WORDS = "Found at home by a neighbour on Sunday evening."
# How long a page may take to do what is expected: a busy machine is slow, not wrong.
PATIENCE = 60_000 if os.environ.get("CI") == "true" else 30_000  # milliseconds
NOT_YET_SEARCHABLE = "select[data-autocomplete]:not([id$='-select'])"


def come_in(page: Page, email: str) -> None:
    """Sign in through its pages, with a code from the app."""
    page.goto("/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code from your authenticator app").fill(pyotp.TOTP(SECRET).now())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign out").wait_for()


def go_on(page: Page, button: str = "Save and continue") -> None:
    """Judge the page as it stands, press its button and wait for the next page."""
    judge(page)
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def begin(page: Page, email: str) -> None:
    """Sign in and open the first page of a new notification."""
    come_in(page, email)
    page.get_by_role("button", name="Notify a death").click()
    reach(page, "**/death")


def reach(page: Page, address: str) -> None:
    """Wait until the page at `address`, a pattern, has come and is settled."""
    page.wait_for_url(address)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the whole page is there and its script has done what it does on arrival.

    Call it before keys or clicks that the script must see: a box is there before its listeners.
    """
    page.wait_for_load_state()
    if scripts(page):
        expect(page.locator(NOT_YET_SEARCHABLE)).to_have_count(0)


def until(page: Page, happened: Callable[[], object]) -> None:
    """Let the browser go on until `happened()`, for what shows on no page."""
    end = time.monotonic() + PATIENCE / 1000
    while not happened():
        assert time.monotonic() < end, "It never happened."
        page.wait_for_timeout(50)


def judge(page: Page) -> None:
    """Fail on a page that some people could not use; nothing can be judged without scripts."""
    settle(page)
    if scripts(page):
        assert_accessible(page)


def scripts(page: Page) -> bool:
    """Whether the page, which is there, runs its own scripts."""
    return page.locator("body.js-enabled").count() == 1


def answer_the_death(page: Page, reference: str) -> None:
    """The first page."""
    box(page, "What is your own reference?").fill(reference)
    day = london_date(now()) - timedelta(days=2)
    for question in ("When did the person die?", "When did the force first know"):
        boxes = page.get_by_role("group", name=question)
        for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(label).fill(str(number))
    choose(page, "What kind of death is suspected?", "Homicide")
    choose(page, "Where did the death happen?", "Victim’s home")


def answer_the_people(page: Page) -> None:
    """The second page."""
    settle(page)
    victim, suspect = (page.get_by_role("group", name=who) for who in ("The victim", "The suspect"))
    choose(victim, "Sex", "Female")
    box(victim, "Age at the time of the death").fill("34")
    choose(page, "Is a suspect identified", "Yes")
    choose(suspect, "Sex", "Male")
    box(suspect, "Age at the time of the death").fill("36")
    relationship = page.get_by_label("The suspect is the victim’s…")
    if scripts(page):
        relationship.fill("former part")
        page.get_by_role("option", name="Former partner").click()
    else:
        relationship.select_option(label="Former partner, boyfriend or girlfriend")


def answer_the_background(page: Page) -> None:
    """The third page."""
    choose(page, "Is a history of domestic abuse known?", "Yes, recorded by police")
    box(page, "What happened, in a few sentences?").fill(WORDS)
    choose(page, "Does anyone involved work for the police", "No")


def box(within: Page | Locator, question: str) -> Locator:
    """The box to type in below a question."""
    return within.get_by_role("group", name=question).get_by_role("textbox")


def choose(within: Page | Locator, question: str, answer: str) -> None:
    """Press the label of a radio button, as a finger does."""
    group = within.get_by_role("group", name=question)
    group.locator("label").get_by_text(answer, exact=True).click()
