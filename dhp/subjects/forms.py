"""The forms of a request: whom to look for, what of it is theirs, and to whom it is given."""

from collections.abc import Mapping

from wtforms.validators import Optional

from dhp.subjects.bundle import OUTSIDE, Choices, Found
from dhp.subjects.searching import Hit
from dhp.web.forms import Form
from dhp.web.inputs import Day, LongText, OneOf, Required, SelectChoice, Text

FORMS = {
    "html": "A page that can be printed or read aloud",
    "json": "A file for computers (JSON)",
}


class SoughtForm(Form):
    """Whom to look for, and who asked."""

    names = LongText(
        "What is the person called?",
        longest=500,
        description="First name and surname. Write each other spelling or former name on a line of its own.",
        validators=[Required("Give the name.")],
    )
    born = Day(
        "When were they born?",
        description="If you know. The record has no field for it; it is looked for in texts.",
        phrase="The date of birth",
        validators=[Optional()],
    )
    requester = LongText(
        "Who asked, and how did they prove who they are?",
        longest=500,
        validators=[Required("Say who asked, and how they proved who they are.")],
    )


class GiveForm(Form):
    """To whom the bundle is given, and in which form."""

    to = Text(
        "To whom is it given, and how?",
        longest=300,
        validators=[Required("Say to whom it is given, and how.")],
    )
    form = OneOf(
        "In which form?",
        choices=[SelectChoice(name, words) for name, words in FORMS.items()],
        validators=[Required("Choose a form.")],
    )


def field_of(hit: Hit) -> str:
    """The name of the field that says what becomes of a text."""
    return f"text {hit.key}"


def chosen(typed: Mapping[str, str], found: Found) -> Choices:
    """What was chosen on the page of a request: of cases with a role, and of what was ticked."""
    cases = {ref: role for ref in found.cases if (role := typed.get(f"case {ref}", ""))}
    texts = {
        hit.key: choice
        for ref in (*cases, OUTSIDE)
        for hit in found.hits.get(ref, ())
        if (choice := typed.get(field_of(hit), ""))
    }
    accounts = [one.ref for one in found.accounts if typed.get(f"account {one.ref}")]
    return Choices(cases, texts, accounts)
