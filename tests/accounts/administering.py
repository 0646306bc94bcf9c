"""What an administrator can do alone, in any order: a machine that looks for a way to a death."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, rule

from dhp.accounts.approval_models import Approval
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.rules import needs_second_person
from dhp.extensions import db
from tests.accounts.people import PASSWORD

LINK = re.compile(r"/(?:invitations|recovery)/[\w-]+")
KEY = re.compile(r"dhp_[\w-]+")
NUMBER = st.integers(0, 30)
ROLES = st.sampled_from([role.value for role in RoleName])


class Administering(RuleBasedStateMachine):
    """An administrator's browser, links and keys that come into their hands, and pages of deaths."""

    app: Any
    admin: Any
    canaries: tuple[str, ...]
    pages: tuple[str, ...]
    known: frozenset[str]
    numbers: Iterator[int]

    links = Bundle("links")
    browsers = Bundle("browsers")
    keys = Bundle("keys")

    def _link(self, answer: Any) -> str:
        # Always one, as a replay of the same choices must find as many as before.
        return next(iter(LINK.findall(answer.text)), "/invitations/none")

    @rule(target=links, role=ROLES)
    def invite(self, role: str) -> str:
        force = "E23000032" if role == "spoc" else ""
        region = "rocu: Eastern" if role == "analyst" else ""
        form = {"name": "A Friend", "role": role, "force": force, "region": region}
        form["email"] = f"friend{next(self.numbers)}@example.org"
        return self._link(self.admin.post("/users/new", data=form, follow_redirects=True))

    @rule(target=links, which=NUMBER)
    def invite_again(self, which: int) -> str:
        address = f"/users/{self._one(User, which)}/invitation"
        return self._link(self.admin.post(address, follow_redirects=True))

    @rule(which=NUMBER, act=st.sampled_from(["enable", "region", "new-authenticator"]))
    def change(self, which: int, act: str) -> None:
        self.admin.post(f"/users/{self._one(User, which)}/{act}", data={"region": "rocu: Eastern"})

    @rule(target=links, which=NUMBER, act=st.sampled_from(["agree", "refuse"]))
    def decide(self, which: int, act: str) -> str:
        ref = self._one(Approval, which)
        return self._link(self.admin.post(f"/access-requests/{ref}/{act}"))

    @rule(target=browsers, link=consumes(links))
    def join(self, link: str) -> Any:
        browser = self.app.test_client()
        email = re.search(r"friend\d+@example.org", browser.get(link).text)
        browser.post(link, data={"password": PASSWORD})
        if email:
            browser.post("/sign-in", data={"email": email[0], "password": PASSWORD})
        return browser

    @rule(target=keys)
    def make_key(self) -> str:
        form = {"force": "E23000032", "name": "Mine", "days": "90"}
        answer = self.admin.post("/api-keys/new", data=form, follow_redirects=True)
        return next(iter(KEY.findall(answer.text)), "dhp_none")

    @rule(browser=browsers, which=NUMBER)
    def look_as_a_friend(self, browser: Any, which: int) -> None:
        self._told(browser.get(self._page(which)))

    @rule(which=NUMBER)
    def look(self, which: int) -> None:
        self._told(self.admin.get(self._page(which)))

    @rule(key=keys, which=NUMBER)
    def look_with_a_key(self, key: str, which: int) -> None:
        self._told(
            self.app.test_client().get(
                self._page(which), headers={"Authorization": f"Bearer {key}"}
            )
        )

    def _told(self, answer: Any) -> None:
        found = [canary for canary in self.canaries if canary in answer.text]
        assert not found, f"{answer.request.path} tells of a death."

    def _page(self, which: int) -> str:
        return self.pages[which % len(self.pages)]

    def _one(self, model: Any, which: int) -> str:
        refs = db.session.scalars(sa.select(model.ref).order_by(model.id)).all()
        return refs[which % len(refs)] if refs else "none"

    def teardown(self) -> None:
        joined = sa.select(User.ref).where(
            User.role.in_(filter(needs_second_person, RoleName)),
            User.joined_at.is_not(None),
            User.disabled_at.is_(None),
        )
        let_in = set(db.session.scalars(joined)) - self.known
        db.session.rollback()
        assert not let_in, "Somebody was let in to read deaths by an administrator alone."


def machine_for(app: Any, admin: Any, canaries: tuple[str, ...], pages: list[str]) -> type:
    """The machine for one application with its people."""
    given = {"app": app, "admin": admin, "canaries": canaries, "pages": tuple(pages)}
    known = frozenset(db.session.scalars(sa.select(User.ref)))
    return type("Machine", (Administering,), given | {"known": known, "numbers": count()})
