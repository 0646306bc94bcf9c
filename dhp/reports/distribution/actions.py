"""Keeping the lists of recipients, and giving each their copy when a report is issued."""

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.mail import outbox
from dhp.reports.building import KINDS
from dhp.reports.distribution import letters
from dhp.reports.distribution.models import Recipient, ReportCopy
from dhp.reports.distribution.queries import (
    contacts_of,
    copy_of,
    issued_runs,
    last_number,
    may_be_named,
    recipients_of,
)
from dhp.reports.document import Edition
from dhp.reports.models import Run


def name_recipient(user: User, kind: str, edition: Edition, *, by: User) -> Recipient:
    """Let `user` get every report of this kind and edition, those issued so far included.

    Raises `Refused` for somebody who is on the list, or whose role reads no reports; and for packs,
    which go to the contacts of each force.
    """
    if kind in KINDS and KINDS[kind].for_force:
        raise Refused("A force pack goes to the contacts of its force. Nobody else can be named.")
    if user not in may_be_named():
        raise Refused(f"{user.name} cannot sign in to read reports, so cannot be a recipient.")
    if any(one.user_id == user.id for one in recipients_of(kind, edition)):
        raise Refused(f"{user.name} is on this list already.")
    recipient = Recipient(kind=kind, edition=edition, user=user, named_by=by.ref)
    db.session.add(recipient)
    if edition is Edition.RESTRICTED:
        for run in issued_runs(kind, edition):
            _give(run, [user])
    db.session.flush()
    facts = {"kind": kind, "edition": edition.value}
    trail.record(Act.RECIPIENT_NAMED, by=by, about=(recipient.ref, user.ref), **facts)
    return recipient


def end_recipient(recipient: Recipient, *, by: User) -> None:
    """Take somebody off a list: from now on that person opens none of its restricted reports."""
    if recipient.ended_at is not None:
        raise Refused("This person is off the list already.")
    recipient.ended_by, recipient.ended_at = by.ref, now()
    facts = {"kind": recipient.kind, "edition": recipient.edition.value}
    about = (recipient.ref, recipient.user.ref)
    trail.record(Act.RECIPIENT_ENDED, by=by, about=about, **facts)


def distribute(run: Run, *, by: trail.Named) -> None:
    """Give every recipient of the issued `run` their copy and a note, all in this transaction.

    A pack goes to the contacts of its force and to nobody else.
    """
    named = (one.user for one in recipients_of(run.kind, run.edition))
    people = contacts_of(run.force) if run.force else list(named)
    restricted = run.edition is Edition.RESTRICTED
    if restricted:
        _give(run, people)
        trail.record(Act.COPIES_GIVEN, by=by, about=run.ref, copies=len(people))
    for person in people:
        _post(run, person, restricted=restricted)


def _give(run: Run, people: list[User]) -> None:
    """A numbered copy for each of `people` that has none, after the copies there are."""
    number = last_number(run)
    for person in people:
        if copy_of(run, person) is None:
            number += 1
            db.session.add(ReportCopy(run_id=run.id, user=person, number=number))
    db.session.flush()


def _post(run: Run, person: User, *, restricted: bool) -> None:
    """One note; an address that takes no mail must not keep the report from the others."""
    try:
        outbox.post(
            to=person.email,
            subject=letters.SUBJECT,
            text=letters.issued(_address(run), restricted=restricted),
            key=f"report {run.ref} {person.ref}",
            language=person.language,
        )
    except DomainError:
        return


def _address(run: Run) -> str:
    """Where its recipients read it."""
    return f"/packs/{run.ref}" if run.force else f"/reports/{run.ref}"
