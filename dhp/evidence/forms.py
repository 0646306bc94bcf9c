"""The forms of the evidence base: a source, a series, a file of figures."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from wtforms import HiddenField

from dhp.definitions import DeathType
from dhp.evidence.actions import (
    LONGEST_CITATION,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    About,
    NewSeries,
    check_published_on,
    check_url,
)
from dhp.evidence.models import EvidenceSource
from dhp.evidence.rules import KINDS, SourceKind
from dhp.web.forms import Form
from dhp.web.inputs import Day, LongText, ManyOf, OneOfList, Required, SelectChoice, Text, Upload


class SourceForm(Form):
    """A source."""

    kind = OneOfList(
        "What is it?",
        choices=[
            SelectChoice("", "Choose one"),
            *(SelectChoice(one.value, words) for one, words in KINDS.items()),
        ],
        validators=[Required("Choose what it is.")],
    )
    title = Text("Title", longest=LONGEST_NAME, validators=[Required("Enter the title.")])
    publisher = Text(
        "Who published it?", longest=LONGEST_NAME, validators=[Required("Enter who published it.")]
    )
    citation = LongText(
        "How is it cited?",
        longest=LONGEST_CITATION,
        description="As it should stand in a report: authors, year, title, publisher.",
        validators=[Required("Enter how to cite it.")],
    )
    licence = Text(
        "Licence",
        longest=LONGEST_NAME,
        description="For example: Open Government Licence v3.0; CC BY 4.0; not stated.",
        validators=[Required("Enter the licence, or “not stated”.")],
    )
    url = Text("Address on the web (optional)", longest=500)
    published_on = Day("When was it published? (optional)", phrase="The day")
    covers = LongText(
        "What does it cover?",
        longest=LONGEST_TEXT,
        description="Which deaths, which years, which places, and what it leaves out.",
        validators=[Required("Say what it covers.")],
    )

    def checks(self) -> Iterator[Callable[[], object]]:
        """The address and the day."""
        yield partial(check_url, self.url.data or "")
        yield partial(check_published_on, self.published_on.data)

    @property
    def about(self) -> About:
        """What was typed; read it when the form is valid."""
        return About(
            SourceKind(self.kind.data),
            self.title.data or "",
            self.publisher.data or "",
            self.citation.data or "",
            self.licence.data or "",
            self.url.data or "",
            self.published_on.data,
            self.covers.data or "",
        )


class CorrectionForm(SourceForm):
    """Another version of a source, after the one with the number `seen`."""

    seen = HiddenField()
    reason = LongText("Why?", longest=LONGEST_REASON, validators=[Required("Say why.")])


class SeriesForm(Form):
    """A series of published figures."""

    title = Text("Title", longest=LONGEST_NAME, validators=[Required("Enter the title.")])
    code = Text(
        "Code",
        longest=40,
        description="For files, for example dhp_suicides. It can never be used again.",
        validators=[Required("Enter the code.")],
    )
    unit = Text(
        "What is counted, in a word or two",
        longest=80,
        description="For example: Deaths.",
        validators=[Required("Enter what is counted.")],
    )
    definition = LongText(
        "What do they count?",
        longest=LONGEST_TEXT,
        validators=[Required("Say what they count.")],
    )
    differences = LongText(
        "How does that differ from what we count?",
        longest=LONGEST_TEXT,
        description="In words that can stand beside the two figures: who, when, by which rule.",
        validators=[Required("Say how that differs from what we count.")],
    )
    types = ManyOf(
        "Beside which of our deaths does it stand? (optional)",
        choices=[SelectChoice(one.value, one.label) for one in DeathType],
    )

    @property
    def series(self) -> NewSeries:
        """What was typed; read it when the form is valid."""
        return NewSeries(
            self.code.data or "",
            self.title.data or "",
            self.unit.data or "",
            self.definition.data or "",
            self.differences.data or "",
            tuple(one for one in DeathType if one.value in (self.types.data or [])),
        )


class FiguresForm(Form):
    """A file of figures that one source told."""

    source = OneOfList("Which source told them?", validators=[Required("Choose the source.")])
    file = Upload(
        "Choose a CSV file",
        description="From a spreadsheet: save it as “CSV UTF-8”. At most 1 MB and 2,000 rows.",
    )

    def offer(self, found: Sequence[EvidenceSource]) -> None:
        """Let the person choose among the sources."""
        listed = [SelectChoice(one.ref, one.title) for one in found]
        self.source.choices = [SelectChoice("", "Choose a source"), *listed]


def filled_from(source: EvidenceSource) -> dict[str, object]:
    """What the form of a correction begins with: the version that stands."""
    return {
        "kind": source.kind.value,
        "title": source.title,
        "publisher": source.publisher,
        "citation": source.citation,
        "licence": source.licence,
        "url": source.url or "",
        "published_on": source.published_on,
        "covers": source.covers,
        "seen": str(source.number),
    }


def seen_version(form: CorrectionForm, found: Sequence[EvidenceSource]) -> EvidenceSource:
    """The version that the person saw; the first one, if nobody can tell."""
    return next((one for one in found if str(one.number) == form.seen.data), found[-1])
