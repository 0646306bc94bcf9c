"""The forms of reconciliation: a list, and what is decided of a death."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from wtforms import RadioField

from dhp.cases.wording import died_words
from dhp.definitions import DeathType
from dhp.errors import DomainError
from dhp.evidence.actions import TYPES
from dhp.evidence.candidates import Candidate
from dhp.evidence.closing import LONGEST_WHY
from dhp.evidence.list_actions import LONGEST_TITLE, LONGEST_WORDS, Choice, NewList, check_days
from dhp.evidence.list_models import ListEntry
from dhp.evidence.models import EvidenceSource
from dhp.evidence.rules import Outcome, Reason
from dhp.references import shown_reference
from dhp.web.forms import Form
from dhp.web.inputs import (
    Day,
    LongText,
    ManyOf,
    OneOf,
    OneOfList,
    Required,
    SelectChoice,
    Text,
    Upload,
)

_ALONE, _LEFT = "one only", "left"
_HOMICIDES = (DeathType.IPH, DeathType.AFH)


class ListForm(Form):
    """A list to hold against ours."""

    title = Text(
        "What is the list called?",
        longest=LONGEST_TITLE,
        description="For example: Homicide Index, domestic, 2024-25.",
        validators=[Required("Enter what the list is called.")],
    )
    source = OneOfList("Which source is it?", validators=[Required("Choose the source.")])
    since = Day("First day", phrase="The first day", validators=[Required("Enter the first day.")])
    until = Day("Last day", phrase="The last day", validators=[Required("Enter the last day.")])
    types = ManyOf(
        "Which of our deaths could it hold?",
        choices=[SelectChoice(one.value, one.label) for one in TYPES],
        default=[one.value for one in _HOMICIDES],
        validators=[Required("Choose which of our deaths the list could hold.")],
    )
    file = Upload(
        "Choose a CSV file",
        description="From a spreadsheet: save it as “CSV UTF-8”. At most 1 MB and 2,000 rows. No names.",
    )

    def offer(self, found: Sequence[EvidenceSource]) -> None:
        """Let the person choose among the sources."""
        listed = [SelectChoice(one.ref, one.title) for one in found]
        self.source.choices = [SelectChoice("", "Choose a source"), *listed]

    def checks(self) -> Iterator[Callable[[], object]]:
        """The order of the days."""
        if self.since.data and self.until.data:
            yield partial(check_days, self.since.data, self.until.data)

    def new_list(self, found: Sequence[EvidenceSource]) -> NewList:
        """What was typed; call it when the form is valid. Raises `DomainError` without a day."""
        if self.since.data is None or self.until.data is None:
            raise DomainError("Enter the first and the last day.", "since")
        return NewList(
            next(one for one in found if one.ref == self.source.data),
            self.title.data or "",
            self.since.data,
            self.until.data,
            tuple(one for one in TYPES if one.value in (self.types.data or [])),
        )


class CloseForm(Form):
    """Why nothing more is decided of a list."""

    why = LongText(
        "Why is it closed?",
        longest=LONGEST_WHY,
        description="For example: settled with the Home Office on 3 March. Do not include names.",
        validators=[Required("Say why the list is closed.")],
    )


class _WhyForm(Form):
    reason = OneOfList(
        "Why does it stand on one list only?",
        choices=[
            SelectChoice("", "Choose a reason"),
            *(SelectChoice(one.value, one.label) for one in Reason),
        ],
    )
    words = LongText("Anything more? (optional)", longest=LONGEST_WORDS)

    @property
    def why(self) -> Reason | None:
        """The reason that was chosen."""
        return next((one for one in Reason if one.value == self.reason.data), None)


class OursForm(_WhyForm):
    """Why a death of ours is not on their list."""


class EntryForm(_WhyForm):
    """What a death on their list is: one of ours, on their list only, or left to the lead."""

    outcome: RadioField = OneOf(
        "Which death is it?", validators=[Required("Choose which death it is.")]
    )

    def offer(self, found: Sequence[Candidate]) -> None:
        """Let the person choose among the candidates."""
        cases = [
            SelectChoice(
                one.case.ref, f"{shown_reference(one.case.ref)}, died {died_words(one.case)}"
            )
            for one in found
        ]
        others = [
            SelectChoice(_ALONE, "It stands on their list only"),
            SelectChoice(_LEFT, "I cannot tell: leave it to the lead"),
        ]
        self.outcome.choices = [*cases, *others]

    def choice(self, entry: ListEntry, found: Sequence[Candidate]) -> Choice:
        """What was decided; call it when the form is valid."""
        chosen, words = self.outcome.data, self.words.data or ""
        if chosen == _ALONE:
            return Choice(Outcome.ONE_ONLY, entry, None, self.why, words)
        if chosen == _LEFT:
            return Choice(Outcome.LEFT, entry, None, None, words)
        case = next(one.case for one in found if one.case.ref == chosen)
        return Choice(Outcome.MATCHED, entry, case, None, words)
