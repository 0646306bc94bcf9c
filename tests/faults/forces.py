"""Forty-four forces at once: the record of each with words of its own, and who asks for whose."""

import random
import threading
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import cycle

import sqlalchemy as sa
from flask import request
from flask.testing import FlaskClient

from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.forces import forces, load_forces
from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.models import Notification, Receipt
from tests.accounts.people import add_user, sign_in_as
from tests.harness import shared
from tests.harness.examples import sample, tries
from tests.harness.races import at_once
from tests.notifications.deaths import ANSWERS

OWN = ("/notifications", "/followup", "/")  # the lists that tell of deaths
FOREIGN = ("/notifications/{notice}", "/followup/{case}", "/api/v1/receipts/{receipt}")
FAILS = "X-Fails"
ASKERS = 4  # at once, on a pool of two connections


def build():
    """Of each force a contact, a key and a notice with a case; where it is thorough, a draft too."""
    load_forces(db.session())
    coder, keys = add_user(RoleName.CODER), []
    for force in forces():
        spoc = add_user(RoleName.SPOC, email=f"{force.code}@example.org".lower(), force=force)
        told = ANSWERS | {"death.force_ref": word_of(force), "death.circumstances": word_of(force)}
        for key in ("accepted", "draft")[: tries(1, thorough=2)]:
            one = actions.start(force, key, by=spoc)
            actions.save(one, told, one.version, by=spoc)
            if key == "accepted":
                actions.send(one, one.send_key, "", by=spoc)
                actions.accept(one, by=coder)
        keys.append(f"{force.code} {make_key(force, 'Its system', by=Command())[1]}\n")
    (shared.folder() / "forces.keys").write_text("".join(keys), encoding="utf-8")


def word_of(force):
    """A word that only this force tells."""
    return f"Word{sha256(force.code.encode()).hexdigest()[:12]}"


@dataclass
class Asking:
    """A force's contact, its system, and what it has."""

    client: FlaskClient
    word: str
    key: str
    refs: dict[str, str]


@dataclass
class Told:
    """What came back: how many answers, faults on the way, and words that were another's."""

    answers: int = 0
    faults: int = 0
    own: int = 0
    foreign: list[str] = field(default_factory=list)


def askers(app):
    """Every force, signed in."""
    lines = (shared.folder() / "forces.keys").read_text(encoding="utf-8").splitlines()
    keys = dict(line.split() for line in lines)
    people = {user.force_id: user for user in db.session.query(User) if user.force_id}
    found = []
    for force in db.session.query(Force).order_by(Force.id).all():
        client = FlaskClient(app, app.response_class)
        sign_in_as(client, people[force.id])
        found.append(Asking(client, word_of(force), keys[force.code], _refs(force)))
    return found


def _refs(force):
    of_force = Notification.force_id == force.id
    receipts = sa.select(Receipt.ref).join(Receipt.notification).where(of_force)
    cases = sa.select(Case.ref).where(Case.force_id == force.id)
    notices = sa.select(Notification.ref).where(of_force).order_by(Notification.id)
    named = {"notice": notices, "case": cases, "receipt": receipts.order_by(Receipt.id)}
    return {name: db.session.scalars(query).first() for name, query in named.items()}


def plan(asking, strangers, seed):
    """(who asks, where, whether it is to fail) in a random order.

    Each asks for its own lists, once in vain, and for what some or all of `strangers` have.
    """
    calls = []
    for place, one in enumerate(asking):
        calls += [(one, address, False) for address in OWN]
        calls.append((one, OWN[0], True))
        others = [stranger for stranger in strangers if stranger is not one]
        for step, stranger in enumerate(others[:: tries(20, thorough=1)]):
            some = sample(FOREIGN, [FOREIGN[(place + step) % len(FOREIGN)]])
            calls += [(one, address.format(**stranger.refs), False) for address in some]
    random.Random(seed).shuffle(calls)
    return calls


def failing(view):
    """`view`, which then fails inside its transaction where the request says so."""

    def viewed(**given):
        answer = view(**given)
        if FAILS in request.headers:
            db.session.execute(sa.text("SELECT 1 / 0"))
        return answer

    vars(viewed).update(vars(view))
    return viewed


def ask_together(app, everybody, calls):
    """Make the calls from several threads; after each, somebody who forgot to say who asks."""
    told, lock = Told(), threading.Lock()
    words = {one.word for one in everybody}

    def ask(part):
        for one, address, fails in part:
            text, broken = _answer(one, address, fails)
            forgot = _forgetful(app)
            with lock:
                told.answers += 1
                told.faults += broken
                told.own += one.word in text
                told.foreign += [address for word in words - {one.word} if word in text]
                told.foreign += ["nobody" for word in words if word in forgot]

    parts = [[] for _ in range(ASKERS)]
    for part, call in zip(cycle(parts), calls, strict=False):
        part.append(call)
    at_once(*(partial(ask, part) for part in parts))
    return told


def _answer(one, address, fails):
    headers = {FAILS: "1"} if fails else {}
    if address.startswith("/api/"):
        headers["Authorization"] = f"Bearer {one.key}"
    try:
        return one.client.get(address, headers=headers).get_data(as_text=True), False
    except sa.exc.SQLAlchemyError as fault:
        return str(fault), True


def _forgetful(app):
    with app.app_context():
        return "".join(db.session.scalars(sa.select(Notification.answers)))
