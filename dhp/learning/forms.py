"""The forms of recommendations: writing one, issuing, closing, answering, judging, the impact check."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from dhp.accounts.forces import forces
from dhp.learning.actions import LONGEST_NAME, Draft, check_due_on
from dhp.learning.finding_actions import LONGEST_TITLE, LONGEST_WORDS
from dhp.learning.finding_models import Finding
from dhp.learning.listing import Like
from dhp.learning.models import Addressee, Recommendation
from dhp.learning.rules import Closing, Effect, Status
from dhp.recognition import OutgoingForm
from dhp.web.forms import Form, SeenForm
from dhp.web.inputs import Day, LongText, ManyOf, OneOf, Required, SelectChoice, Text, Tick

_NONE = "none"  # chosen where it repeats no earlier one


class RecommendationForm(SeenForm):
    """A recommendation, new or changed while it is a draft; `offer` fills in what can be chosen."""

    title = Text(
        "The recommendation in one line",
        longest=LONGEST_TITLE,
        validators=[Required("Enter the recommendation in one line.")],
    )
    words = LongText(
        "What should change?",
        longest=LONGEST_WORDS,
        description="Forces and leaders read this. Nothing in it may point to a death.",
        validators=[Required("Enter what should change.")],
    )
    findings = ManyOf("Which findings does it rest on? (optional)", choices=[])
    national = Tick("All forces: the 43 territorial forces and British Transport Police")
    forces = ManyOf("Or some forces", choices=[])
    bodies = LongText(
        "Other bodies, one on each line (optional)",
        longest=2_000,
        description="For example, College of Policing. The unit writes down what they answer.",
    )
    owner = Text(
        "Which role owns it in each of them?",
        longest=LONGEST_NAME,
        description="For example, head of public protection. Not a person’s name.",
        validators=[Required("Enter the role that owns it in each addressee.")],
    )
    due_on = Day(
        "By when is it due?", phrase="The day it is due", validators=[Required("Enter the day.")]
    )
    indicator = LongText(
        "What will show whether it worked? (optional)",
        longest=LONGEST_WORDS,
        description="Name it now: it cannot be added or changed once this is issued. Say what it is "
        "today, for example: history checked at the scene in 14 of 40 deaths.",
    )
    check_on = Day(
        "When will somebody look? (with an indicator)",
        phrase="The day to look",
    )
    repeats = OneOf("Does it repeat one of these?", choices=[], validate_choice=False)

    def offer(self, findings: Sequence[Finding], like: Sequence[Like]) -> None:
        """Let the person choose among findings, forces, and earlier recommendations like this."""
        self.listed_forces = forces()
        self.listed_findings, self.like = findings, like
        self.findings.choices = [SelectChoice(one.ref, one.title) for one in findings]
        self.forces.choices = [SelectChoice(one.code, one.name) for one in self.listed_forces]
        self.repeats.choices = [
            *(SelectChoice(one.ref, f"It repeats {one.name}: {one.title}") for one, _score in like),
            SelectChoice(_NONE, "It repeats none of these"),
        ]

    def checks(self) -> Iterator[Callable[[], object]]:
        """The day."""
        yield partial(check_due_on, self.due_on.data)

    @property
    def draft(self) -> Draft:
        """What was written; call it when the form is valid."""
        chosen = self.repeats.data or ""
        repeated = next((one for one, _score in self.like if one.ref == chosen), None)
        return Draft(
            title=self.title.data or "",
            words=self.words.data or "",
            owner=self.owner.data or "",
            due_on=self.due_on.data,
            national=bool(self.national.data),
            forces=[one for one in self.listed_forces if one.code in (self.forces.data or ())],
            bodies=(self.bodies.data or "").split("\n"),
            findings=[one for one in self.listed_findings if one.ref in (self.findings.data or ())],
            indicator=self.indicator.data or "",
            check_on=self.check_on.data,
            repeats=repeated,
            compared=repeated is not None or chosen == _NONE,
        )


def filled_from(
    recommendation: Recommendation, addressees: Sequence[Addressee], findings: Sequence[Finding]
) -> dict[str, object]:
    """What the form of a draft begins with."""
    repeated = recommendation.repeats
    return {
        "title": recommendation.title,
        "words": recommendation.words,
        "findings": [one.ref for one in findings],
        "national": recommendation.national,
        "forces": [one.force.code for one in addressees if one.force],
        "bodies": "\n".join(one.body for one in addressees if one.body),
        "owner": recommendation.owner,
        "due_on": recommendation.due_on,
        "indicator": recommendation.indicator,
        "check_on": recommendation.check_on,
        "repeats": repeated.ref if repeated else _NONE,
        "version": str(recommendation.version),
    }


class IssueForm(OutgoingForm, SeenForm):
    """Puts a draft to its addressees, its words looked over."""


class CloseForm(OutgoingForm, SeenForm):
    """Ends a recommendation."""

    leaving = ("words",)

    closing = OneOf(
        "Why is it closed?",
        choices=[SelectChoice(one.value, one.label) for one in Closing],
        validators=[Required("Choose why it is closed.")],
    )
    words = LongText(
        "What came of it?",
        longest=LONGEST_WORDS,
        description="Forces and leaders read this.",
        validators=[Required("Say what came of it.")],
    )


class AnswerForm(Form):
    """The answer of a force."""

    words = LongText(
        "What has your force done, or why has it not?",
        longest=LONGEST_WORDS,
        description="Only the central unit and your force read this. Do not include names.",
        validators=[Required("Write the answer.")],
    )
    evidence = LongText(
        "What shows it? (optional)",
        longest=LONGEST_WORDS,
        description="For example, a policy and its date, or the result of an audit, and who holds it.",
    )


class AnswerForForm(AnswerForm):
    """The answer of another body, as the unit writes it down."""

    given_by = Text(
        "Which office answered?",
        longest=LONGEST_NAME,
        description="For example, director of operations. Not a person’s name.",
        validators=[Required("Enter the office that answered.")],
    )


class JudgeForm(OutgoingForm, SeenForm):
    """Where the unit finds an addressee to stand."""

    leaving = ("words",)

    status = OneOf(
        "Where does it stand?",
        choices=[SelectChoice(one.value, one.words) for one in Status if one is not Status.ISSUED],
        validators=[Required("Choose where it stands.")],
    )
    words = LongText(
        "Why?",
        longest=LONGEST_WORDS,
        description="The force and leaders read this. Nothing in it may point to a death.",
        validators=[Required("Say why. Leaders read this.")],
    )


class ImpactForm(OutgoingForm, SeenForm):
    """What the indicator showed."""

    leaving = ("words",)

    effect = OneOf(
        "What did it show?",
        choices=[SelectChoice(one.value, one.label) for one in Effect],
        validators=[Required("Choose what it showed.")],
    )
    words = LongText(
        "The indicator now, and how it was counted",
        longest=LONGEST_WORDS,
        description="Give numbers before and after with what they are out of. With few cases most "
        "changes are chance.",
        validators=[Required("Enter what the indicator showed.")],
    )
