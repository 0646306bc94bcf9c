"""A person before a plain browser: opens pages, follows links, fills in what a form really offers."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import pyotp
from werkzeug.test import TestResponse

from tests.accounts.people import PASSWORD, SECRET
from tests.harness.pages import PageClient

INLINE = frozenset(("a", "bdi", "code", "label", "span", "strong", "time"))
UNSEEN = frozenset(("head", "script", "style", "svg"))


class Visitor:
    """Goes only where pages lead, and sends only what their forms hold, hidden fields included."""

    def __init__(self, client: PageClient, email: str) -> None:
        self.email = email
        self.client = client
        self.answer: TestResponse
        self.at = ""
        self._typed: dict[str, str] = {}
        self.sent: tuple[str, list[tuple[str, str]]] = ("", [])

    def open(self, address: str) -> "Visitor":
        """Go to an address, as from a bookmark."""
        self._typed = {}
        return self._arrive(self.client.get(address, follow_redirects=True))

    def follow(self, words: str) -> "Visitor":
        """Follow the first link whose words begin so."""
        for link in self._tree.iterfind(".//a"):
            if _words(link).startswith(words):
                return self.open(link.get("href"))
        raise AssertionError(f"No link {words!r} on {self.at}:\n{self.text}")

    def follow_reference(self) -> "Visitor":
        """Follow the first reference on the page, such as the one that waits longest."""
        return self.follow(self.reference)

    def fill(self, answers: dict[str, str]) -> "Visitor":
        """Type or choose, by the names of fields; sent with the next `press`."""
        self._typed |= answers
        return self

    def press(self, words: str, *, expected: int = 200) -> "Visitor":
        """Press the button that says so; the answer, after redirects, must be `expected`."""
        form, button = self._button(words)
        typed, self._typed = self._typed, {}
        for name, text in typed.items():
            form.fields[name] = text  # refuses a field or a choice that the form does not offer
        posted = list(form.form_values())
        if button.get("name"):
            posted.append((button.get("name"), button.get("value", "")))
        self.sent = (form.get("action") or self.at, posted)
        self._send()
        assert self.answer.status_code == expected, self.text
        return self

    def press_again(self) -> "Visitor":
        """Send the last form once more, as a double click or a reload does."""
        self._send()
        return self

    def sign_in(self, *, with_code: bool) -> "Visitor":
        """Come in through the pages of signing in."""
        self.open("/").fill({"email": self.email, "password": PASSWORD}).press("Sign in")
        if with_code:
            self.fill({"code": pyotp.TOTP(SECRET).now()}).press("Continue")
        assert "Sign out" in self.text, self.text
        return self

    @property
    def text(self) -> str:
        """The words of the page, in the order in which they are read."""
        return _words(self._tree)

    @property
    def reference(self) -> str:
        """The first reference on the page, in its groups."""
        found = re.search("[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{4}", self.text)
        assert found, f"No reference on {self.at}:\n{self.text}"
        return found[0]

    @property
    def links(self) -> set[str]:
        """Where the page leads."""
        return {link.get("href") for link in self._tree.iterfind(".//a[@href]")}

    def value(self, name: str) -> str:
        """What stands in the field `name` of the page."""
        for form in self._tree.forms:
            if name in form.fields:
                return str(form.fields[name] or "")
        raise AssertionError(f"No field {name!r} on {self.at}")

    def choices(self, name: str) -> list[str]:
        """The values that the field `name` offers, in the order of the page."""
        boxes = self._tree.iterfind(f".//input[@name='{name}']")
        return [box.get("value") for box in boxes]

    @property
    def _tree(self) -> Any:
        return lxml.html.document_fromstring(self.answer.get_data())

    def _button(self, words: str) -> tuple[Any, Any]:
        tree = self._tree
        for form in tree.forms:
            for button in form.iterfind(".//button"):
                if _words(button) == words:
                    return form, button
        raise AssertionError(f"No button {words!r} on {self.at}:\n{self.text}")

    def _send(self) -> None:
        address, posted = self.sent
        fields: dict[str, list[str]] = {}
        for name, text in posted:
            fields.setdefault(name, []).append(text)
        self._arrive(self.client.post(address, data=fields, follow_redirects=True))

    def _arrive(self, answer: TestResponse) -> "Visitor":
        self.answer = answer
        self.at = answer.request.path
        return self


def _words(element: Any) -> str:
    return re.sub(r"\s+", " ", "".join(_pieces(element))).strip()


def _pieces(element: Any) -> Iterator[str]:
    """The texts inside an element, with a space around whatever stands in a box of its own."""
    if element.tag in UNSEEN or not isinstance(element.tag, str):
        return
    around = "" if element.tag in INLINE else " "
    yield around + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield around
