"""Signing a year, and settling what a force says is wrong in it."""

from collections.abc import Mapping

from sqlalchemy import func, select

from dhp.accounts.models import Force, User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.extensions import db, hold_rows
from dhp.statistics.years.figures import written
from dhp.statistics.years.models import YearDispute, YearSignature
from dhp.statistics.years.queries import Present, present_for
from dhp.statistics.years.year import Year
from dhp.web.text import clean_text

LONGEST = 2_000  # characters of a dispute or of what was decided


def sign(year: Year, disputes: Mapping[str, str], *, by: User, seen: str) -> YearSignature:
    """Sign the figures of a year that `by` saw as those of the own force, save those disputed.

    `disputes` gives words by the key of a line; `seen` is the checksum of what was on the page.
    What stood is replaced and kept. Raises `Stale` when figures moved meanwhile; the same signature
    twice is one.
    """
    if by.force is None:
        raise Absent
    hold_rows(select(Force.id).where(Force.id == by.force.id).with_for_update())
    present = present_for(by, year)
    words = _words_by_line(disputes, present)
    stood = present.signature
    if stood and _repeats(stood, words, seen, by=by):
        return stood
    if seen != present.seen:
        raise Stale(
            "A figure has changed since you opened the page. Nothing was signed. Look at the figures "
            "as they are now, then sign them."
        )
    if stood:
        stood.ended_at = now()
        db.session.flush()  # its place is free for the one that replaces it
    made = _made(present, by=by)
    made.disputes = [YearDispute(line=key, words=said) for key, said in words.items()]
    db.session.add(made)
    db.session.flush()  # which gives it a reference
    trail.record(
        Act.YEAR_SIGNED,
        by=by,
        about=made.ref,
        force=by.force.code,
        year=year.name,
        revision=made.revision,
        disputed=sorted(words),
    )
    db.session.flush()
    return made


def settle(dispute: YearDispute, words: str, *, by: User) -> None:
    """Settle a disputed line in words that its force reads; the signature stays as it was."""
    db.session.refresh(dispute, with_for_update={"of": YearDispute})
    if dispute.resolved_at is not None or dispute.signature.ended_at is not None:
        raise Refused("This is not waiting any more. Go back to the list to see what is.")
    said = clean_text(words, longest=LONGEST, field="resolution").strip()
    if not said:
        raise DomainError("Write what you decided.", "resolution")
    dispute.resolution, dispute.resolved_by, dispute.resolved_at = said, by.ref, now()
    signature = dispute.signature
    trail.record(
        Act.YEAR_SETTLED,
        by=by,
        about=(dispute.ref, signature.ref),
        force=signature.force.code,
        year=signature.year,
    )
    db.session.flush()


def _words_by_line(disputes: Mapping[str, str], present: Present) -> dict[str, str]:
    """What is disputed, cleaned, in the order of the lines; what names no line is refused."""
    keys = [line.key for line in present.lines]
    if disputes.keys() - set(keys):
        raise DomainError("The form names a figure that is not there. Reload it.")
    cleaned = {
        key: clean_text(disputes.get(key, ""), longest=LONGEST, field=f"wrong_{key}").strip()
        for key in keys
    }
    return {key: words for key, words in cleaned.items() if words}


def _repeats(stood: YearSignature, words: Mapping[str, str], seen: str, *, by: User) -> bool:
    """Whether this is a second click on what the same person has just signed."""
    said = {one.line: one.words for one in stood.disputes}
    return (stood.signed_by, stood.checksum, said) == (by.ref, seen, dict(words))


def _made(present: Present, *, by: User) -> YearSignature:
    latest = select(func.max(YearSignature.revision)).where(
        YearSignature.force_id == by.force_id, YearSignature.year == present.year.name
    )
    return YearSignature(
        force=by.force,
        year=present.year.name,
        revision=(db.session.scalar(latest) or 0) + 1,
        seen=written(present.lines),
        checksum=present.seen,
        signed_by=by.ref,
        signed_by_name=by.name,
        signed_at=now(),
    )
