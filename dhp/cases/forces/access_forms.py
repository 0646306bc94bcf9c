"""The forms for who may see a case."""

from collections.abc import Iterable

from wtforms import HiddenField

from dhp.accounts.models import User
from dhp.accounts.roles import ROLES
from dhp.cases.forms import LONGEST_REASON
from dhp.identifiers import NAMING
from dhp.recognition import OutgoingForm
from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOfList, Required, SelectChoice


class RestrictForm(OutgoingForm):
    """Why a case is restricted, or why it no longer needs to be; `intent` says which was shown.

    It stays on the case for whoever decides later, so what names somebody is remarked.
    """

    leaving = ("reason",)
    only = NAMING

    intent = HiddenField()
    reason = LongText(
        "Why?",
        longest=LONGEST_REASON,
        description="For example: a suspect is a serving officer. Do not include names.",
        validators=[Required("Say why.")],
    )

    @property
    def lifts(self) -> bool:
        """Whether the restriction is to be lifted."""
        return bool(self.intent.data == "lift")


class NameForm(Form):
    """Who is named for a restricted case."""

    reader = OneOfList("Person", validators=[Required("Choose a person.")])

    def offer_choices(self, people: Iterable[User]) -> None:
        """Who may be chosen, in the order given."""
        named = [SelectChoice(person.ref, _words(person)) for person in people]
        self.reader.choices = [SelectChoice("", "Choose a person"), *named]


class RemoveForm(Form):
    """Who is no longer named."""

    reader = HiddenField()


def _words(person: User) -> str:
    role = ROLES[person.role].title
    return f"{person.name} ({person.force.name if person.force else role})"
