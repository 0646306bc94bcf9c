"""The pictures of the guides, taken from the demonstration by `make guides`: a journey for each role.

flask seed sign-ins | python -m tests.browser.pictures http://127.0.0.1:5000 docs/guides/pictures
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.people import answer_the_background, answer_the_death, answer_the_people, settle

DESK: ViewportSize = {"width": 1200, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 720}
COLOURS = 48  # enough for these pages, whose files are then a tenth as large
PATIENCE = 60_000  # milliseconds: a large page of the demonstration on a busy machine


class Camera:
    """Takes pictures of one page into a folder."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder

    def at(self, address: str) -> "Camera":
        """Go to an address of the service."""
        self.page.goto(address)
        return self

    def follow(self, selector: str) -> "Camera":
        """Follow the first link that a selector finds."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self

    def press(self, button: str) -> "Camera":
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).first.click()
        return self

    def take(self, name: str, *, from_: str = "", phone: bool = False) -> None:
        """Keep what is in sight, from the element `from_` on, as a small file."""
        self.page.set_viewport_size(PHONE if phone else DESK)
        settle(self.page)
        self.page.evaluate(
            "at => at ? document.querySelector(at).scrollIntoView() : scrollTo(0, 0)", from_
        )
        picture = Image.open(io.BytesIO(self.page.screenshot(animations="disabled")))
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(self.folder / f"{name}.png", optimize=True)
        self.page.set_viewport_size(DESK)


def spoc(camera: Camera) -> None:
    page = camera.page
    camera.take("spoc-home")
    camera.take("spoc-home-phone", phone=True)
    camera.at("/returns").follow("main .app-work a").take("spoc-return")
    camera.at("/questions").follow("main .app-work a").take("spoc-question-phone", phone=True)
    camera.at("/").press("Notify a death")
    settle(page)
    answer_the_death(page, "CR/77/26")
    camera.take("spoc-notify")
    camera.press("Save and continue")
    answer_the_people(page)
    camera.press("Save and continue")
    settle(page)
    answer_the_background(page)
    camera.press("Save and continue").take("spoc-check")
    camera.press("Send notification").take("spoc-receipt")


def coder(camera: Camera) -> None:
    camera.take("coder-home")
    camera.at("/notifications/inbox").follow("main tbody a").take("coder-read")
    camera.press("Accept and open a case").take("coder-accepted-phone", phone=True)
    camera.follow("main a[href$='/classification']").take("coder-classify")
    camera.at("/coding").take("coder-coding")


def lead(camera: Camera) -> None:
    camera.take("lead-home")
    camera.follow("main .app-work a[href^='/reports/']").take("lead-draft")
    camera.take("lead-decide", from_="#decide")
    camera.at("/reports/calendar").take("lead-calendar")


def reader(camera: Camera) -> None:
    camera.take("reader-home")
    camera.follow("main .app-work a[href^='/reports/']").take("reader-report")
    camera.take("reader-report-phone", phone=True)
    camera.at("/explore").follow("main tbody a").take("reader-explore")


def administrator(camera: Camera) -> None:
    page = camera.page
    camera.take("administrator-home")
    camera.at("/users/new")
    page.get_by_label("Name", exact=True).fill("Ash Example")
    page.get_by_label("E-mail address").fill("ash.example@police.example")
    page.locator("label").get_by_text("Auditor", exact=True).click()
    camera.take("administrator-invite")
    camera.at("/users").follow("main tbody a").take("administrator-user")
    camera.at("/api-keys").take("administrator-keys")


def auditor(camera: Camera) -> None:
    camera.take("auditor-home")
    camera.take("auditor-home-phone", phone=True)
    camera.at("/trail").take("auditor-trail")
    camera.page.get_by_label("E-mail address").first.fill("coder@demonstration.example")
    camera.press("Show what they did").take("auditor-result")


ROLES: tuple[Callable[[Camera], None], ...] = (coder, spoc, lead, reader, administrator, auditor)


def sign_in(browser: Browser, address: str, email: str, password: str) -> Page:
    """A browser in which somebody of the demonstration has come in."""
    context = browser.new_context(base_url=address, viewport=DESK)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def main(address: str, folder: str) -> None:
    """Take every picture; the sign-ins stand on the standard input: role, address, password."""
    people = {line.split()[0]: line.split()[1:3] for line in sys.stdin if "@" in line}
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for journey in ROLES:
            email, password = people[journey.__name__]
            journey(Camera(sign_in(browser, address, email, password), Path(folder)))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
