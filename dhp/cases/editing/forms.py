"""The forms that stand beside dictionary questions when the unit edits a case."""

from hashlib import blake2b

from wtforms import HiddenField
from wtforms.validators import Optional

from dhp.cases.answers.table import Evidence
from dhp.cases.forms import LONGEST_REASON
from dhp.cases.models import Source
from dhp.cases.vocabularies import Confidence
from dhp.web.forms import SeenForm
from dhp.web.inputs import Day, LongText, OneOf, Required, SelectChoice, Tick

_SOURCES = {
    Source.UNIT: "The unit determined it",
    Source.FORCE: "The force told it",
    Source.PUBLISHED_REVIEW: "A published review says so",
}


class SourceForm(SeenForm):
    """Who says so, and why an earlier answer is changed."""

    source = OneOf(
        "Who says so?",
        choices=[SelectChoice(source.value, words) for source, words in _SOURCES.items()],
        validators=[Required("Choose who says so.")],
    )
    reason = LongText(
        "Why does it change?",
        longest=LONGEST_REASON,
        description="Needed when an earlier answer of the same source changes, and when the unit "
        "decides otherwise than another source says. Do not include names.",
    )


class AnswerForm(SourceForm):
    """One answer: how sure the source is of it, and since when it has known."""

    confidence = OneOf(
        "How sure is that?",
        description="Leave this empty where nobody has said.",
        choices=[SelectChoice(one.value, one.label) for one in Confidence],
        validators=[Optional()],
    )
    known_from = Day("Since when has the source known it?", phrase="The date it was known")

    @property
    def evidence(self) -> Evidence:
        """How sure the source is, and since when it has known."""
        chosen = self.confidence.data
        return Evidence(Confidence(chosen) if chosen else None, self.known_from.data)


class SectionForm(SourceForm):
    """All questions of a section at once.

    `seen` says, by column, what stood in each question when the page was drawn; `warned` which
    warnings the person confirms.
    """

    seen = HiddenField()
    warned = HiddenField()
    confirmed = Tick("I have looked at these again, and the answers are right.")

    @property
    def marks(self) -> dict[str, str]:
        """The mark of what stood in each question, by column name."""
        pairs = (part.partition("=") for part in (self.seen.data or "").split(" "))
        return {name: mark for name, _, mark in pairs if name and mark}


def marks_of(texts: dict[str, str]) -> str:
    """What stood in the questions of a page, as a hidden field keeps it: no text, only its mark."""
    return " ".join(f"{name}={mark_of(text)}" for name, text in texts.items())


def mark_of(text: str) -> str:
    """A short mark that differs for different texts."""
    return blake2b(text.encode(), digest_size=6).hexdigest()
