"""The auditor's page: verifying the trail and looking things up in it; each look-up is recorded."""

from dataclasses import dataclass, field

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.chain import Finding
from dhp.audit.queries import verify
from dhp.errors import DomainError
from dhp.home.forms import VerifyForm, WhatDidForm, WhoSawForm
from dhp.home.tracing import Line, user_at, what_did, who_saw
from dhp.references import plain_reference, shown_reference
from dhp.web.access import requires
from dhp.web.edge import writes
from dhp.web.forms import Form

bp = Blueprint("trail", __name__, url_prefix="/trail")

_SHOWN = 200  # events; the command shows all


@dataclass
class Result:
    """What a look-up found."""

    title: str = ""
    lines: list[Line] = field(default_factory=list)
    finding: Finding | None = None

    @property
    def latest(self) -> list[Line]:
        """The latest events first, as many as a page can hold."""
        return self.lines[::-1][:_SHOWN]


@bp.get("")
@requires(Permission.READ_TRAIL)
def index() -> ResponseReturnValue:
    """What can be asked of the trail."""
    return _page(_forms())


@bp.post("")
@requires(Permission.READ_TRAIL)
@writes
def look_up() -> ResponseReturnValue:
    """Answer one question, and record that it was asked."""
    forms = _forms()
    name = request.args.get("ask", "")
    form = forms.get(name)
    if form is None:
        return _page(forms), 422
    try:
        result = _LOOK_UPS[name](form) if form.validate() else None
    except DomainError as error:
        form.fail(error)
        return _page(forms, form), 422
    return _page(forms, form, result), 200 if result else 422


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
    return Result(f"Who saw {shown_reference(ref)}", found)


def _what_did(form: Form) -> Result:
    user = user_at(form["email"].data or "")
    if user is None:
        raise DomainError("No account has this e-mail address. Check how it is spelt.", "email")
    found = what_did(user)
    trail.record(
        Act.TRAIL_READ, by=current_user, about=user.ref, question="what did", found=len(found)
    )
    return Result(f"What {user.name} did", found)


_LOOK_UPS = {"verify": _verify, "who-saw": _who_saw, "what-did": _what_did}


def _forms() -> dict[str, Form]:
    """Every form of the page; only the one that was sent takes what was typed."""
    asked = request.args.get("ask") if request.method == "POST" else None
    kinds = {"verify": VerifyForm, "who-saw": WhoSawForm, "what-did": WhatDidForm}
    return {
        name: kind(prefix=name) if name == asked else kind(None, prefix=name)
        for name, kind in kinds.items()
    }


def _page(forms: dict[str, Form], form: Form | None = None, result: Result | None = None) -> str:
    faulty = {"form": form} if form is not None else {}
    return render_template("home/trail.html", forms=forms, result=result, **faulty)
