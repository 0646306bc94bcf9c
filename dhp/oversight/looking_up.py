"""The questions that the trail answers: who saw a thing, what somebody did, what happened when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_login import current_user

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.chain import Finding
from dhp.audit.operations import Operation
from dhp.audit.verifying import verify
from dhp.errors import DomainError
from dhp.oversight.searching import SHOWN, Wanted, search
from dhp.oversight.tracing import Line, user_at, what_did, who_saw
from dhp.references import plain_reference, shown_reference
from dhp.web.forms import Form


@dataclass
class Result:
    """What a look-up found: `total` events, of which the latest are shown, latest first."""

    title: str = ""
    latest: list[Line] = field(default_factory=list)
    total: int = 0
    finding: Finding | None = None


def _verify(_form: Form) -> Result:
    finding = verify()
    trail.record(
        Act.TRAIL_VERIFIED, by=current_user, about=(), code=finding.code, events=finding.events
    )
    return Result("Whether the trail is sound", finding=finding)


def _who_saw(form: Form) -> Result:
    ref = plain_reference(form["ref"].data or "")
    found = who_saw(ref)
    trail.record(Act.TRAIL_READ, by=current_user, about=ref, question="who saw", found=len(found))
    return _result(f"Who saw {shown_reference(ref)}", found)


def _what_did(form: Form) -> Result:
    user = _person(form["email"].data or "")
    found = what_did(user)
    trail.record(
        Act.TRAIL_READ, by=current_user, about=user.ref, question="what did", found=len(found)
    )
    return _result(f"What {user.name} did", found)


def _search(form: Form) -> Result:
    typed = {name: form[name].data for name in ("ref", "email", "since", "until", "kind")}
    person = _person(typed["email"]) if typed["email"] else None
    kind = Operation(typed["kind"]) if typed["kind"] else None
    ref = plain_reference(typed["ref"] or "")
    wanted = Wanted(ref, person, typed["since"], typed["until"], kind)
    if wanted == Wanted():
        raise DomainError("Fill in at least one of these, so that less than everything is shown.")
    hits = search(wanted)
    facts: dict[str, Any] = {"question": "search", "found": hits.total, "kind": typed["kind"]}
    facts |= {name: typed[name].isoformat() for name in ("since", "until") if typed[name]}
    about = [name for name in (ref, person.ref if person else "") if name]
    trail.record(Act.TRAIL_READ, by=current_user, about=about, **facts)
    return Result("What was found", hits.latest, hits.total)


LOOK_UPS: dict[str, Callable[[Form], Result]] = {
    "verify": _verify,
    "who-saw": _who_saw,
    "what-did": _what_did,
    "search": _search,
}


def _person(email: str) -> User:
    user = user_at(email)
    if user is None:
        raise DomainError("No account has this e-mail address. Check how it is spelt.", "email")
    return user


def _result(title: str, found: list[Line]) -> Result:
    return Result(title, found[::-1][:SHOWN], len(found))
