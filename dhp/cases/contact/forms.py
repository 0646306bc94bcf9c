"""The forms of contact before a death: an event, a search of a system, taking an entry back."""

from collections.abc import Mapping

from wtforms.validators import Optional

from dhp.calendar import PartialDate
from dhp.cases.contact.actions import Happening, Searching
from dhp.cases.contact.vocabularies import ContactKind, Grade, Outcome, System
from dhp.cases.forms import LONGEST_REASON
from dhp.cases.models import Source
from dhp.dictionary import Characteristic, Column, Kind, Stage, Subject
from dhp.web.fields import QuestionForm, question_form
from dhp.web.forms import SeenForm
from dhp.web.inputs import Day, LongText, OneOf, OneOfList, Required, SelectChoice

_NOBODY = ""
_BLANK = SelectChoice("", "")  # so that nothing is said that nobody chose
_SOURCES = [SelectChoice(source.value, source.label) for source in Source]
WHEN = "contact.happened"
_WHEN = Characteristic(
    code="happened",
    subject=Subject.DEATH,
    section="contact",
    kind=Kind.PARTIAL_DATE,
    question="When did it happen?",
    hint="Leave the day, or the day and the month, empty if they are not known.",
    name="date of the contact",
    definition="The day of the contact, as exactly as it is known.",
    source="This repository",
    needed=Stage.FOLLOW_UP,
    states=(),
)


class ContactForm(SeenForm):
    """A dated event; its date is a question of its own, see `when_form`."""

    kind = OneOfList(
        "What was it?",
        choices=[_BLANK, *(SelectChoice(kind.value, kind.label) for kind in ContactKind)],
        validators=[Required("Choose what it was.")],
    )
    grade = OneOfList(
        "Grade",
        description="For a risk assessment only.",
        choices=[
            SelectChoice("", "None"),
            *(SelectChoice(grade.value, grade.value.capitalize()) for grade in Grade),
        ],
        validators=[Optional()],
    )
    who = OneOfList("Whom did it concern?", validators=[Optional()])
    source = OneOfList("Who says so?", choices=_SOURCES)
    detail = LongText(
        "What happened?",
        longest=LONGEST_REASON,
        description="In a sentence or two. Do not include names.",
    )

    def offer(self, people: Mapping[str, str]) -> "ContactForm":
        """Let the people of the case be chosen, by place."""
        known = [SelectChoice(place, words) for place, words in people.items()]
        self.who.choices = [SelectChoice(_NOBODY, "Not recorded"), *known]
        return self

    def happening(self, when: PartialDate, people: Mapping[str, int]) -> Happening:
        """What the form tells. Only after `validate` succeeded."""
        return Happening(
            ContactKind(self.kind.data),
            when,
            Source(self.source.data),
            people.get(self.who.data or _NOBODY),
            Grade(self.grade.data) if self.grade.data else None,
            self.detail.data or "",
        )


class SearchForm(SeenForm):
    """A search of one system."""

    system = OneOfList(
        "Which system was searched?",
        choices=[_BLANK, *(SelectChoice(system.value, system.label) for system in System)],
        validators=[Required("Choose the system.")],
    )
    searched_on = Day(
        "When was it searched?",
        phrase="The day of the search",
        validators=[Required("Enter the day of the search.")],
    )
    outcome = OneOf(
        "What came of it?",
        choices=[SelectChoice(outcome.value, outcome.label) for outcome in Outcome],
        validators=[Required("Choose what came of it.")],
    )
    searched_by = OneOfList("Who says so?", choices=_SOURCES)

    @property
    def searching(self) -> Searching:
        """What the form tells. Only after `validate` succeeded."""
        if self.searched_on.data is None:  # `Required` refused it
            raise ValueError("Validate the form first.")
        return Searching(
            System(self.system.data),
            self.searched_on.data,
            Outcome(self.outcome.data),
            Source(self.searched_by.data),
        )


class TakeBackForm(SeenForm):
    """Takes something back that was recorded by mistake."""

    reason = LongText(
        "Why is it taken back?",
        longest=LONGEST_REASON,
        description="It stays in the record with this reason. Do not include names.",
        validators=[Required("Say why it is taken back.")],
    )


def when_form() -> QuestionForm:
    """The question of when an event happened."""
    return question_form([Column("contact", _WHEN)], {}, complete=True)
