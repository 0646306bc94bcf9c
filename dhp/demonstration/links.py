"""What the unit invents to decide about cases: told twice, of one incident, restricted, handed over."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import exists, select

from dhp.accounts.models import Force, User
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.forces.handover import accept, decline, offer
from dhp.cases.forces.handover_models import HandOver
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.restricting import name_reader, restrict
from dhp.cases.links.comparison import compare
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.models import Case
from dhp.cases.opening.submission import Submission
from dhp.cases.overlay import read_standing
from dhp.demonstration.accounts import Staff
from dhp.dictionary import Given, State
from dhp.extensions import db

_NEEDED = 8  # cases that the invention is spread over
_TAKEN = "death.date_of_death"
# What the second force tells as the first does; the rest it has not found out.
_SHARED = ("death.", "incident.location_type", "victim.sex", "victim.age", "suspect1.")


def invent_links(staff: Staff) -> int:
    """Decide about the latest cases of the record, as the unit and its forces would.

    One death stays told twice, so that there is a candidate to find; one is merged, one merge is
    undone, two are put into one incident, two are found not to be the same. One case is restricted,
    three parts are offered to other forces. Gives back how many decisions were made: none where the
    record is too small or has some. Uses the present time; commits nothing.
    """
    cases = _latest()
    if len(cases) < _NEEDED or db.session.scalar(select(exists().select_from(CaseLink))):
        return 0
    coder, lead = staff.coders[0], staff.lead
    _tell_again(cases[0], staff)
    _merge(cases[1], _tell_again(cases[1], staff), by=coder)
    mistaken = _merge(cases[2], _tell_again(cases[2], staff), by=coder)
    undo(mistaken, "The forces were asked: these are two deaths on one day.", by=lead)
    together = Finding(cases[3], cases[4], LinkKind.SAME_INCIDENT, "Both died in one fire.")
    link(together, by=coder)
    link(Finding(cases[5], cases[6], LinkKind.NOT_THE_SAME, "Different towns."), by=coder)
    _restrict(cases[7], coder, by=lead)
    _hand_over(cases, staff)
    db.session.flush()
    return 5


def _latest() -> Sequence[Case]:
    statement = (
        select(Case)
        .where(Case.survivor_id.is_(None), Case.restricted.is_(False), Case.force_id.is_not(None))
        .where(Case.back_record.is_(False))
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(_NEEDED)
    )
    return db.session.scalars(statement).all()


def _tell_again(case: Case, staff: Staff) -> Case:
    """The same death as another force tells it a day later, with a slip in the age."""
    answers, _places = read_standing([case])
    told = {
        name: given
        for name, given in answers[case.id].items()
        if name.startswith(_SHARED) and given.state is not State.NOT_RECORDED
    }
    age = told.get("victim.age")
    if age and age.value and age.value.isdigit():
        told["victim.age"] = Given(State.ANSWERED, str(int(age.value) + 1))
    told["death.force_ref"] = Given(State.ANSWERED, f"X{case.id:06}")
    submission = Submission(
        _another_force(case, staff), min(case.received_at + timedelta(days=1), now()), told
    )
    return open_case(submission, by=staff.coders[1])


def _merge(keep: Case, other: Case, *, by: User) -> CaseLink:
    choices = {pair.name: keep.id for pair in compare(keep, other).to_choose}
    if _TAKEN in choices:
        choices[_TAKEN] = other.id
    why = "Two forces told us of one death: the same day, place and people."
    return link(Finding(keep, other, LinkKind.SAME_DEATH, why, choices), by=by)


def _restrict(case: Case, reader: User, *, by: User) -> None:
    restrict(case, "A relative is known to somebody who uses this service.", by=by)
    name_reader(case, reader, by=by)


def _hand_over(cases: Sequence[Case], staff: Staff) -> None:
    """One case moves, one offer is declined, and one waits for an answer."""
    outcomes = (accept, _say_no, None)
    for case, outcome in zip(cases[4:7], outcomes, strict=True):
        if case.force is None:
            continue
        contact, to = staff.contacts[case.force.code], _another_force(case, staff)
        why = "The death was in your area; we only took the call."
        offered = offer(case, ForcePart.OWNING, to, why, by=contact)
        if outcome:
            outcome(offered, by=staff.contacts[to.code])


def _say_no(offered: HandOver, *, by: User) -> None:
    decline(offered, "The place is on your side of the river.", by=by)


def _another_force(case: Case, staff: Staff) -> Force:
    """The next force in the order of their codes: a neighbour as good as any."""
    forces = [contact.force for _code, contact in sorted(staff.contacts.items()) if contact.force]
    own = [force.code for force in forces].index(case.force.code) if case.force else 0
    return forces[(own + 1) % len(forces)]
