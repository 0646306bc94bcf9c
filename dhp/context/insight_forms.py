"""The forms of insight notes."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from wtforms import HiddenField

from dhp.context.insight_actions import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_WORDS,
    Insight,
    check_told_on,
)
from dhp.context.insight_rules import Basis, Consent
from dhp.context.models import InsightNote, Strand
from dhp.errors import DomainError
from dhp.identifiers import NAMING
from dhp.recognition import OutgoingForm
from dhp.web.inputs import Day, LongText, OneOf, OneOfList, Required, SelectChoice, Text


class InsightForm(OutgoingForm):
    """A note, new or corrected; `offer` fills in the strands.

    Its words may be quoted in a briefing, so what names somebody in them is remarked at once.
    """

    leaving: ClassVar[tuple[str, ...]] = ("words",)
    only = NAMING

    strand = OneOfList("Strand", validators=[Required("Choose a strand.")])
    organisation = Text(
        "Who told it?",
        longest=LONGEST_NAME,
        description="The organisation, for example a national helpline. Not a person’s name.",
        validators=[Required("Enter who told it.")],
    )
    told_on = Day("When was it told?", phrase="The day", validators=[Required("Enter the day.")])
    basis = OneOf(
        "How does the organisation know?",
        choices=[SelectChoice(one.value, one.label) for one in Basis],
        validators=[Required("Choose how the organisation knows.")],
    )
    consent = OneOf(
        "May it be quoted in a briefing?",
        choices=[SelectChoice(one.value, one.label) for one in Consent],
        validators=[Required("Choose whether it may be quoted.")],
    )
    words = LongText(
        "What was told?",
        longest=LONGEST_WORDS,
        description="Do not include the name of anybody, or what would point to one person.",
        validators=[Required("Enter what was told.")],
    )

    def offer(self, strands: Sequence[Strand]) -> None:
        """Let the person choose among `strands`."""
        listed = [SelectChoice(strand.code, strand.name) for strand in strands]
        self.strand.choices = [SelectChoice("", "Choose a strand"), *listed]

    def checks(self) -> Iterator[Callable[[], object]]:
        """The day."""
        if self.told_on.data:
            yield partial(check_told_on, self.told_on.data)

    def insight(self, strands: Sequence[Strand]) -> Insight:
        """What was told; call it when the form is valid. Raises `DomainError` without a day."""
        if self.told_on.data is None:
            raise DomainError("Enter the day.", "told_on")
        return Insight(
            next(strand for strand in strands if strand.code == self.strand.data),
            self.organisation.data or "",
            self.told_on.data,
            next(one for one in Basis if one.value == self.basis.data),
            next(one for one in Consent if one.value == self.consent.data),
            self.words.data or "",
        )


class SeenForm(OutgoingForm):
    """The number of the version that the person saw, and why another takes its place.

    The reason stays with the note, so what names somebody in it is remarked.
    """

    leaving: ClassVar[tuple[str, ...]] = ("reason",)
    only = NAMING

    seen = HiddenField()
    reason = LongText(
        "Why?",
        longest=LONGEST_REASON,
        description="It is kept with the note. Do not include names.",
        validators=[Required("Say why.")],
    )


class CorrectionForm(InsightForm, SeenForm):
    """Another version of a note."""

    leaving = (*InsightForm.leaving, *SeenForm.leaving)


class RetractionForm(SeenForm):
    """Says that a note is not to be relied on."""


def seen_version(form: SeenForm, versions: Sequence[InsightNote]) -> InsightNote:
    """The version that the person saw; the first one, which cannot stand, if nobody can tell."""
    found = (one for one in versions if str(one.number) == form.seen.data)
    return next(found, versions[-1])


def filled_from(note: InsightNote) -> dict[str, object]:
    """What the form of a correction begins with: the version that stands."""
    return {
        "strand": note.strand.code,
        "organisation": note.organisation,
        "told_on": note.told_on,
        "basis": note.basis.value,
        "consent": note.consent.value,
        "words": note.words,
        "seen": str(note.number),
    }
