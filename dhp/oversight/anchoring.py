"""Anchoring the trail every hour, telling people outside of it every day, verifying it every night."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from dhp.audit import anchors, proof, trail
from dhp.audit.acts import Act
from dhp.audit.anchors import Anchor
from dhp.audit.chain import Finding
from dhp.audit.models import TrailAnchor, TrailHead
from dhp.audit.queries import latest_anchor
from dhp.audit.verifying import deployment
from dhp.audit.witness import Witness
from dhp.calendar import london_date, london_time
from dhp.duties import Duty
from dhp.errors import Refused
from dhp.extensions import db
from dhp.mail import outbox
from dhp.oversight.flagging import Raised, raise_flag

_MAIL_FROM, _VERIFY_FROM = time(7), time(2)  # London
_HOUR, _SUBJECT = "%Y-%m-%dT%H", "Keep this: the seal of the trail"
NOT_SOUND = "trail-not-sound"


def anchor_now(at: datetime) -> Anchor:
    """Sign the present head and keep it in the anchor store and beside the trail.

    Raises `Refused` where no key or no store is set, or the store cannot be written.
    """
    secret, store = current_app.config["ANCHOR_KEY"], current_app.config["ANCHORS"]
    if not secret or not store:
        raise Refused(
            "Set DHP_ANCHORS to the folder for anchors and DHP_ANCHOR_KEY to the private key of "
            "this job; “flask audit anchor-key” makes one."
        )
    if current_app.config["DEMONSTRATION"]:
        Path(store).mkdir(mode=0o700, parents=True, exist_ok=True)
    head = db.session.execute(select(TrailHead.seq, TrailHead.hash)).one()
    try:
        made = anchors.sign(deployment(), Witness(head.seq, head.hash), at, secret)
        anchors.keep(made, Path(store))
    except ValueError:
        raise Refused("DHP_ANCHOR_KEY is not a key. “flask audit anchor-key” makes one.") from None
    except OSError as error:
        fault = type(error).__name__
        raise Refused(f"The anchor store cannot be written ({fault}). Check DHP_ANCHORS.") from None
    db.session.add(TrailAnchor(seq=made.seq, at=made.at, hash=made.hash, line=made.line))
    trail.record(Act.ANCHORED, by=trail.Command(), about=(), anchored=made.seq, key=made.key)
    return made


def public_keys() -> list[str]:
    """The public keys by which anchors are judged: those set, and that of the key this job has."""
    given: list[str] = current_app.config["ANCHOR_PUBLIC_KEYS"]
    secret: str = current_app.config["ANCHOR_KEY"]
    return [*given, anchors.public_of(secret)] if secret else given


def _anchor_due(at: datetime) -> Iterator[str]:
    """The hour, where anchors are wanted: a store without a key fails, and is seen to fail."""
    if current_app.config["ANCHORS"] or current_app.config["ANCHOR_KEY"]:
        yield at.strftime(_HOUR)


def _anchor(_key: str, at: datetime) -> None:
    anchor_now(at)


def _mail_due(at: datetime) -> Iterator[str]:
    if not current_app.config["ANCHOR_WITNESSES"] or london_time(at).time() < _MAIL_FROM:
        return
    if latest_anchor() is not None:
        yield london_date(at).isoformat()


def mail_anchor(day: str, _at: datetime) -> None:
    """Post the last anchor to the people outside the unit who keep it. It tells of no death."""
    made = latest_anchor()
    if made is None:
        return
    posted = [
        outbox.post(to=address, subject=_SUBJECT, text=_letter(made), key=f"anchor {day} {number}")
        for number, address in enumerate(current_app.config["ANCHOR_WITNESSES"])
    ]
    refs = [message.ref for message in posted]
    trail.record(Act.ANCHOR_MAILED, by=trail.Command(), about=refs, anchored=made.seq)


def _letter(made: TrailAnchor) -> str:
    return (
        "The line below seals the trail of the service: what was done and read up to entry "
        f"{made.seq:,}. It tells nothing of any death or person.\n\n{made.line}\n\n"
        "You need do nothing but keep this message, outside the unit. Should anybody ask whether "
        "the trail was changed, save the message as a file and have it compared:\n\n"
        "    flask audit verify --receipt FILE\n"
    )


def _verify_due(at: datetime) -> Iterator[str]:
    if london_time(at).time() >= _VERIFY_FROM:
        yield london_date(at).isoformat()


def verify_whole(_day: str, at: datetime) -> None:
    """Prove the whole trail against the anchor store; what is wrong becomes a flag nobody misses."""
    finding = _proved()
    trail.record(
        Act.TRAIL_VERIFIED,
        by=trail.Command(),
        about=(),
        code=finding.code,
        events=finding.events,
    )
    if finding.code != 0:
        current_app.logger.critical("The trail does not verify: %s", finding.message)
        raise_flag(Raised(NOT_SOUND, "", "", london_date(at), finding.message, ()), at)


def _proved() -> Finding:
    store: str = current_app.config["ANCHORS"]
    folder = Path(store) if store and Path(store).is_dir() and latest_anchor() else None
    if store and folder is None and latest_anchor():
        return Finding(proof.CANNOT_READ, "The anchor store is not there. Check DHP_ANCHORS.")
    try:
        kept = proof.outside(folder, (), (), public_keys())
    except (ValueError, OSError) as error:
        fault = type(error).__name__
        return Finding(proof.CANNOT_READ, f"The anchor store cannot be read ({fault}).")
    return proof.prove(kept)


ANCHORING = Duty("anchor", _anchor_due, _anchor)
ANCHOR_MAIL = Duty("anchor-mail", _mail_due, mail_anchor)
VERIFYING = Duty("trail-verified", _verify_due, verify_whole)
