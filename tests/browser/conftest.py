"""A real Chromium before a real server, and pages that fail the test when the browser complains."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from tests.browser.people import PATIENCE
from tests.harness import shared
from tests.harness.examples import sample
from tests.harness.in_flight import Answering

Opener = Callable[..., BrowserContext]
# The shell draws as the others do without a browser's own windows, in half of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # root has none, and the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`security policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.hookimpl(tryfirst=True)  # before the tests for one kind of database are picked out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a page shows is the same on either kind of database; the story marked so is for both."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if not any(item.iter_markers("only_on")):
                item.add_marker(pytest.mark.only_on("sqlite"))


def find_chromium() -> str | None:
    """The path of a Chromium that starts; Ubuntu's `chromium-browser` may only point to a shop."""
    for name in (os.environ.get("DHP_CHROMIUM"), *NAMES):
        path = shutil.which(name) if name else None
        if path is None:
            continue
        asked = subprocess.run([path, "--version"], capture_output=True, check=False)
        if asked.returncode == 0:
            return path
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    path = find_chromium()
    if path is None:
        reason = "No Chromium: install the package chromium or set DHP_CHROMIUM to its path."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(shared.folder()))  # where it keeps its profile
        playwright = sync_playwright().start()
    browser = playwright.chromium.launch(
        executable_path=path, args=list(FLAGS), ignore_default_args=_in_memory()
    )
    yield browser
    browser.close()
    playwright.stop()


def _in_memory() -> list[str]:
    """What keeps a browser from sharing memory between its processes, where there is enough of it."""
    return ["--disable-dev-shm-usage"] if shared.in_memory(shared.folder()) else []


@pytest.fixture
def serve() -> Iterator[Callable[[Flask], str]]:
    """Serves an application on a free port until the test ends; gives its address."""
    servers = []

    def start(app: Flask) -> str:
        answering = Answering(app)
        server = make_server("127.0.0.1", 0, answering, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread, answering))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread, answering in servers:
        server.shutdown()
        thread.join()
        server.server_close()
        answering.wait()


@pytest.fixture
def address(app: Flask, serve: Callable[[Flask], str]) -> str:
    """Where the application answers. Write rows inside `with app.app_context():` and commit."""
    return serve(app)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: errors of scripts, refusals of the security policy."""
    return []


@pytest.fixture
def open_context(browser: Browser, complaints: list[str], serve: object) -> Iterator[Opener]:
    """Opens a browser of its own for one person; at the end fails on what the browser said."""
    contexts: list[BrowserContext] = []
    del serve  # asked for only so that servers outlive the browsers that talk to them

    def open_one(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REPORT_VIOLATIONS)
        _listen(context, complaints)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)


# Nothing can be judged without scripts, and sending what a page offers is what the client of all other
# tests does: a notification and a reading show at a push that it works so in the browser too.
@pytest.fixture(
    params=sample((True, False), (True,)), ids=lambda on: "scripts" if on else "without scripts"
)
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browser of a story runs scripts."""
    return bool(request.param)


@pytest.fixture
def page(open_context: Opener, address: str) -> Page:
    """A page on a desktop; `page.goto("/")` is the application."""
    return open_context(base_url=address).new_page()


@pytest.fixture
def phone(open_context: Opener, address: str) -> Page:
    """A page on a small phone."""
    return open_context(base_url=address, viewport=PHONE, has_touch=True).new_page()


@pytest.fixture
def page_without_scripts(open_context: Opener, address: str) -> Page:
    """A page in a browser with JavaScript off."""
    return open_context(base_url=address, java_script_enabled=False).new_page()


def _listen(context: BrowserContext, complaints: list[str]) -> None:
    refused: set[str] = set()  # a page asked for on purpose may answer 404: not a complaint

    def note_answer(answer: Response) -> None:
        if answer.request.is_navigation_request() and answer.status >= 400:
            refused.add(answer.url)

    def watch(page: Page) -> None:
        page.on("response", note_answer)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    def hear(said: ConsoleMessage) -> None:
        place = urldefrag(said.location["url"]).url
        # Browsers ask for /favicon.ico on their own where a bare page names no icon.
        if said.type == "error" and place not in refused and not place.endswith("/favicon.ico"):
            complaints.append(f"{place}: {said.text}")

    context.on("page", watch)
    context.on("console", hear)
