"""Every form that a page offers, and what a browser would send of it with strange texts typed in."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import lxml.html
import sqlalchemy as sa
import sqlalchemy.orm

from dhp.accounts.models import SignIn
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.extensions import db
from dhp.web.access import declared_access
from tests.faults.desks import desk
from tests.hostile import ALL
from tests.journeys.test_access import addresses, may, routes

TYPED = ("text", "search", "email", "tel", "url", "number", "password", "hidden")
NOT_TYPED = ("csrf_token",)
MARKED = tuple(text for text in ALL if "<" in text and len(text) > 8)


@dataclass(frozen=True)
class Offered:
    """A form of a page: where it is sent, what stands in it, and where something can be typed."""

    role: RoleName | None
    address: str
    standing: tuple[tuple[str, str], ...]
    typed: tuple[str, ...]
    unseen: tuple[str, ...]  # of these, what no person types


@dataclass
class Outcome:
    """What became of all that was sent."""

    calls: int = 0
    fields: set[tuple[str, str]] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


class Browser:
    """A plain browser that signs in again where it finds itself signed out, and sends the same again.

    It keeps the cookie of its session, which lasts: what a form answers may take that cookie away.
    """

    def __init__(self, app, person=None):
        self.client, self.name = desk(app, person), app.config["SESSION_COOKIE_NAME"]
        self.cookie = self._cookie() if person else None
        self.signed_in_again = 0
        self.get = self.client.get

    def _cookie(self):
        found = self.client.get_cookie(self.name)
        return found.value if found else None

    def post(self, address, **given):
        """The answer of the service to the person: never of the page for signing in."""
        answer = self.client.post(address, **given)
        if self.cookie and asks_to_sign_in(answer):
            self.client.set_cookie(self.name, self.cookie)
            self.signed_in_again += 1
            answer = self.client.post(address, **given)
        return answer


def asks_to_sign_in(answer):
    """Whether the service took who asked for nobody."""
    return answer.status_code == 401 or urlsplit(answer.location or "").path == "/sign-in"


def clients(app, world):
    """A browser for nobody and for each role, whose session lasts and who has just proved who they are."""
    found = {role: Browser(app, world.users.get(role)) for role in (None, *RoleName)}
    db.session.execute(sa.update(SignIn).values(proved_at=now() + timedelta(days=1)))
    db.session.commit()
    return found


def offered(app, world, browsers, every=1):
    """Every form in which something can be typed, once, as the first role that is offered it sees it.

    Where not `every` page is opened, one in so many is.
    """
    found = {}
    pages = [rule for rule, method in routes(app) if method == "GET"]
    for rule in pages[::every]:
        access = declared_access(app.view_functions[rule.endpoint])
        able = [role for role in RoleName if may(role, access)] or [None]
        for address in addresses(app, rule, world, absent=False):
            for role in able:
                answer = browsers[role].get(address)
                for form in _forms(answer, role, address):
                    found.setdefault((form.typed, _route(app, form.address)), form)
                if answer.status_code == 200:
                    break
    return list(found.values())


def _route(app, address):
    adapter = app.url_map.bind("localhost")
    return adapter.match(address.partition("?")[0], method="POST")[0]


def _forms(answer, role, address):
    if answer.mimetype != "text/html" or answer.status_code != 200:
        return
    for form in lxml.html.document_fromstring(answer.get_data()).forms:
        if form.method.upper() != "POST":
            continue
        boxes = [*form.xpath(".//textarea[@name]"), *form.xpath(".//input[@name]")]
        typed = tuple(
            dict.fromkeys(
                box.get("name")
                for box in boxes
                if box.tag == "textarea" or (box.get("type") or "text") in TYPED
            )
        )
        typed = tuple(name for name in typed if name not in NOT_TYPED)
        unseen = tuple(box.get("name") for box in boxes if box.get("type") == "hidden")
        if set(typed) - set(unseen):
            action = form.get("action") or address
            yield Offered(role, action, tuple(form.form_values()), typed, unseen)


def body_of(form, texts):
    """The form as it is sent, with a text in each field, half characters included."""
    kept = [(name, text) for name, text in form.standing if name not in texts]
    return urlencode([*kept, *texts.items()], encoding="utf-8", errors="surrogatepass")


def try_texts(form, client, texts, outcome):
    """Send `form` once for each of `texts`, another in each field; all texts come to each that is seen."""
    for place in range(len(texts)):
        given = {name: texts[(place + step) % len(texts)] for step, name in enumerate(form.typed)}
        if place % 8:  # else even what no person types; that ends most forms before they are kept
            given = {name: text for name, text in given.items() if name not in form.unseen}
        outcome.calls += 1
        outcome.fields |= {(form.address, name) for name in form.typed}
        try:
            answer = client.post(
                form.address,
                data=body_of(form, given),
                content_type="application/x-www-form-urlencoded",
            )
        except Exception as fault:
            outcome.errors.append(f"{form.address} {type(fault).__name__}: {ascii(given)[:300]}")
            continue
        outcome.statuses[answer.status_code] += 1
        if form.role and asks_to_sign_in(answer):
            outcome.errors.append(f"{form.address}: signed out, so nothing was tried")
        if answer.status_code >= 500:
            outcome.errors.append(f"{form.address} {answer.status_code}: {ascii(given)[:300]}")
        page = answer.get_data(as_text=True)
        outcome.raw += [form.address for text in given.values() if text in MARKED and text in page]


def nothing_is_kept(monkeypatch):
    """Let every commit write all, then take it back, so that each form finds the same record."""

    def commit(session):
        session.flush()
        session.rollback()

    monkeypatch.setattr(sqlalchemy.orm.Session, "commit", commit)
