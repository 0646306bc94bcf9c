"""Living an invented history: each step through the action a user would take, at its own time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.calendar import clock_at, london_date, now
from dhp.cases.actions import add_answers, classify
from dhp.cases.answers.table import read_answers
from dhp.cases.judging.classification import OutReason
from dhp.cases.judging.facts import CURRENT, out_reason_of, propose
from dhp.cases.models import Case, Source
from dhp.cases.people.standing import places_of
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.demonstration.accounts import Staff, staff
from dhp.demonstration.afterwards import Afterwards
from dhp.demonstration.deaths import Death
from dhp.demonstration.lives import Move, Step
from dhp.demonstration.order import Order
from dhp.demonstration.reports import Briefer
from dhp.dictionary import (
    DICTIONARY,
    NOTICE_SECTIONS,
    Given,
    Stage,
    column_named,
    read,
    suspects_in,
)
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.models import Notification

_FIRST_PAGE = next(iter(NOTICE_SECTIONS))
_GAP = "Enquiries have only begun."
_SETTLED = "Enquiries since the notice have settled what was open."
# What a type became later, and why.
_LATER = {
    DeathType.SVSDA: (DeathType.UNEXPECTED, "The coroner has asked for further tests."),
    DeathType.UNEXPECTED: (DeathType.SVSDA, "Enquiries now point to a suspected suicide."),
}
_NATURAL = "The post-mortem examination found a natural cause."


@dataclass(frozen=True)
class Scene:
    """Who acts, and in which history."""

    order: Order
    staff: Staff
    _notices: dict[int, Notification] = field(default_factory=dict)

    def contact(self, death: Death) -> User:
        """The person in the force who notifies `death`."""
        return self.staff.contacts[death.force]

    def unit(self, death: Death) -> User:
        """The person in the unit who deals with it: a lead where it is restricted."""
        if death.restricted:
            return self.staff.lead
        return self.staff.coders[death.number % 2]

    def notice(self, number: int) -> Notification | None:
        """The notice of the death with this number."""
        found = self._notices.get(number)
        if found is None:
            key = f"{self.order.prefix}-{number}"
            found = db.session.scalar(select(Notification).where(Notification.start_key == key))
        if found is not None:
            self._notices[number] = found  # kept, so that the session keeps it too
        return found


def live(order: Order, steps: list[Step]) -> Iterator[Step]:
    """Take each step, committed at its own time, and give it back when it is done."""
    scene = Scene(order, staff())
    briefer, afterwards = Briefer(order, scene.staff), Afterwards(order, scene.staff)
    for step in steps:
        briefer.until(step.at, afterwards.until)
        afterwards.until(step.at)
        with clock_at(step.at):
            _TAKE[step.move](step.death, scene)
            db.session.commit()
            if step.move is Move.ACCEPT:
                case, death = _case(step.death, scene), step.death
                afterwards.follow(case, scene.contact(death), scene.unit(death))
        yield step
    briefer.until(order.ends, afterwards.until)
    afterwards.finish()


def _start(death: Death, scene: Scene) -> None:
    contact = scene.contact(death)
    if contact.force is None:
        raise DomainError(f"{contact.email} has no force.")
    draft = actions.start(contact.force, scene.order.key(death), by=contact)
    first = {name: text for name, text in death.texts.items() if _page(name) == _FIRST_PAGE}
    actions.save(draft, first, draft.version, by=contact)


def _send(death: Death, scene: Scene) -> None:
    draft, contact = _notice(death, scene), scene.contact(death)
    for count in range(2, suspects_in(death.texts) + 1):
        actions.add_suspect(draft, count, by=contact)
    actions.save(draft, death.texts, draft.version, by=contact)
    actions.send(draft, draft.send_key, _GAP, by=contact)


def _return(death: Death, scene: Scene) -> None:
    reason = "Please add what the crime report says of earlier contact with the police."
    actions.return_to_force(_notice(death, scene), reason, by=scene.unit(death))


def _send_again(death: Death, scene: Scene) -> None:
    draft, contact = _notice(death, scene), scene.contact(death)
    more = " The crime report and the force’s other systems have been searched."
    told = {"death.circumstances": death.texts["death.circumstances"] + more}
    actions.save(draft, told, draft.version, by=contact)
    actions.send(draft, draft.send_key, _GAP, by=contact)


def _withdraw(death: Death, scene: Scene) -> None:
    reason = "Notified twice: the other notice stands."
    actions.withdraw(_notice(death, scene), reason, by=scene.contact(death))


def _accept(death: Death, scene: Scene) -> None:
    other = scene.notice(death.companion) if death.companion is not None else None
    incident = other.case.incident if other and other.case else None
    actions.accept(_notice(death, scene), by=scene.unit(death), incident=incident)


def _classify(death: Death, scene: Scene) -> None:
    case = _case(death, scene)
    answers = _answers(case)
    proposal = propose(answers)
    classify(case, _followed(proposal, answers), proposal, by=scene.unit(death))


def _follow_up(death: Death, scene: Scene) -> None:
    case, by = _case(death, scene), scene.unit(death)
    given = {
        name: read(column.characteristic, text, today=london_date(now()))
        for name, text in death.later.items()
        if (column := column_named(name, DICTIONARY))
    }
    add_answers(
        case, given, by=by, source=Source.FORCE, stage=Stage.FOLLOW_UP, reason="The force told us."
    )
    answers = _answers(case)
    proposal = propose(answers)
    decision = _followed(proposal, answers, "What was open at the time of notice is established.")
    if (decision.scope, decision.type) != (case.scope, case.type):
        classify(case, decision, proposal, by=by)


def _reclassify(death: Death, scene: Scene) -> None:
    case = _case(death, scene)
    if case.scope is not Scope.IN and death.kind is not DeathType.UNCLASSIFIED:
        decision = Decision(Scope.IN, death.kind, CURRENT, _SETTLED)
    elif case.type in _LATER:
        later, reason = _LATER[case.type]
        decision = Decision(Scope.IN, later, CURRENT, reason)
    else:
        decision = Decision(
            Scope.OUT, DeathType.UNCLASSIFIED, CURRENT, _NATURAL, out_reason=OutReason.NATURAL
        )
    classify(case, decision, propose(_answers(case)), by=scene.staff.lead)


def _followed(
    proposal: Verdict, answers: dict[str, Given], reason: str = "The definition proposes it."
) -> Decision:
    return Decision(
        proposal.scope,
        proposal.type or DeathType.UNCLASSIFIED,
        CURRENT,
        reason,
        out_reason=out_reason_of(answers) if proposal.scope is Scope.OUT else None,
    )


def _answers(case: Case) -> dict[str, Given]:
    return places_of([case])[case.id].answers(read_answers([case]))


_TAKE: dict[Move, Callable[[Death, Scene], None]] = {
    Move.START: _start,
    Move.SEND: _send,
    Move.RETURN: _return,
    Move.SEND_AGAIN: _send_again,
    Move.WITHDRAW: _withdraw,
    Move.ACCEPT: _accept,
    Move.CLASSIFY: _classify,
    Move.FOLLOW_UP: _follow_up,
    Move.RECLASSIFY: _reclassify,
}


def _notice(death: Death, scene: Scene) -> Notification:
    notice = scene.notice(death.number)
    if notice is None:
        raise DomainError(f"There is no notice of invented death {death.number}.")
    return notice


def _case(death: Death, scene: Scene) -> Case:
    case = _notice(death, scene).case
    if case is None:
        raise DomainError(f"There is no case of invented death {death.number}.")
    return case


def _page(name: str) -> str | None:
    column = column_named(name, DICTIONARY)
    return column.characteristic.section if column else None
