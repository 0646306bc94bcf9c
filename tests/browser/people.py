"""What a person does in the browser: come in, and answer the three pages of a notification."""

from datetime import timedelta

import pyotp
from playwright.sync_api import Locator, Page

from dhp.calendar import london_date, now
from tests.accounts.people import PASSWORD, SECRET
from tests.harness.accessibility import assert_accessible

WORDS = "Found at home by a neighbour on Sunday evening."


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
    """Judge the page as it stands, then press its button."""
    judge(page)
    page.get_by_role("button", name=button).click()


def judge(page: Page) -> None:
    """Fail on a page that some people could not use; nothing can be judged without scripts."""
    if scripts(page):
        assert_accessible(page)


def scripts(page: Page) -> bool:
    """Whether the page runs its own scripts."""
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
