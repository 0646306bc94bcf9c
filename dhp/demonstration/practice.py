"""The library of an invented history: thirty entries, their reviews, and what forces do with them."""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from dhp.accounts.models import User
from dhp.audit.models import TrailEvent
from dhp.calendar import LONDON, london_date, now
from dhp.calendar.clock import days_after
from dhp.definitions import DeathType
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.practice.actions import Adopted, Judged, Words, record_adoption, review, revise, submit
from dhp.practice.models import Practice, PracticeWording
from dhp.practice.rules import USUAL_REVIEW, Label, Standing

Act = Callable[[], object]
Row = Mapping[str, str]

_FILE = Path(__file__).with_suffix(".csv")
_HOUR = time(10, 35)
_REVIEWED, _REVISED = timedelta(days=8), timedelta(days=140)
_AGAIN = "A detective at every unexpected death with a history"  # is reviewed a second time
_CHANGED = "Linking falls from height to earlier calls"
_MOST_FORCES = 6  # that say what they do with one entry
_HABITS = {
    Label.DID_NOT_WORK: (Standing.TRIED, Standing.DROPPED, Standing.DROPPED),
    Label.MIXED: (Standing.USING, Standing.TRIED, Standing.DROPPED),
}
_USUAL = (Standing.USING, Standing.USING, Standing.ADAPTING, Standing.TRIED)
_NOTES = {
    Standing.ADAPTING: "Begun in one district, with our own rota.",
    Standing.TRIED: "Tried for three months. We wait for more results.",
    Standing.DROPPED: "Stopped: it took more time than it gave.",
}


def practice_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """What forces and the unit do, each with its instant; what a former seeding did is left out."""
    told = select(func.max(TrailEvent.at)).where(TrailEvent.act.startswith("practice."))
    reached = db.session.scalar(told)
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        for at, act in _life(row, order, staff):
            if order.begins < at < order.ends and (reached is None or at > reached):
                yield at, act


def _life(row: Row, order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """One entry from its sending on. In a short history the older ones come close together."""
    longest = order.years * 365 - 12
    days = min(int(row["days"]), longest - int(row["days"]) % 7)
    sent = datetime.combine(days_after(order.end, -days), _HOUR, LONDON)
    yield sent, partial(_submit, row, staff)
    if not row["label"]:
        return
    yield sent + _REVIEWED, partial(_review, row, staff)
    if row["title"] == _AGAIN:
        yield sent + USUAL_REVIEW, partial(_review, row, staff)
    if row["title"] == _CHANGED:
        yield sent + _REVISED, partial(_revise, row, staff)
    rng = Random(f"{order.seed} {row['title']}")
    codes = rng.sample(sorted(staff.contacts), rng.randint(0, _MOST_FORCES))
    for code in codes:
        at = sent + _REVIEWED + timedelta(days=rng.randint(3, 160), minutes=rng.randint(1, 300))
        yield at, partial(_adopt, row, staff.contacts[code], rng.randint(0, 11))


def _submit(row: Row, staff: Staff) -> None:
    contact = staff.contacts.get(row["origin"])
    submit(_words(row), row["origin"], by=contact or staff.coders[1])


def _review(row: Row, staff: Staff) -> None:
    today = london_date(now())
    label = None if row["label"] == "declined" else Label(row["label"])
    judged = Judged(
        label, row["judged_by"], today, row["grounds"], today + USUAL_REVIEW if label else None
    )
    entry = _entry(row)
    review(entry, entry.wording.number, judged, by=staff.lead)


def _revise(row: Row, staff: Staff) -> None:
    more = " In the second half-year 5 of 20 were found."
    entry = _entry(row)
    changed = _words({**row, "found": row["found"] + more})
    revise(entry, entry.wording.number, changed, "Results of the second half-year.", by=staff.lead)


def _adopt(row: Row, contact: User, chance: int) -> None:
    if contact.force is None:
        raise DomainError(f"{contact.email} has no force.")
    habit = _HABITS.get(Label(row["label"]), _USUAL) if row["label"] != "declined" else _USUAL
    standing = habit[chance % len(habit)]
    since = london_date(now() - timedelta(days=chance))
    adopted = Adopted(contact.force, standing, since, _NOTES.get(standing, ""))
    record_adoption(_entry(row), adopted, by=contact)


def _words(row: Row) -> Words:
    return Words(
        row["title"],
        row["summary"],
        row["done"],
        row["found"],
        row["contact"],
        tuple(DeathType(code) for code in row["types"].split()),
        tuple(row["themes"].split()),
    )


def _entry(row: Row) -> Practice:
    statement = (
        select(Practice)
        .join(PracticeWording, PracticeWording.practice_id == Practice.id)
        .where(PracticeWording.title == row["title"])
        .order_by(Practice.id)
        .limit(1)
    )
    found = db.session.scalar(statement)
    if found is None:
        raise DomainError(f"“{row['title']}” was not sent.")
    return found
