"""The client of the tests: it refuses pages that a browser would have to mend, and unsaved work."""

import contextvars
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from werkzeug.test import TestResponse

from dhp.extensions import db

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
FIELDS = ("input", "select", "textarea")
NOTED = frozenset((*FIELDS, "html", "img", "label", "a"))
NAMES = {"aria-label", "aria-labelledby"}
UNLABELLED = frozenset(("hidden", "submit", "button", "image", "reset"))


class PageClient(FlaskClient):
    """A client whose requests share nothing with the test but the database and the clock."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request as another process would, and look at the page that comes back."""
        if has_app_context():
            session = db.session()
            waiting = session.new or session.dirty or session.deleted
            unsaved = waiting or session.info.get("unsaved")
            assert not unsaved, "Save first: database.session.commit(), then ask for a page."
            db.session.rollback()  # an open transaction would lock the request out of SQLite
        response: TestResponse = _apart().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        asked_for_page = response.request.method not in ("HEAD", "OPTIONS")
        is_page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
        if asked_for_page and is_page:
            problems = faults(response.get_data(as_text=True))
            assert not problems, f"{response.request.path}: " + "; ".join(problems)
        return response


def _apart() -> contextvars.Context:
    """A context in which only the clock says what it says here: the session and `g` are not shared."""
    apart = contextvars.Context()
    for variable, value in contextvars.copy_context().items():
        if variable.name == "clock":
            apart.run(variable.set, value)
    return apart


def watch_unsaved(session: Session) -> None:
    """Let `session` know, under `info["unsaved"]`, whether it holds what is not committed."""

    def mark(*_: object) -> None:
        session.info["unsaved"] = True

    def clear(*_: object) -> None:
        session.info.pop("unsaved", None)

    def mark_writing(state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            mark()

    event.listen(session, "after_flush", mark)
    event.listen(session, "do_orm_execute", mark_writing)
    event.listen(session, "after_commit", clear)
    event.listen(session, "after_soft_rollback", clear)


class _Page(HTMLParser):
    """Collects what `faults` needs to know."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._html, self._reached = html, 0
        self.found: list[str] = []
        self.inside: list[tuple[str, str]] = []  # the open elements, each with its class
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str]] = []
        self.summary_links: list[str] = []
        self.title = ""

    def updatepos(self, i: int, j: int) -> int:
        """Note the place alone: counting lines up to each tag takes as long as reading it."""
        self._reached = max(self._reached, j)
        return j

    def _line(self) -> int:
        return self._html.count("\n", 0, self._reached) + 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) != len(attrs):
            self.found.append(f"<{tag}> at line {self._line()} has an attribute twice")
        if tag in NOTED:
            self._note(tag, given)
        self.tags.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in VOID:
            self.inside.append((tag, given.get("class", "")))

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html" and not given.get("lang"):
            self.found.append("<html> has no lang")
        if tag == "img" and "alt" not in given:
            self.found.append(f"<img> at line {self._line()} has no alt")
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        seen = given.get("type") not in UNLABELLED and "hidden" not in given
        if tag in FIELDS and seen:
            around = any(outer == "label" for outer, _ in self.inside)
            self.fields.append({"aria-label": "the label around it"} if around else given)
        if tag == "a" and any("error-summary" in classes for _, classes in self.inside):
            self.summary_links.append(given.get("href", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        innermost = self.inside[-1][0] if self.inside else "nothing"
        if innermost == tag:
            self.inside.pop()
        else:
            self.found.append(f"</{tag}> at line {self._line()} would close <{innermost}>")

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1][0] == "title" and self.inside[-2][0] == "head":
            self.title += data.strip()


def faults(html: str) -> list[str]:
    """What is wrong with a whole page, a phrase each: structure, headings, ids, labels."""
    page = _Page(html)
    page.feed(html)
    page.close()
    found = page.found + [f"<{tag}> is never closed" for tag, _ in page.inside]
    if not html.lstrip().lower().startswith("<!doctype html>"):
        found.append("no doctype")
    if page.tags.count("h1") != 1:
        found.append(f"{page.tags.count('h1')} <h1> where a page has one")
    if not page.title:
        found.append("no title")
    twice = sorted(name for name, count in Counter(page.ids).items() if count > 1)
    found += [f"id {name!r} twice" for name in twice]
    for field in page.fields:
        named = field.get("id") in page.labelled or NAMES & field.keys()
        if not named:
            found.append(f"field {field.get('name')!r} has no label")
    found += [
        f"the error summary links to {link!r}, which is not on the page"
        for link in page.summary_links
        if link.removeprefix("#") not in page.ids
    ]
    return found
