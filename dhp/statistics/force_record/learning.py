"""National learning that fits the deaths of a force: alerts, what it is asked to do, practice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, start_of
from dhp.coding.passes.rules import Polarity
from dhp.definitions import DeathType
from dhp.errors import Absent
from dhp.extensions import db
from dhp.learning.finding_models import Alert
from dhp.learning.models import Addressee, Judgement, Recommendation
from dhp.learning.rules import Status
from dhp.practice.models import PracticeJudgement, PracticeWording
from dhp.practice.rules import Label
from dhp.statistics.themes.coded import Coded, coded


@dataclass(frozen=True)
class Learnt:
    """An alert with what it asks, and the codes it is about; none where it is about all deaths."""

    ref: str
    title: str
    ask: str
    on: date
    codes: frozenset[str]


@dataclass(frozen=True)
class Told:
    """A recommendation to the force: its number, and where the force was judged to stand."""

    name: str
    title: str
    due_on: date
    status: Status


@dataclass(frozen=True)
class Fit:
    """An entry of the library: the types it is for and the codes it is about; empty for all."""

    ref: str
    title: str
    summary: str
    label: Label
    types: frozenset[str]
    codes: frozenset[str]


def alerts_sent(since: date, as_at: datetime) -> list[Learnt]:
    """The alerts that contacts of forces were sent from `since` on and that stood at `as_at`."""
    statement = (
        select(Alert)
        .where(Alert.sent_at >= start_of(since), Alert.sent_at <= as_at)
        .where(or_(Alert.withdrawn_at.is_(None), Alert.withdrawn_at > as_at))
        .order_by(Alert.sent_at.desc(), Alert.id.desc())
    )
    return [
        Learnt(
            one.ref,
            one.title,
            one.ask,
            london_date(one.sent_at),
            frozenset(code.code_ref for code in one.finding.codes) if one.finding else frozenset(),
        )
        for one in db.session.scalars(statement)
        if one.sent_at and RoleName.SPOC.value in one.roles.split()
    ]


def asked_of(force_id: int, as_at: datetime) -> list[Told]:
    """The recommendations addressed to a force that were open at `as_at`, those due first first."""
    statement = (
        select(Addressee)
        .join(Addressee.recommendation)
        .where(Addressee.force_id == force_id, Recommendation.issued_at <= as_at)
        .where(or_(Recommendation.closed_at.is_(None), Recommendation.closed_at > as_at))
        .options(joinedload(Addressee.recommendation))
        .order_by(Recommendation.due_on, Recommendation.id)
    )
    rows = db.session.scalars(statement).all()
    judged = (
        select(Judgement.addressee_id, Judgement.status)
        .where(Judgement.addressee_id.in_([row.id for row in rows]), Judgement.judged_at <= as_at)
        .order_by(Judgement.judged_at, Judgement.id)
    )
    status = dict(db.session.execute(judged).all()) if rows else {}
    return [
        Told(
            row.recommendation.name,
            row.recommendation.title,
            row.recommendation.due_on,
            status.get(row.id, Status.ISSUED),
        )
        for row in rows
    ]


def practice_listed(as_at: datetime) -> list[Fit]:
    """The entries that the library had at `as_at`, the best proven first; not what did not work."""
    stood = (
        select(PracticeJudgement)
        .where(PracticeJudgement.recorded_at <= as_at)
        .order_by(PracticeJudgement.id)
    )
    labels = {one.practice_id: one.label for one in db.session.scalars(stood)}
    wordings = (
        select(PracticeWording)
        .where(PracticeWording.recorded_at <= as_at)
        .where(or_(PracticeWording.superseded_at.is_(None), PracticeWording.superseded_at > as_at))
        .order_by(PracticeWording.title, PracticeWording.practice_id)
    )
    found = [
        Fit(
            f"{one.practice_id}",
            one.title,
            one.summary,
            label,
            frozenset(one.types),
            frozenset(one.themes),
        )
        for one in db.session.scalars(wordings)
        if (label := labels.get(one.practice_id)) and label is not Label.DID_NOT_WORK
    ]
    return sorted(found, key=lambda one: list(Label).index(one.label))


def coding_at(as_at: datetime) -> Coded | None:
    """The coded cases of all forces; None before the first codebook."""
    try:
        return coded(as_at)
    except Absent:
        return None


def codes_found(found: Coded | None, cases: Collection[int]) -> frozenset[str]:
    """The references of the codes that stand as present in any of `cases`."""
    if found is None:
        return frozenset()
    refs = {entry.id: entry.ref for entry in found.book.walk()}
    return frozenset(
        refs[code]
        for one in found.cases
        if one.case_id in cases
        for code, ways in one.readings.standing().items()
        if Polarity.PRESENT in ways and code in refs
    )


def about_these(wanted: Collection[str], present: Collection[str]) -> bool:
    """Whether any of the codes `wanted`, at whatever depth, is about one of those `present`."""
    return any(
        one == ref or one.startswith(f"{ref}.") or ref.startswith(f"{one}.")
        for ref in wanted
        for one in present
    )


def fitting(
    entries: Sequence[Fit], types: Iterable[DeathType], present: Collection[str], most: int
) -> list[Fit]:
    """At most `most` of `entries` for any of `types`; those about what is `present` come first."""
    kinds = {kind.value for kind in types}
    fit = [one for one in entries if not one.types or one.types & kinds]
    return sorted(fit, key=lambda one: not about_these(one.codes, present))[:most]
