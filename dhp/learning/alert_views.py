"""The pages of alerts: the list, one, writing it, and its way over a second person to its readers."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.accounts.roles import ROLES
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.queries import names_of
from dhp.learning import alert_actions
from dhp.learning.alert_queries import alert_with, alerts, roles_of, sent_day
from dhp.learning.alert_steps import STEPS
from dhp.learning.finding_forms import (
    AlertForm,
    AlertStepForm,
    alert_filled,
)
from dhp.learning.finding_models import Alert
from dhp.learning.finding_queries import findings
from dhp.learning.outgoing import outgoing_alert
from dhp.learning.rules import MOVES, check_alert_move, clock_words
from dhp.learning.views import bp
from dhp.recognition import OutgoingForm, confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.forms import SeenForm


@bp.get("/alerts", endpoint="alerts")
@requires(Permission.READ_LEARNING)
def list_alerts() -> ResponseReturnValue:
    """The alerts for this person, with their clocks."""
    found = alerts(current_user)
    clocks = {alert.ref: _clock(alert) for alert in found}
    refs, force = [alert.ref for alert in found], current_user.force_code
    trail.record_read(Act.ALERTS_LISTED, by=current_user, about=refs, force=force)
    return render_template("learning/alerts.html", alerts=found, clocks=clocks)


@bp.get("/alerts/<ref>")
@requires(Permission.READ_LEARNING)
def alert(ref: str) -> ResponseReturnValue:
    """One alert; for the unit with what it can do with it."""
    return _page(alert_with(ref, current_user))


@bp.get("/alerts/new")
@requires(Permission.WRITE_LEARNING)
def new_alert() -> ResponseReturnValue:
    """The form for a new alert."""
    return render_template("learning/write_alert.html", form=_offered(AlertForm()), alert=None)


@bp.post("/alerts/new", endpoint="write_alert")
@requires(Permission.WRITE_LEARNING)
@writes
def write() -> ResponseReturnValue:
    """Keep a new alert as a draft."""
    form = _offered(AlertForm())

    with trying(form) as tried:
        check_sound(form)
        written = alert_actions.write_alert(form.draft, by=current_user)
    if tried.refused:
        return render_template("learning/write_alert.html", form=form, alert=None), tried.refused
    return say_done(
        "The draft is kept. Hand it in when it is ready to be checked.", ".alert", ref=written.ref
    )


@bp.get("/alerts/<ref>/change")
@requires(Permission.WRITE_LEARNING)
def changing_alert(ref: str) -> ResponseReturnValue:
    """The form that changes an alert that was not sent."""
    alert = alert_with(ref, current_user)
    if alert.status not in MOVES["change"].since:
        return redirect(url_for(".alert", ref=ref))
    form = _offered(AlertForm(data=alert_filled(alert)))
    return render_template("learning/write_alert.html", form=form, alert=alert)


@bp.post("/alerts/<ref>/change", endpoint="change_alert")
@requires(Permission.WRITE_LEARNING)
@writes
def change(ref: str) -> ResponseReturnValue:
    """Change an alert: it is a draft again."""
    alert, form = alert_with(ref, current_user), _offered(AlertForm())

    with trying(form) as tried:
        check_sound(form)
        version = form.seen_version
        alert_actions.change_alert(alert, form.draft, by=current_user, version=version)
    if tried.refused:
        form.version.data = str(alert.version)
        return render_template("learning/write_alert.html", form=form, alert=alert), tried.refused
    return say_done("The alert is changed. It is a draft, and needs a check.", ".alert", ref=ref)


@bp.post("/alerts/<ref>/<any('hand-in', send, withdraw):step>")
@requires(Permission.WRITE_LEARNING)
@writes
def move_alert(ref: str, step: str) -> ResponseReturnValue:
    """Hand an alert in, send it once it is checked, or withdraw it."""
    return _take(ref, step)


@bp.post("/alerts/<ref>/<any(check, 'send-back'):look>")
@requires(Permission.CHECK_ALERTS)
@writes
def check_alert(ref: str, look: str) -> ResponseReturnValue:
    """Check an alert as a second person, or send it back."""
    return _take(ref, look)


def _take(ref: str, step: str) -> ResponseReturnValue:
    alert, (kind, act, done) = alert_with(ref, current_user), STEPS[step]
    form = _looking(alert, kind(prefix=step))
    move = step.replace("-", " ")

    with trying(form) as tried:
        check_alert_move(move, alert.status)
        check_sound(form)
        act(alert, form)
        if isinstance(form, OutgoingForm):
            confirm_look(form.look, about=alert.ref, by=current_user)
    if tried.refused:
        return _page(alert, step, form), tried.refused
    return say_done(done, ".alert", ref=ref)


def _offered(form: AlertForm) -> AlertForm:
    form.offer(findings(current_user, standing=True))
    return form


def _looking(alert: Alert, form: SeenForm) -> SeenForm:
    """The form of a step; one towards readers looks over what they would read."""
    if isinstance(form, AlertStepForm):
        form.look_at(*outgoing_alert(alert, current_user))
    return form


def _clock(alert: Alert) -> str:
    return clock_words(alert.learnt_on, sent_day(alert), london_date(now()))


def _page(alert: Alert, step: str = "", sent: SeenForm | None = None) -> str:
    """The page of an alert; `sent` is the form of `step`, with its faults."""
    forms = {name: _looking(alert, kind(None, prefix=name)) for name, (kind, *_) in STEPS.items()}
    faulty = {}
    if sent is not None:
        forms[step] = faulty["form"] = sent
    for form in forms.values():
        form.version.data = str(alert.version)
    people = (alert.written_by, alert.checked_by, alert.sent_by, alert.withdrawn_by)
    values = {
        "forms": forms,
        "names": names_of(ref for ref in people if ref),
        "roles": [ROLES[role].title for role in roles_of(alert)],
        "clock": _clock(alert),
        "own": alert.written_by == current_user.ref,
    }
    trail.record_read(
        Act.ALERT_READ, by=current_user, about=alert.ref, force=current_user.force_code
    )
    return render_template("learning/alert.html", alert=alert, **values, **faulty)
