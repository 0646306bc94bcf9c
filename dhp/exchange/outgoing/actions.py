"""Making an export: what is asked for, what is allowed, the file, and what is remembered of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.models import Case
from dhp.dictionary.schemes import SCHEMES
from dhp.errors import DomainError
from dhp.exchange.outgoing import deaths, history, people, timeline
from dhp.exchange.outgoing.crossing import crossed, notes_on
from dhp.exchange.outgoing.files import FORMS
from dhp.exchange.outgoing.gathering import batches, cases_for, most_suspects
from dhp.exchange.outgoing.models import Export
from dhp.exchange.outgoing.tables import Table, guide_of
from dhp.extensions import db

PARTS = {
    "deaths": "Deaths, as a deaths file that can be imported again",
    "people": "People",
    "relationships": "Relationships",
    "timeline": "Events and contact before the death",
    "answers": "All answers with their states and history",
} | {name: f"Crosswalk: {scheme.title}" for name, scheme in SCHEMES.items()}
_SHORTEST = 10  # characters of a purpose


@dataclass(frozen=True)
class Order:
    """What is asked for: `parts` from `PARTS`, a form from `FORMS`, and the purpose in words."""

    parts: tuple[str, ...]
    form: str
    purpose: str
    identifying: bool = False


def make_export(order: Order, *, by: User) -> tuple[Export, bytes]:
    """The file of `order` from the cases that `by` may read, with its record.

    Raises `DomainError` beside a field where the order is not whole or not allowed.
    """
    _check(order, by)
    ids = cases_for(by)
    data, counts = FORMS[order.form][1](_tables(order, ids))
    del counts["guide"]
    refs = _refs(ids)
    export = Export(
        made_by=by.ref,
        purpose=order.purpose.strip(),
        parts=" ".join(order.parts),
        form=order.form,
        identifying=order.identifying,
        rows=sum(counts.values()),
        cases=len(ids),
        restricted=sum(restricted for _ref, restricted in refs),
        digest=hashlib.sha256(data).hexdigest(),
    )
    db.session.add(export)
    db.session.flush()
    trail.record(
        Act.EXPORT_MADE,
        by=by,
        about=(export.ref, *(ref for ref, _restricted in refs)),
        rows=counts,
        digest=export.digest,
        form=order.form,
        identifying=order.identifying,
    )
    return export, data


def may_identify(user: User) -> bool:
    """Whether `user` may take out what names people."""
    return user.may(Permission.READ_RESTRICTED_CASES)


def check_purpose(purpose: str) -> None:
    """Raise `DomainError` for a purpose too short to say anything."""
    if len(purpose.strip()) < _SHORTEST:
        raise DomainError("Say what the export is for, in a sentence.", "purpose")


def _check(order: Order, by: User) -> None:
    if not order.parts or not set(order.parts) <= PARTS.keys():
        raise DomainError("Choose what to export.", "parts")
    if order.form not in FORMS:
        raise DomainError("Choose a form of file.", "form")
    check_purpose(order.purpose)
    if order.identifying and not may_identify(by):
        raise DomainError("Your role may not export what names people. Untick this.", "identifying")


def _tables(order: Order, ids: Sequence[int]) -> Iterator[Table]:
    """The tables one after another, the guide last: each is read before the next is begun."""
    made: list[Table] = []
    notes: list[tuple[str, str]] = []
    for part in PARTS:
        if part not in order.parts:
            continue
        if part in SCHEMES:
            notes += notes_on(SCHEMES[part])
        for table in _part(part, ids, identifying=order.identifying):
            made.append(table)
            yield table
    yield guide_of(made, notes)


def _part(part: str, ids: Sequence[int], *, identifying: bool) -> Iterator[Table]:
    read = partial(batches, ids, identifying=identifying)
    if part in SCHEMES:
        yield from crossed(SCHEMES[part], read())
    elif part == "deaths":
        yield deaths.deaths(read(), most_suspects(ids), identifying=identifying)
        yield deaths.cases(read())
    else:
        makers = {
            "people": people.people,
            "relationships": people.relationships,
            "timeline": timeline.timeline,
            "answers": history.answers,
        }
        yield makers[part](read(), identifying=identifying)


def _refs(ids: Sequence[int]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for first in range(0, len(ids), 1000):
        some = select(Case.ref, Case.restricted).where(Case.id.in_(ids[first : first + 1000]))
        found += [
            (ref, restricted) for ref, restricted in db.session.execute(some.order_by(Case.id))
        ]
    return found
