"""The forms of people: another person, a tie, the part of one person, another death."""

from collections.abc import Mapping

from wtforms.validators import Optional

from dhp.cases.forms import LONGEST_REASON
from dhp.cases.models import Source
from dhp.cases.people.reading import OF_OTHERS
from dhp.cases.vocabularies import Part, RoleInAbuse
from dhp.dictionary import DICTIONARY, Column
from dhp.web.fields import QuestionForm, question_form
from dhp.web.forms import SeenForm
from dhp.web.inputs import LongText, ManyOf, OneOf, OneOfList, Required, SelectChoice

NEW = "new"
_BLANK = SelectChoice("", "")  # so that nothing is said that nobody chose
_SOURCES = [SelectChoice(source.value, source.label) for source in Source]


class SuspectForm(SeenForm):
    """Adds a suspect."""


class OtherForm(SeenForm):
    """Adds a person who is neither victim nor suspect; sex and age are questions of their own."""

    part = OneOfList(
        "What is this person in the death?",
        choices=[_BLANK, *(SelectChoice(part.value, part.label) for part in Part)],
        validators=[Required("Choose what this person is.")],
    )
    told_by = OneOfList("Who says so?", choices=_SOURCES)


class TieForm(SeenForm):
    """Says what one person is to another."""

    of = OneOfList("Who", validators=[Required("Choose who.")])
    relationship = OneOfList(
        "is what",
        choices=[
            _BLANK,
            *(SelectChoice(o.code, o.label) for o in DICTIONARY["relationship"].options),
        ],
        validators=[Required("Choose what the one is to the other.")],
    )
    to = OneOfList("to whom?", validators=[Required("Choose to whom.")])
    said_by = OneOfList("Who says so?", choices=_SOURCES)
    reason = LongText(
        "Why does it change?",
        longest=LONGEST_REASON,
        description="Needed when an earlier answer of the same source changes.",
    )

    def offer(self, people: Mapping[str, str]) -> "TieForm":
        """Let the people of the case be chosen, by place."""
        for field in (self.of, self.to):
            known = (SelectChoice(place, words) for place, words in people.items())
            field.choices = [_BLANK, *known]
        return self


class AbuseForm(SeenForm):
    """Says what part a person had in the abuse."""

    in_abuse = OneOf(
        "What part did this person have in the abuse?",
        description="This may be another part than in the death.",
        choices=[SelectChoice(role.value, role.label) for role in RoleInAbuse],
        validators=[Required("Choose the part in the abuse.")],
    )


class RemoveForm(SeenForm):
    """Ends the part of a person who was added by mistake."""

    reason = LongText(
        "Why does this person not belong here?",
        longest=LONGEST_REASON,
        description="Nothing is deleted: this reason is kept with what was recorded.",
        validators=[Required("Say why this person does not belong here.")],
    )


class AnotherDeathForm(SeenForm):
    """Opens the case of another death of the incident."""

    who = OneOf("Who died?", validators=[Required("Choose who died.")])
    suspects = ManyOf(
        "Who is suspected of this death too?",
        description="Leave this empty where nobody is, or nobody is known.",
        validators=[Optional()],
    )

    def offer(self, people: Mapping[str, str]) -> "AnotherDeathForm":
        """Let the people of the case be chosen, by place; the victim's death is recorded already."""
        others = {place: words for place, words in people.items() if place != "victim"}
        somebody = SelectChoice(NEW, "Somebody not recorded yet")
        self.who.choices = [
            somebody,
            *(SelectChoice(place, words) for place, words in others.items()),
        ]
        suspects = {place: w for place, w in others.items() if place.startswith("suspect")}
        self.suspects.choices = [SelectChoice(place, words) for place, words in suspects.items()]
        return self

    @property
    def victim(self) -> str | None:
        """The place of who died, or None for somebody not recorded yet."""
        return None if self.who.data == NEW else self.who.data


def other_questions() -> QuestionForm:
    """What is asked of a person who is neither victim nor suspect."""
    return question_form([Column("other", DICTIONARY[code]) for code in OF_OTHERS], {})
