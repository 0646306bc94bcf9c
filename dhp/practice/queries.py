"""Reading the library: who sees which entries, and which fit a death, a theme or a recommendation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, String, case, exists, false, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, now
from dhp.definitions import DeathType
from dhp.existing import the_one
from dhp.extensions import db
from dhp.practice.models import Practice, PracticeAdoption, PracticeJudgement, PracticeWording
from dhp.practice.rules import Label, Status
from dhp.practice.searching import search
from dhp.references import plain_reference

MOST = 100  # entries on one page

_STRENGTH = case(
    {label.value: place for place, label in enumerate(Label)},
    value=type_coerce(Practice.label, String),
    else_=len(Label),
)


@dataclass(frozen=True)
class Wanted:
    """Which entries somebody looks for; what is empty takes all."""

    words: str = ""
    theme: str = ""
    type: DeathType | None = None
    label: Label | None = None
    force: str = ""
    status: Status | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Fit:
    """An entry that may help, as other pages show it."""

    ref: str
    title: str
    summary: str
    label: Label | None


def visible_to(user: User) -> Select[Practice]:
    """The library; besides, for a force what it submitted itself, and for the unit everything."""
    statement = select(Practice).join(PracticeWording, _standing())
    if not user.may(Permission.READ_PRACTICE):
        return statement.where(false())
    listed = Practice.status == Status.LISTED
    if not user.may(Permission.SUBMIT_PRACTICE):
        return statement.where(listed)
    if user.force_id is None:
        return statement
    return statement.where(or_(listed, Practice.force_id == user.force_id))


def looks_after(user: User, practice: Practice) -> bool:
    """Whether the user may change the words of `practice` while it is not listed: its force, the unit."""
    return user.may(Permission.SUBMIT_PRACTICE) and user.force_id in (None, practice.force_id)


def library(user: User, wanted: Wanted) -> Sequence[Practice]:
    """The entries that `user` looks for: by how well they fit the words, else by title."""
    found = visible_to(user)
    if wanted.theme:
        found = found.where(_about(wanted.theme))
    if wanted.type:
        found = found.where(_holds(PracticeWording.types, wanted.type.value))
    if wanted.label:
        found = found.where(Practice.label == wanted.label)
    if wanted.force:
        found = found.where(_of_force(wanted.force))
    if wanted.status:
        found = found.where(Practice.status == wanted.status)
    if wanted.overdue:
        found = found.where(Practice.review_on < london_date(now()))
    ordered = (
        search(wanted.words, found)
        if wanted.words.strip()
        else found.order_by(PracticeWording.title, Practice.id)
    )
    return db.session.scalars(ordered.limit(MOST)).all()


def practice_with(ref: str, user: User) -> Practice:
    """The entry with this reference, as typed. Raises `Absent`."""
    return the_one(visible_to(user).where(Practice.ref == plain_reference(ref)), ref)


def fitting(
    types: Collection[DeathType], domains: Collection[str] = (), limit: int = 3
) -> list[Fit]:
    """Listed entries for any of `types` and any of `domains`, the best proven first. One statement.

    `domains` are references of the codebook at any depth; an empty collection takes all. What did
    not work is left out. For whoever may read the library; it tells nothing of any case.
    """
    statement = (
        select(Practice.ref, PracticeWording.title, PracticeWording.summary, Practice.label)
        .join(PracticeWording, _standing())
        .where(Practice.status == Status.LISTED, Practice.label != Label.DID_NOT_WORK)
    )
    if types:
        statement = statement.where(
            or_(*(_holds(PracticeWording.types, one.value) for one in types))
        )
    if domains:
        statement = statement.where(or_(*(_about(ref) for ref in domains)))
    ordered = statement.order_by(_STRENGTH, PracticeWording.title, Practice.id).limit(limit)
    return [Fit(*row) for row in db.session.execute(ordered)]


def waiting(user: User) -> Sequence[Practice]:
    """The entries that wait for a review, the oldest first."""
    statement = visible_to(user).where(Practice.status == Status.WAITING)
    return db.session.scalars(statement.order_by(Practice.submitted_at, Practice.id)).all()


def overdue(user: User, on: date) -> Sequence[Practice]:
    """The listed entries whose day of review was before `on`, the longest overdue first."""
    statement = visible_to(user).where(Practice.review_on < on)
    return db.session.scalars(statement.order_by(Practice.review_on, Practice.id)).all()


def wordings_of(practice: Practice) -> Sequence[PracticeWording]:
    """Every wording of an entry, the one that stands first."""
    statement = select(PracticeWording).where(PracticeWording.practice_id == practice.id)
    return db.session.scalars(statement.order_by(PracticeWording.number.desc())).all()


def judgements_of(practice: Practice) -> Sequence[PracticeJudgement]:
    """Every judgement of an entry, the latest first."""
    statement = select(PracticeJudgement).where(PracticeJudgement.practice_id == practice.id)
    return db.session.scalars(statement.order_by(PracticeJudgement.id.desc())).all()


def adoptions_of(practice: Practice) -> Sequence[PracticeAdoption]:
    """What each force ever said that it does with an entry: by force, the latest first."""
    statement = (
        select(PracticeAdoption)
        .join(Force, Force.id == PracticeAdoption.force_id)
        .where(PracticeAdoption.practice_id == practice.id)
        .order_by(Force.name, PracticeAdoption.id.desc())
    )
    return db.session.scalars(statement).all()


def forces_named(user: User) -> Sequence[Force]:
    """The forces that submitted or use an entry which `user` may see, by name."""
    seen = visible_to(user).with_only_columns(Practice.id)
    submitted = select(Practice.force_id).where(Practice.id.in_(seen))
    said = select(PracticeAdoption.force_id).where(
        PracticeAdoption.practice_id.in_(seen), PracticeAdoption.superseded_at.is_(None)
    )
    named = or_(Force.id.in_(submitted), Force.id.in_(said))
    return db.session.scalars(select(Force).where(named).order_by(Force.name)).all()


def _standing() -> ColumnElement[bool]:
    return (PracticeWording.practice_id == Practice.id) & PracticeWording.superseded_at.is_(None)


def _holds(codes: InstrumentedAttribute[tuple[str, ...]], code: str) -> ColumnElement[bool]:
    return type_coerce(codes, String).like(f"% {code} %")


def _about(ref: str) -> ColumnElement[bool]:
    """The condition that an entry is about the theme `ref` or something below it."""
    below = type_coerce(PracticeWording.themes, String).like(f"% {ref}.%")
    return or_(_holds(PracticeWording.themes, ref), below)


def _of_force(code: str) -> ColumnElement[bool]:
    """The condition that a force submitted the entry, or said what it does with it."""
    of_code = select(Force.id).where(Force.code == code).scalar_subquery()
    said = exists().where(
        PracticeAdoption.practice_id == Practice.id,
        PracticeAdoption.force_id == of_code,
        PracticeAdoption.superseded_at.is_(None),
    )
    return or_(Practice.force_id == of_code, said)
