"""The forms of findings and of alerts."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from wtforms import HiddenField

from dhp.accounts.permissions import RoleName
from dhp.accounts.roles import ROLES
from dhp.learning.alert_actions import READERS, Draft, check_learnt_on
from dhp.learning.finding_actions import LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDS
from dhp.learning.finding_models import Alert, Finding
from dhp.recognition import OutgoingForm
from dhp.web.forms import Form, SeenForm
from dhp.web.inputs import Day, LongText, ManyOf, OneOfList, Required, SelectChoice, Text

_CODES = "Codes of the codebook (optional)"
_TITLE, _NO_TITLE = "The finding in one line", "Enter the finding in one line."
_WORDS, _NO_WORDS = "What was found?", "Enter what was found."
_READ = "Forces and leaders read this. Nothing in it may point to a death."
_HOW = "Their numbers, such as 5.03, separated by commas."


class CodesForm(Form):
    """Which codes of the codebook a finding is about."""

    codes = Text(_CODES, longest=400, description=_HOW)


class FindingForm(OutgoingForm):
    """A new finding."""

    leaving = ("title", "words")

    title = Text(_TITLE, longest=LONGEST_TITLE, validators=[Required(_NO_TITLE)])
    words = LongText(
        _WORDS, longest=LONGEST_WORDS, description=_READ, validators=[Required(_NO_WORDS)]
    )
    codes = Text(_CODES, longest=400, description=_HOW)


class ReviseForm(OutgoingForm, SeenForm):
    """Other words for a finding; `version` is the number of the wording that the person saw."""

    leaving = ("title", "words")

    title = Text(_TITLE, longest=LONGEST_TITLE, validators=[Required(_NO_TITLE)])
    words = LongText(
        _WORDS, longest=LONGEST_WORDS, description=_READ, validators=[Required(_NO_WORDS)]
    )
    reason = LongText(
        "Why is it revised?",
        longest=LONGEST_REASON,
        description="The unit reads this, and what the finding said before. Do not include names.",
        validators=[Required("Say why the finding is revised.")],
    )


class TieForm(Form):
    """Which case supports a finding."""

    case_ref = Text(
        "Reference of a case that supports it",
        longest=20,
        description="14 letters and numbers. Only people who may read the case see that it is here.",
        validators=[Required("Enter the reference of a case.")],
    )


class UntieForm(Form):
    """A case that does not support a finding after all."""

    case_ref = HiddenField()


class WithdrawForm(Form):
    """Why a finding is withdrawn."""

    reason = LongText(
        "Why is it withdrawn?",
        longest=LONGEST_REASON,
        validators=[Required("Say why the finding is withdrawn.")],
    )


class AlertForm(SeenForm):
    """An alert, new or changed; `offer` fills in the findings."""

    title = Text(
        "The alert in one line",
        longest=LONGEST_TITLE,
        validators=[Required("Enter the alert in one line.")],
    )
    words = LongText(
        "What was learnt?",
        longest=LONGEST_WORDS,
        description="Nothing in it may point to a death: no day, no place, no age.",
        validators=[Required("Enter what was learnt.")],
    )
    ask = LongText(
        "What should people do now?",
        longest=LONGEST_WORDS,
        validators=[Required("Enter what people should do now.")],
    )
    learnt_on = Day(
        "When did the unit learn of it?",
        phrase="The day",
        description="An alert is sent within 7 days of it.",
        validators=[Required("Enter the day on which the unit learnt of it.")],
    )
    roles = ManyOf(
        "Who is it sent to?",
        choices=[SelectChoice(role.value, ROLES[role].title) for role in READERS],
        validators=[Required("Choose at least one role that it is sent to.")],
    )
    finding = OneOfList("Which finding does it come from? (optional)", choices=[])

    def offer(self, findings: Sequence[Finding]) -> None:
        """Let the person choose among `findings`."""
        self.listed = findings
        listed = [SelectChoice(one.ref, one.title) for one in findings]
        self.finding.choices = [SelectChoice("", "None, or not recorded yet"), *listed]

    def checks(self) -> Iterator[Callable[[], object]]:
        """The day."""
        yield partial(check_learnt_on, self.learnt_on.data)

    @property
    def draft(self) -> Draft:
        """What was written; call it when the form is valid."""
        return Draft(
            title=self.title.data or "",
            words=self.words.data or "",
            ask=self.ask.data or "",
            learnt_on=self.learnt_on.data,
            roles=[RoleName(name) for name in self.roles.data or ()],
            finding=next((one for one in self.listed if one.ref == self.finding.data), None),
        )


def alert_filled(alert: Alert) -> dict[str, object]:
    """What the form of an alert that is changed begins with."""
    return {
        "title": alert.title,
        "words": alert.words,
        "ask": alert.ask,
        "learnt_on": alert.learnt_on,
        "roles": alert.roles.split(),
        "finding": alert.finding.ref if alert.finding else "",
        "version": str(alert.version),
    }


class AlertStepForm(OutgoingForm, SeenForm):
    """A step of an alert towards its readers, its words looked over."""


class RemarkForm(SeenForm):
    """What has to change in an alert."""

    remark = LongText("Why?", longest=LONGEST_REASON, validators=[Required("Say why.")])


class WithdrawAlertForm(OutgoingForm, RemarkForm):
    """Why an alert is withdrawn: whoever could read it reads that."""

    leaving = ("remark",)
