"""Which deaths a force's year lost since it was signed, with when and why."""

from sqlalchemy import select

from dhp.accounts.models import Force, User
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.returns.held import Held, held
from dhp.returns.left import Left, why_left
from dhp.statistics.years.queries import Present


def left_since(present: Present, force: Force, user: User) -> list[Left]:
    """The deaths that were counted when the year was signed and are no longer, in order of receipt.

    None where nothing changed; restricted deaths are counted in no year, so none is told of.
    """
    if present.signature is None or not present.changed:
        return []
    then, still = (
        {one.key[1] for one in held(at, force.id) if _counts(one, present)}
        for at in (present.signature.signed_at, now())
    )
    statement = select(Case).where(Case.id.in_(then - still), Case.restricted.is_(False))
    cases = db.session.scalars(statement.order_by(Case.received_at, Case.id)).all()
    why = why_left(cases, force, user)
    return [why[case.id] for case in cases if case.id in why]


def _counts(one: Held, present: Present) -> bool:
    return one.key[0] == "case" and present.year.first <= one.day <= present.year.last
