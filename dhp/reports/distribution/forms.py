"""The form for naming a recipient."""

from collections.abc import Iterable

from dhp.accounts.models import User
from dhp.accounts.roles import ROLES
from dhp.reports.document import Edition
from dhp.web.forms import Form
from dhp.web.inputs import OneOf, OneOfList, Required, SelectChoice

WORDS = {
    Edition.RESTRICTED: "Restricted: every number, a numbered copy for each",
    Edition.SHAREABLE: "Shareable: small numbers withheld",
}


class RecipientForm(Form):
    """Who gets which report."""

    person = OneOfList("Who?", validators=[Required("Choose a person.")])
    kind = OneOfList("Which report?", validators=[Required("Choose a report.")])
    edition = OneOf(
        "Which edition?",
        choices=[SelectChoice(edition.value, words) for edition, words in WORDS.items()],
        default=Edition.RESTRICTED.value,
        validators=[Required("Choose an edition.")],
    )

    def offer(self, people: Iterable[User], kinds: Iterable[str]) -> "RecipientForm":
        """Offer these people and kinds."""
        self.person.choices = [
            SelectChoice(one.ref, f"{one.name} ({ROLES[one.role].title})") for one in people
        ]
        self.kind.choices = [SelectChoice(kind, kind_words(kind)) for kind in kinds]
        return self


def kind_words(kind: str) -> str:
    """A kind of report as a sentence begins: "Force pack"."""
    return kind.replace("-", " ").capitalize()
