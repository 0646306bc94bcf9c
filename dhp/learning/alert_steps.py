"""The steps that an alert takes: the form of each, what it does, and what is said when it is done."""

from collections.abc import Callable

from flask_login import current_user

from dhp.learning import alert_actions
from dhp.learning.finding_forms import (
    AlertStepForm,
    RemarkForm,
    WithdrawAlertForm,
)
from dhp.learning.finding_models import Alert
from dhp.web.forms import SeenForm

_Step = Callable[[Alert, SeenForm], object]


def _hand_in(alert: Alert, form: SeenForm) -> None:
    alert_actions.hand_in(alert, by=current_user, version=form.seen_version)


def _send(alert: Alert, form: SeenForm) -> None:
    alert_actions.send_alert(alert, by=current_user, version=form.seen_version)


def _withdraw(alert: Alert, form: SeenForm) -> None:
    reason = form["remark"].data or ""
    alert_actions.withdraw_alert(alert, reason, by=current_user, version=form.seen_version)


def _check(alert: Alert, form: SeenForm) -> None:
    alert_actions.check_alert(alert, by=current_user, version=form.seen_version)


def _send_back(alert: Alert, form: SeenForm) -> None:
    remark = form["remark"].data or ""
    alert_actions.send_back(alert, remark, by=current_user, version=form.seen_version)


# What each button does, with its form, and what is said after.
STEPS: dict[str, tuple[type[SeenForm], _Step, str]] = {
    "hand-in": (AlertStepForm, _hand_in, "The alert waits for a second person of the unit."),
    "send": (SeenForm, _send, "The alert is sent."),
    "withdraw": (WithdrawAlertForm, _withdraw, "The alert is withdrawn."),
    "check": (AlertStepForm, _check, "The alert is checked. It can be sent."),
    "send-back": (RemarkForm, _send_back, "The alert is back with its writer."),
}
