"""The forms of notifications: the pages of questions, and the few that stand beside them."""

from dataclasses import dataclass

from wtforms import Field, HiddenField

from dhp.dictionary import Role, suspects_in
from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.identifiers import NAMING
from dhp.notifications.draft import Draft, Section
from dhp.notifications.drafting import texts_of
from dhp.notifications.models import Notice
from dhp.notifications.sending import LONGEST_REASON
from dhp.recognition import OutgoingForm
from dhp.references import plain_reference
from dhp.web.fields import QuestionForm, question_form
from dhp.web.forms import Form, SeenForm
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice, Text

NEW, KNOWN = "new", "known"
_HINTS = {"suspect1": "Only if one is identified. Otherwise leave this empty."}


class StartForm(Form):
    """Starts a draft; the key makes a double click one draft."""

    key = HiddenField()


class SendForm(SeenForm):
    """Sends what was checked; the key makes a double click one sending."""

    key = HiddenField()
    gap_reason = LongText("Why are these not answered?", longest=LONGEST_REASON)


class WithdrawForm(Form):
    """Takes a notification back."""

    reason = LongText(
        "Why is it withdrawn?",
        description="For example: another force has it, or it is not a death of this kind.",
        longest=LONGEST_REASON,
        validators=[Required("Say why it is withdrawn.")],
    )


class ReturnForm(OutgoingForm):
    """Gives a notification back to its force, which holds the case: only what names somebody is remarked."""

    leaving = ("reason",)
    only = NAMING

    reason = LongText(
        "What does the force need to correct or add?",
        description="The force reads this. Do not include names.",
        longest=LONGEST_REASON,
        validators=[Required("Say what the force needs to correct or add.")],
    )


class AcceptForm(Form):
    """Accepts a notification, into a new incident or one that is recorded already."""

    incident = OneOf(
        "Is this death part of an incident already recorded?",
        choices=[
            SelectChoice(NEW, "No, open a new incident"),
            SelectChoice(KNOWN, "Yes, add it to an incident"),
        ],
        default=NEW,
        validators=[Required("Say whether the incident is already recorded.")],
    )
    case_ref = Text("Reference of a case in that incident", longest=40)

    @property
    def case(self) -> str | None:
        """The reference of the case whose incident is meant, or None for a new incident."""
        return plain_reference(self.case_ref.data or "") if self.incident.data == KNOWN else None


@dataclass(frozen=True)
class Group:
    """Questions about one person, under the person's heading; no heading for the others."""

    title: str
    hint: str
    fields: list[Field]


def section_form(notice: Notice, section: Section, draft: Draft) -> QuestionForm:
    """The form of one page of a draft, filled from the draft or from what was sent."""
    columns = [line.column for line in section.lines]
    return question_form(columns, texts_of(notice), died=draft.died)


def savable(form: QuestionForm) -> dict[str, str]:
    """What was typed, sound or not, save what the gate for text refuses: that stays on the page."""
    form.validate()
    return {field.name: field.data for field in form.questions if not field.process_errors}


def groups(form: QuestionForm, suspects: int) -> list[Group]:
    """The questions of a page by the person whom they are about."""
    by_place: dict[str, list[Field]] = {}
    for field in form.questions:
        by_place.setdefault(field.name.partition(".")[0], []).append(field)
    return [
        Group(_title(place, suspects), _HINTS.get(place, ""), fields)
        for place, fields in by_place.items()
    ]


def next_suspect(form: QuestionForm, suspects: int) -> int | None:
    """The number of the suspect to add on this page; None where no suspect can be added."""
    asked = suspects_in(field.name for field in form.questions)
    return suspects + 1 if asked and suspects < MOST_SUSPECTS else None


def _title(place: str, suspects: int) -> str:
    if place == Role.VICTIM:
        return "The victim"
    ordinal = suspects_in((place,))
    if not ordinal:
        return ""
    return f"Suspect {ordinal}" if suspects > 1 else "The suspect"
