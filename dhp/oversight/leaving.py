"""A part of the trail as files for somebody outside, with what is needed to verify it."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Select, select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent, TrailHead
from dhp.audit.verifying import deployment
from dhp.calendar import end_of
from dhp.errors import Refused
from dhp.extensions import db

_COLUMNS = "seq at op act actor role actor_force about count force auth surface ip purpose result"
_NAMES = _COLUMNS.split()
_README = """# Events of the trail

Written for: {recipient}. Deployment {deployment}. Events {first} to {last} of {head}.

- `events.csv`: one line for each event, for reading. `op` is the legal kind of the act, as section
  62 of the Data Protection Act 2018 names them; `actor` and `about` are references, not names.
- `trail.jsonl`: the same events as they were sealed: number, hash, and the text that was hashed.
  Each hash is SHA-256 over the bytes 01 01, the number (8 bytes), the hash before it (32 bytes),
  the length of the text (8 bytes) and the text in UTF-8.
- `SHA256SUMS`: the digests of both files. The trail itself holds that they were written.
"""


@dataclass(frozen=True)
class Span:
    """Events from one instant (aware) on, to the end of a day (London), and whom they are for."""

    since: datetime | None
    until: date | None
    recipient: str


@dataclass(frozen=True)
class LeftTrail:
    """How many events were written, and the digest of the sealed ones."""

    events: int
    digest: str


def leave_trail(folder: Path, span: Span, *, by: trail.Actor) -> LeftTrail:
    """Write the events of `span` into `folder`, which is made or empty; only its owner may enter.

    The trail says that it is done, with the digest of what was written, before the files appear.
    Raises `Refused` where something is in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("There is something in this folder already. Name a new or an empty one.")
    events = list(db.session.scalars(_wanted(span)))
    sealed = "".join(_line(event) for event in events).encode()
    table = "".join(_rows(events)).encode("utf-8-sig")
    left = LeftTrail(len(events), hashlib.sha256(sealed).hexdigest())
    head = db.session.scalar(select(TrailHead.seq)) or 0
    words = _README.format(
        recipient=span.recipient,
        deployment=deployment(),
        first=events[0].seq if events else 0,
        last=events[-1].seq if events else 0,
        head=head,
    )
    trail.record_read(
        Act.TRAIL_EXPORTED,
        by=by,
        about=(),
        recipient=span.recipient,
        found=left.events,
        digest=left.digest,
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    sums = f"{hashlib.sha256(table).hexdigest()}  events.csv\n{left.digest}  trail.jsonl\n"
    for name, content in (
        ("events.csv", table),
        ("trail.jsonl", sealed),
        ("README.md", words.encode()),
        ("SHA256SUMS", sums.encode()),
    ):
        (folder / name).write_bytes(content)
    return left


def _wanted(span: Span) -> Select[TrailEvent]:
    statement = select(TrailEvent).order_by(TrailEvent.seq)
    if span.since is not None:
        statement = statement.where(TrailEvent.at >= span.since)
    if span.until is not None:
        statement = statement.where(TrailEvent.at < end_of(span.until))
    return statement


def _line(event: TrailEvent) -> str:
    sealed = {"seq": event.seq, "hash": event.hash, "body": event.body}
    return json.dumps(sealed, ensure_ascii=False) + "\n"


def _rows(events: list[TrailEvent]) -> Iterator[str]:
    yield _csv(_NAMES)
    for event in events:
        facts = json.loads(event.body)
        facts["about"] = " ".join(facts.get("about", ()))
        yield _csv([str(facts.get(name) or "") for name in _NAMES])


def _csv(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
