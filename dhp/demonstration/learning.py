"""Inventing what the unit learns: findings, recommendations in every status, alerts, all by actions."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import partial
from random import Random

from sqlalchemy import select

from dhp.accounts.forces import forces
from dhp.accounts.permissions import RoleName
from dhp.calendar import LONDON, london_date, now
from dhp.calendar.clock import days_after
from dhp.cases.models import Case
from dhp.cases.queries import visible_to as cases_visible_to
from dhp.demonstration.accounts import Staff
from dhp.demonstration.learning_advice import RECOMMENDATIONS, Advice
from dhp.demonstration.learning_words import ALERTS, FINDINGS, Found, Told
from dhp.demonstration.order import Order
from dhp.extensions import db
from dhp.learning import alert_actions
from dhp.learning.actions import Draft, close, issue, write
from dhp.learning.answering import answer, answer_for, check_impact, judge
from dhp.learning.finding_actions import record_finding, revise_finding, tie_case
from dhp.learning.finding_models import Alert, Finding
from dhp.learning.finding_queries import wording_number
from dhp.learning.models import Recommendation
from dhp.learning.queries import Row, rows
from dhp.learning.rules import AlertStatus, Closing, Stage, Status

_CHECKED_AFTER = 20  # days after it was due
_REVISED_AFTER = 75  # days
_ANSWERED, _JUDGED, _ENDED = 30, 45, 30  # days after issuing; after it was due
_HOUR = time(10, 40)
_ANSWERS = {
    Status.DONE: (
        "We changed the policy and trained everybody whom it concerns.",
        "Policy and audit",
    ),
    Status.DONE_UNSEEN: ("This has been our practice for some time.", ""),
    Status.IN_PROGRESS: ("The policy is written. Training has begun.", ""),
    Status.ACCEPTED: ("We accept this and will begin in the next quarter.", ""),
    Status.PARTLY: ("We do this in the day. At night we do not have the people.", ""),
    Status.NOT_ACCEPTED: ("Our own rule asks for more than this already.", ""),
}
_REASONS = {
    Status.DONE: "The policy and the audit were seen.",
    Status.DONE_UNSEEN: "Nothing was shown that tells of it.",
    Status.IN_PROGRESS: "Written, and training has begun.",
    Status.ACCEPTED: "Accepted. Nothing has begun yet.",
    Status.PARTLY: "Accepted for the day only.",
    Status.NOT_ACCEPTED: "The own rule was seen and asks for more.",
}

Act = Callable[[], object]
Later = Callable[[datetime, Act], None]


def invent_learning(order: Order, staff: Staff, later: Later) -> None:
    """Plan, by `later`, what the unit learns and writes, and what becomes of it."""

    def on(days: int, act: Act) -> None:
        at = datetime.combine(days_after(order.end, -days), _HOUR, LONDON)
        if order.begins < at < order.ends:
            later(at, act)

    for found in FINDINGS:
        on(found.days, partial(_find, found, staff))
        on(found.days - _REVISED_AFTER, partial(_revise, found, staff))
    for place, advice in enumerate(RECOMMENDATIONS):
        on(advice.days, partial(_recommend, place, order, staff))
        ended = advice.days - advice.due_after
        on(advice.days - _ANSWERED, partial(_answer, advice, staff))
        on(advice.days - _JUDGED, partial(_judge, advice, staff))
        on(ended - _CHECKED_AFTER, partial(_look, advice, staff))
        if advice.closing:
            on(ended - _ENDED, partial(_close, advice, advice.closing, staff))
    for told in ALERTS:
        on(told.days - 1, partial(_alert, told, staff))
        on(told.days - told.within, partial(_send, told, staff))
        if told.status is AlertStatus.WITHDRAWN:
            on(told.days - told.within - 4, partial(_withdraw, told, staff))


def _find(found: Found, staff: Staff) -> None:
    """Record a finding with the latest cases of that time, unless a former seeding did."""
    coder = staff.coders[1]
    if _finding(found.title):
        return
    finding = record_finding(found.title, found.words, found.codes, by=coder)
    open_ones = cases_visible_to(coder).where(Case.restricted.is_(False))
    latest = open_ones.order_by(Case.id.desc()).limit(found.cases)
    for case in db.session.scalars(latest):
        tie_case(finding, case, by=coder)


def _revise(found: Found, staff: Staff) -> None:
    """Let a finding say what was learnt later, if anything was and no former seeding did so."""
    finding = _finding(found.title)
    if finding is None or found.revised in ("", finding.words):
        return
    seen = wording_number(finding)
    revise_finding(finding, found.title, found.revised, found.why, by=staff.coders[0], seen=seen)


def _recommend(place: int, order: Order, staff: Staff) -> None:
    advice, coder = RECOMMENDATIONS[place], staff.coders[place % 2]
    if _recommendation(advice.title):
        return
    finding = _finding(FINDINGS[advice.finding].title)
    due = days_after(london_date(now()), advice.due_after)
    asked = sorted(forces(), key=lambda force: _chance(order, place, force.code))
    repeated = None if advice.repeats is None else RECOMMENDATIONS[advice.repeats].title
    draft = Draft(
        title=advice.title,
        words=advice.words,
        owner=advice.owner,
        due_on=due,
        national=advice.asked == 44,
        forces=asked[: advice.asked],
        bodies=advice.bodies,
        findings=[finding] if finding else [],
        indicator=advice.indicator,
        check_on=_check_day(advice, due),
        repeats=_recommendation(repeated) if repeated else None,
        compared=True,
    )
    one = write(draft, by=coder)
    if advice.issued:
        issue(one, by=coder, version=one.version)


def _answer(advice: Advice, staff: Staff) -> None:
    """Those who answer at all do so, each by its own contact; what bodies say the unit writes down."""
    for row, end in _ends(advice, staff):
        if end is Status.ISSUED or row.answers:
            continue
        words, evidence = _ANSWERS[end]
        force = row.addressee.force
        if force is None:
            coder = staff.coders[0]
            answer_for(row.addressee, "Office of the director", words, evidence, by=coder)
        else:
            answer(row.addressee, words, evidence, by=staff.contacts[force.code])


def _judge(advice: Advice, staff: Staff) -> None:
    """The unit judges what was answered, all but the last, which it has still to look at."""
    coder = staff.coders[1]
    answered = [(row, end) for row, end in _ends(advice, staff) if row.waits]
    left = 0 if advice.closing else 1
    for row, end in answered[: len(answered) - left] if len(answered) > 1 else answered:
        judge(row.addressee, end, _REASONS[end], by=coder, version=row.addressee.version)


def _look(advice: Advice, staff: Staff) -> None:
    one = _issued(advice)
    if one and advice.effect:
        words = "Counted anew in the same way: the share is a little higher, out of few cases."
        check_impact(one, advice.effect, words, by=staff.coders[0], version=one.version)


def _close(advice: Advice, closing: Closing, staff: Staff) -> None:
    one = _issued(advice)
    if one:
        words = "What was answered and judged stays on this page."
        close(one, closing, words, by=staff.lead, version=one.version)


def _alert(told: Told, staff: Staff) -> None:
    if _written(told):
        return
    learnt = days_after(london_date(now()), -1)
    roles = (RoleName.SPOC, RoleName.READER, RoleName.ANALYST)
    draft = alert_actions.Draft(told.title, told.words, told.ask, learnt, roles)
    alert_actions.write_alert(draft, by=staff.coders[0])


def _send(told: Told, staff: Staff) -> None:
    """Take an alert as far as it comes: handed in, checked by the second coder, sent."""
    alert, (first, second) = _written(told), staff.coders
    if alert is None or alert.status is not AlertStatus.DRAFT or told.status is AlertStatus.DRAFT:
        return
    alert_actions.hand_in(alert, by=first, version=alert.version)
    db.session.flush()
    if told.status is AlertStatus.WAITING:
        return
    alert_actions.check_alert(alert, by=second, version=alert.version)
    db.session.flush()
    if told.status is not AlertStatus.CHECKED:
        alert_actions.send_alert(alert, by=first, version=alert.version)


def _withdraw(told: Told, staff: Staff) -> None:
    alert = _written(told)
    if alert is None:
        return
    why = "The address was right: another person of the same name was meant."
    alert_actions.withdraw_alert(alert, why, by=staff.lead, version=alert.version)


def _ends(advice: Advice, staff: Staff) -> Sequence[tuple[Row, Status]]:
    """The addressees of an issued recommendation, each with where it ends up."""
    one = _issued(advice)
    found = rows(staff.lead, one) if one else []
    return [(row, advice.ends[place % len(advice.ends)]) for place, row in enumerate(found)]


def _check_day(advice: Advice, due: date) -> date | None:
    return days_after(due, _CHECKED_AFTER) if advice.indicator else None


def _chance(order: Order, place: int, code: str) -> float:
    return Random(f"{order.seed} advice {place} {code}").random()


def _issued(advice: Advice) -> Recommendation | None:
    one = _recommendation(advice.title)
    return one if one and one.stage is Stage.ISSUED else None


def _recommendation(title: str) -> Recommendation | None:
    statement = select(Recommendation).where(Recommendation.title == title)
    return db.session.scalars(statement.order_by(Recommendation.id)).first()


def _finding(title: str) -> Finding | None:
    found = db.session.scalars(select(Finding).order_by(Finding.id))
    return next((one for one in found if one.title == title), None)


def _written(told: Told) -> Alert | None:
    found = db.session.scalars(select(Alert).order_by(Alert.id))
    return next((one for one in found if one.title == told.title), None)
